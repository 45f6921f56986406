import { Button } from '@dawk/ui/controls/button.tsx'
import { SearchField } from '@dawk/ui/controls/search-field.tsx'
import { Table } from '@dawk/ui/data/table.tsx'
import { Stack } from '@dawk/ui/layout/layout.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { Badge, Empty, Skeleton } from '@dawk/ui/overlays/feedback.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { text } from '#lib/data/json.ts'
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
  const { rows, isPending, hasNextPage, readMore } = usePages(sendableTemplatesQuery(number?.wabaId ?? null, search))
  return (
    <Stack gap="m">
      <SearchField label={t`Search templates`} value={search} onChange={setSearch} />
      {isPending && <Skeleton rows={4} label={t`Loading`} />}
      {!isPending && rows.length === 0 && (
        <Empty title={t`No template can be sent`}>
          <Trans>Templates appear here once Meta has approved them.</Trans>
        </Empty>
      )}
      {rows.length > 0 && (
        <Table
          label={t`Templates`}
          items={rows}
          keyOf={({ id }) => id}
          onOpen={onChoose}
          columns={[
            { head: t`Template`, cell: (template) => <TemplateName template={template} /> },
            { head: t`Language`, cell: ({ language }) => language },
            { head: t`Category`, cell: ({ category }) => <Badge>{category.toLowerCase()}</Badge> },
          ]}
        />
      )}
      {hasNextPage && (
        <Button onClick={readMore}>
          <Trans>Show more</Trans>
        </Button>
      )}
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
