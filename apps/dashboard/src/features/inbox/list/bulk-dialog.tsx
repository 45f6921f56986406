import { Button } from '@dawk/ui/controls/button.tsx'
import { Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { Dialog } from '@dawk/ui/overlays/dialog.tsx'
import { Notice } from '@dawk/ui/overlays/feedback.tsx'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { ActionDialog } from '#lib/action-dialog.tsx'
import { useAction } from '#lib/client/use-action.ts'
import type { Steps } from '#lib/inbox/macros.ts'
import { StepsForm } from '#lib/inbox/steps-form.tsx'
import { type BulkChange, bulkChangeQuery, cancelBulkChange, startBulkChange } from '../api/bulk-changes.ts'
import type { SavedView } from '../api/views.ts'

interface BulkDialogProps {
  /** The name of the view, and what it shows. */
  view: string
  filters: SavedView['filters']
  onClose(): void
}

/** Takes the same steps on every conversation of a view, also on those that the list has not loaded. */
export function BulkDialog({ view, filters, onClose }: BulkDialogProps) {
  const { t } = useLingui()
  const [steps, setSteps] = useState<Steps>({})
  const [startedId, setStartedId] = useState<string | null>(null)
  const start = useAction({
    run: () => startBulkChange(filters, steps),
    quiet: true,
    onDone: ({ id }) => setStartedId(id),
  })
  if (startedId !== null) return <Progress id={startedId} onClose={onClose} />
  return (
    <ActionDialog
      title={t`Change every conversation in ${view}`}
      submit={t`Change all of them`}
      action={start}
      incomplete={Object.keys(steps).length === 0}
      onClose={onClose}
    >
      <StepsForm steps={steps} onChange={setSteps} />
    </ActionDialog>
  )
}

function Progress({ id, onClose }: { id: string; onClose(): void }) {
  const { t } = useLingui()
  const client = useQueryClient()
  const { data: change } = useQuery(bulkChangeQuery(id))
  const cancel = useAction({ run: () => cancelBulkChange(id), refresh: [['bulk-change', id]] })
  const state = change?.state
  useEffect(() => {
    if (state === undefined || state === 'running') return
    for (const key of ['conversations', 'conversation', 'inbox-counters'])
      void client.invalidateQueries({ queryKey: [key] })
  }, [state, client])
  return (
    <Dialog open title={t`Change every conversation`} onClose={onClose} closeLabel={t`Close`}>
      <Stack gap="m">
        {change && <Outcome change={change} />}
        <Row justify="end" gap="s">
          {state === 'running' && (
            <Button busy={cancel.isPending} onClick={() => cancel.mutate()}>
              <Trans>Stop</Trans>
            </Button>
          )}
          <Button tone="primary" onClick={onClose}>
            <Trans>Close</Trans>
          </Button>
        </Row>
      </Stack>
    </Dialog>
  )
}

function Outcome({ change: { state, changed, failed, lastError } }: { change: BulkChange }) {
  return (
    <Stack gap="s" role="status">
      <Text strong>
        {state === 'running' && <Trans>It is under way, also when you close this.</Trans>}
        {state === 'completed' && <Trans>Done.</Trans>}
        {state === 'canceled' && <Trans>Stopped. What has been changed stays so.</Trans>}
        {state === 'failed' && <Trans>Something went wrong on our side, several times.</Trans>}
      </Text>
      <Text numbers>
        <Plural value={changed} one="# conversation has been changed" other="# conversations have been changed" />
      </Text>
      {failed > 0 && (
        <Notice tone="warning">
          <Plural value={failed} one="# could not change so" other="# could not change so" />: {lastError}
        </Notice>
      )}
    </Stack>
  )
}
