import { Button } from '@dawk/ui/controls/button.tsx'
import { Stack } from '@dawk/ui/layout/layout.tsx'
import { Badge, Empty } from '@dawk/ui/overlays/feedback.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useAction } from '#lib/client/use-action.ts'
import { ConfirmDialog } from '#lib/confirm-dialog.tsx'
import { PagedTable } from '#lib/data/paged-table.tsx'
import { usePages } from '#lib/data/use-pages.ts'
import { formatMoment } from '#lib/format.ts'
import { useMay } from '#lib/session/session.ts'
import { updateFlow } from './api/change-flow.ts'
import { type Flow, readVersion, type Version, versionsQuery } from './api/flows.ts'

/** What was published; an old version becomes the draft again when it is asked for. */
export function FlowVersions({ flow }: { flow: Flow }) {
  const { t } = useLingui()
  const mayWrite = useMay()('automations:write')
  const [restoring, setRestoring] = useState<number | null>(null)
  const pages = usePages<Version>(versionsQuery(flow.id))
  return (
    <Stack gap="m">
      <PagedTable
        pages={pages}
        empty={<Empty title={t`Nothing was published yet`} />}
        label={t`Versions`}
        columns={[
          { head: t`Version`, cell: ({ number }) => String(number) },
          { head: t`What has changed`, cell: ({ message }) => message ?? '' },
          { head: t`Published`, cell: ({ publishedAt }) => formatMoment(publishedAt) },
          { head: t`By`, cell: ({ publishedBy }) => publishedBy.name ?? publishedBy.kind },
          {
            head: '',
            end: true,
            cell: ({ number }) =>
              number === flow.liveVersion ? (
                <Badge tone="success">
                  <Trans>Live</Trans>
                </Badge>
              ) : (
                mayWrite && (
                  <Button size="small" onClick={() => setRestoring(number)}>
                    <Trans>Make it the draft</Trans>
                  </Button>
                )
              ),
          },
        ]}
      />
      {restoring !== null && <RestoreDialog flow={flow} number={restoring} onClose={() => setRestoring(null)} />}
    </Stack>
  )
}

function RestoreDialog({ flow, number, onClose }: { flow: Flow; number: number; onClose(): void }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const restore = useAction({
    run: async () => {
      const { spec } = await readVersion(flow.id, number)
      return updateFlow(flow.id, { spec, ifRevision: flow.draftRevision })
    },
    done: t`Version ${number} is the draft now`,
    refresh: [['flows', 'one', flow.id]],
    onDone: () => void navigate({ to: '/bots/$flowId', params: { flowId: flow.id }, search: { tab: 'edit' } }),
    onFailed: onClose,
  })
  return (
    <ConfirmDialog
      title={t`Make version ${number} the draft`}
      confirm={t`Replace the draft`}
      busy={restore.isPending}
      onConfirm={restore.mutate}
      onClose={onClose}
    >
      <Trans>What is in the draft now is lost. What runs stays as it is until the draft is published.</Trans>
    </ConfirmDialog>
  )
}
