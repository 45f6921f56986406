import { SearchField } from '@dawk/ui/controls/search-field.tsx'
import { Stack } from '@dawk/ui/layout/layout.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { Badge, Empty } from '@dawk/ui/overlays/feedback.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { text } from '#lib/data/json.ts'
import { PagedTable } from '#lib/data/paged-table.tsx'
import { usePages } from '#lib/data/use-pages.ts'
import { numberQuery, type SendableTemplate, sendableTemplatesQuery } from '../api/templates.ts'

interface TemplateChoiceProps {
  numberId: string
  onChoose(template: SendableTemplate): void
}

export function TemplateChoice({ numberId, onChoose }: TemplateChoiceProps) {
  const { t } = useLingui()
  const [search, setSearch] = useState('')
  const { data: number } = useQuery(numberQuery(numberId))
  const pages = usePages(sendableTemplatesQuery(number?.wabaId ?? null, search))
  return (
    <Stack gap="m">
      <SearchField label={t`Search templates`} value={search} onChange={setSearch} />
      <PagedTable
        pages={pages}
        empty={
          <Empty title={t`No template can be sent`}>
            <Trans>Templates appear here once Meta has approved them.</Trans>
          </Empty>
        }
        label={t`Templates`}
        onOpen={onChoose}
        columns={[
          { head: t`Template`, cell: (template) => <TemplateName template={template} /> },
          { head: t`Language`, cell: ({ language }) => language },
          { head: t`Category`, cell: ({ category }) => <Badge>{category.toLowerCase()}</Badge> },
        ]}
      />
    </Stack>
  )
}

function TemplateName({ template: { name, components } }: { template: SendableTemplate }) {
  const body = components.find(({ type }) => text(type).toUpperCase() === 'BODY')
  return (
    <Stack>
      <Text strong>{name}</Text>
      <Text size="s" tone="secondary">
        {text(body?.['text'])}
      </Text>
    </Stack>
  )
}
