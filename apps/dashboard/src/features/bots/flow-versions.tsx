import { Button } from '@dawk/ui/controls/button.tsx'
import { Table } from '@dawk/ui/data/table.tsx'
import { Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { Badge, Empty, Skeleton } from '@dawk/ui/overlays/feedback.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useAction } from '#lib/client/use-action.ts'
import { ConfirmDialog } from '#lib/confirm-dialog.tsx'
import { usePages } from '#lib/data/use-pages.ts'
import { formatMoment } from '#lib/format.ts'
import { useMay } from '#lib/session/session.ts'
import { updateFlow } from './api/change-flow.ts'
import { type Flow, readVersion, type Version, versionsQuery } from './api/flows.ts'

/** What was published; an old version becomes the draft again when it is asked for. */
export function FlowVersions({ flow }: { flow: Flow }) {
  const { t } = useLingui()
  const mayWrite = useMay()('automations:write')
  const [compared, setAsked] = useState<number | null>(null)
  const { rows, isPending, hasNextPage, readMore } = usePages<Version>(versionsQuery(flow.id))
  if (isPending) return <Skeleton rows={3} label={t`Loading`} />
  if (rows.length === 0) return <Empty title={t`Nothing was published yet`} />
  return (
    <Stack gap="m">
      <Table
        label={t`Versions`}
        items={rows}
        keyOf={({ id }) => id}
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
                  <Button size="small" onClick={() => setAsked(number)}>
                    <Trans>Make it the draft</Trans>
                  </Button>
                )
              ),
          },
        ]}
      />
      {hasNextPage && (
        <Row justify="center">
          <Button onClick={readMore}>
            <Trans>Show more</Trans>
          </Button>
        </Row>
      )}
      {compared !== null && <RestoreDialog flow={flow} number={compared} onClose={() => setAsked(null)} />}
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
