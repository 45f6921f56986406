import { Button } from '@dawk/ui/controls/button.tsx'
import { SearchField } from '@dawk/ui/controls/search-field.tsx'
import { PlusIcon, RefreshIcon } from '@dawk/ui/icons.tsx'
import { Box, Stack } from '@dawk/ui/layout/layout.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { Badge, Empty } from '@dawk/ui/overlays/feedback.tsx'
import { Page } from '@dawk/ui/shell/shell.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useAction } from '#lib/client/use-action.ts'
import { text } from '#lib/data/json.ts'
import { PagedTable } from '#lib/data/paged-table.tsx'
import { usePages } from '#lib/data/use-pages.ts'
import { useMay } from '#lib/session/session.ts'
import { syncTemplates } from './api/change-template.ts'
import { type Template, templatesQuery } from './api/templates.ts'
import { TemplateStatus } from './template-status.tsx'

/** Texts that Meta has approved, or has not. */
export function TemplatesPage() {
  const { t } = useLingui()
  const navigate = useNavigate()
  const [search, setSearch] = useState('')
  const pages = usePages<Template>(templatesQuery(search, ''))
  return (
    <Page
      title={t`Templates`}
      lead={<Trans>What may be sent outside of the 24 hours, once Meta has approved it.</Trans>}
      actions={<TemplateActions />}
    >
      <Box width="narrow">
        <SearchField label={t`Search templates`} value={search} onChange={setSearch} />
      </Box>
      <PagedTable
        pages={pages}
        empty={
          <Empty title={t`There are no templates`}>
            <Trans>Those of your business account are read from Meta every hour, or now.</Trans>
          </Empty>
        }
        label={t`Templates`}
        onOpen={({ id }) => void navigate({ to: '/templates/$templateId', params: { templateId: id } })}
        columns={[
          { head: t`Template`, cell: (template) => <TemplateName template={template} /> },
          { head: t`Language`, cell: ({ language }) => language },
          { head: t`Category`, cell: ({ category }) => <Badge>{category.toLowerCase()}</Badge> },
          { head: t`State`, cell: ({ status }) => <TemplateStatus status={status} /> },
        ]}
      />
    </Page>
  )
}

function TemplateActions() {
  const { t } = useLingui()
  const navigate = useNavigate()
  const may = useMay()
  const sync = useAction({ run: syncTemplates, done: t`The templates are read from Meta`, refresh: [['templates']] })
  if (!may('templates:write')) return null
  return (
    <>
      <Button icon={<RefreshIcon />} busy={sync.isPending} onClick={() => sync.mutate()}>
        <Trans>Read from Meta</Trans>
      </Button>
      <Button tone="primary" icon={<PlusIcon />} onClick={() => void navigate({ to: '/templates/new' })}>
        <Trans>New template</Trans>
      </Button>
    </>
  )
}

const TemplateName = ({ template: { name, components } }: { template: Template }) => (
  <Stack>
    <Text strong>{name}</Text>
    <Text size="s" tone="secondary">
      {text(components.find(({ type }) => text(type).toUpperCase() === 'BODY')?.['text']).slice(0, 120)}
    </Text>
  </Stack>
)
