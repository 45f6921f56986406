import { Button, IconButton } from '@dawk/ui/controls/button.tsx'
import { SelectField, TextField } from '@dawk/ui/controls/fields.tsx'
import { DotsIcon } from '@dawk/ui/icons.tsx'
import { Stack } from '@dawk/ui/layout/layout.tsx'
import { ActionMenu } from '@dawk/ui/overlays/dialog.tsx'
import { Notice } from '@dawk/ui/overlays/feedback.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { ActionDialog } from '#lib/action-dialog.tsx'
import { ApiError } from '#lib/client/api-error.ts'
import { useAction } from '#lib/client/use-action.ts'
import { publishFlow, type SessionFate, updateFlow } from './api/change-flow.ts'
import type { Flow } from './api/flows.ts'

/** What can be done to a flow in its state. */
export function FlowActions({ flow: { id, name, enabled, liveVersion, archivedAt } }: { flow: Flow }) {
  const { t } = useLingui()
  const [open, setOpen] = useState<'publish' | 'rename' | null>(null)
  const refresh = [['flows']]
  const change = useAction({
    run: (body: { enabled?: boolean; archived?: boolean }) => updateFlow(id, body),
    refresh,
  })
  const isArchived = archivedAt !== null
  return (
    <>
      {liveVersion !== null && !isArchived && (
        <Button busy={change.isPending} onClick={() => change.mutate({ enabled: !enabled })}>
          {enabled ? <Trans>Switch off</Trans> : <Trans>Switch on</Trans>}
        </Button>
      )}
      {!isArchived && (
        <Button tone="primary" onClick={() => setOpen('publish')}>
          <Trans>Publish</Trans>
        </Button>
      )}
      <ActionMenu
        trigger={
          <IconButton label={t`More`} tone="default">
            <DotsIcon />
          </IconButton>
        }
        actions={[
          { label: t`Rename`, onSelect: () => setOpen('rename') },
          isArchived
            ? { label: t`Take back into use`, onSelect: () => change.mutate({ archived: false }) }
            : { label: t`Archive`, onSelect: () => change.mutate({ archived: true }) },
        ]}
      />
      {open === 'publish' && <PublishDialog id={id} isFirst={liveVersion === null} onClose={() => setOpen(null)} />}
      {open === 'rename' && <RenameDialog id={id} name={name} onClose={() => setOpen(null)} />}
    </>
  )
}

function PublishDialog({ id, isFirst, onClose }: { id: string; isFirst: boolean; onClose(): void }) {
  const { t } = useLingui()
  const [message, setMessage] = useState('')
  const [sessions, setSessions] = useState<SessionFate>('keep')
  const publish = useAction({
    run: () => publishFlow(id, { ...(message.trim() !== '' && { message: message.trim() }), sessions }),
    done: t`The flow is published`,
    refresh: [['flows']],
    quiet: true,
    onDone: onClose,
  })
  const problems = publish.error instanceof ApiError ? publish.error.problem.errors : []
  return (
    <ActionDialog title={t`Publish the draft`} submit={t`Publish`} action={publish} onClose={onClose}>
      <Stack gap="m">
        <Notice>
          <Trans>What was saved last is published. Sessions that start from now on follow it.</Trans>
        </Notice>
        <TextField label={t`What has changed`} value={message} maxLength={500} onChange={setMessage} />
        {!isFirst && (
          <SelectField<SessionFate>
            label={t`Sessions that run`}
            value={sessions}
            options={[
              { value: 'keep', label: t`End in their version` },
              { value: 'move', label: t`Go on in this one, where their node is still there` },
              { value: 'end', label: t`End at once` },
            ]}
            onChange={setSessions}
          />
        )}
        {problems.map(({ path, detail }) => (
          <Notice key={path + detail} tone="danger">
            {path}: {detail}
          </Notice>
        ))}
      </Stack>
    </ActionDialog>
  )
}

function RenameDialog({ id, name: former, onClose }: { id: string; name: string; onClose(): void }) {
  const { t } = useLingui()
  const [name, setName] = useState(former)
  const rename = useAction({
    run: () => updateFlow(id, { name: name.trim() }),
    refresh: [['flows']],
    quiet: true,
    onDone: onClose,
  })
  return (
    <ActionDialog title={t`Rename`} submit={t`Save`} action={rename} incomplete={name.trim() === ''} onClose={onClose}>
      <TextField label={t`Name`} value={name} onChange={setName} maxLength={100} required autoFocus />
    </ActionDialog>
  )
}
