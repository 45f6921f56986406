import { UploadButton } from '@dawk/ui/controls/file-button.tsx'
import { Row } from '@dawk/ui/layout/layout.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { Empty } from '@dawk/ui/overlays/feedback.tsx'
import { Page } from '@dawk/ui/shell/shell.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { useAction } from '#lib/client/use-action.ts'
import { PagedTable } from '#lib/data/paged-table.tsx'
import { usePages } from '#lib/data/use-pages.ts'
import { formatMoment } from '#lib/format.ts'
import { useMay } from '#lib/session/session.ts'
import { importsQuery, uploadImport } from './api/imports.ts'
import { ExportButton } from './export-button.tsx'
import { ImportState } from './import-state.tsx'

/** Contacts that came in from files, and how they leave into one. */
export function ImportsPage() {
  const { t } = useLingui()
  const navigate = useNavigate()
  const may = useMay()
  const pages = usePages(importsQuery)
  const open = (importId: string) => void navigate({ to: '/imports/$importId', params: { importId } })
  const upload = useAction({ run: uploadImport, refresh: [['imports']], onDone: ({ id }) => open(id) })
  return (
    <Page
      title={t`Imports and exports`}
      lead={<Trans>Contacts from a file of CSV, Excel or NDJSON. Nothing is written before you say so.</Trans>}
      actions={
        <Row gap="s">
          <ExportButton />
          {may('contacts:write') && (
            <UploadButton
              busy={upload.isPending}
              accept=".csv,.tsv,.txt,.xlsx,.ndjson,.jsonl"
              onFile={(file) => upload.mutate(file)}
            >
              <Trans>Upload a file</Trans>
            </UploadButton>
          )}
        </Row>
      }
    >
      <PagedTable
        pages={pages}
        empty={
          <Empty title={t`Nothing was imported yet`}>
            <Trans>
              The first row names the columns. You choose what they mean, try it, and see what is wrong before anything
              is written.
            </Trans>
          </Empty>
        }
        label={t`Imports`}
        onOpen={({ id }) => open(id)}
        columns={[
          { head: t`File`, cell: ({ filename }) => <Text strong>{filename ?? t`without a name`}</Text> },
          { head: t`State`, cell: ({ state }) => <ImportState state={state} /> },
          { head: t`Rows`, cell: ({ analysis }) => <Text numbers>{String(analysis?.rows ?? '')}</Text> },
          { head: t`Uploaded`, cell: ({ createdAt }) => <Text tone="secondary">{formatMoment(createdAt)}</Text> },
        ]}
      />
    </Page>
  )
}
