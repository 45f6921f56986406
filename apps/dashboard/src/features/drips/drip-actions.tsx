import { Button, IconButton } from '@dawk/ui/controls/button.tsx'
import { CheckboxField } from '@dawk/ui/controls/fields.tsx'
import { DotsIcon } from '@dawk/ui/icons.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { ActionMenu } from '@dawk/ui/overlays/dialog.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { ActionDialog } from '#lib/action-dialog.tsx'
import { useAction } from '#lib/client/use-action.ts'
import { ConfirmDialog } from '#lib/confirm-dialog.tsx'
import { archiveDrip, deleteDrip, pauseDrip, publishDrip, resumeDrip } from './api/change-drip.ts'
import type { Drip } from './api/drips.ts'

const refresh = [['drips']]

/** What can be done to a drip in its state. */
export function DripActions({ drip: { id, state, version, hasUnpublishedChanges } }: { drip: Drip }) {
  const [publishing, setPublishing] = useState(false)
  const pause = useAction({ run: () => pauseDrip(id), refresh })
  const resume = useAction({ run: () => resumeDrip(id), refresh })
  return (
    <>
      {state === 'active' && (
        <Button busy={pause.isPending} onClick={() => pause.mutate()}>
          <Trans>Pause</Trans>
        </Button>
      )}
      {state === 'paused' && (
        <Button tone="primary" busy={resume.isPending} onClick={() => resume.mutate()}>
          <Trans>Resume</Trans>
        </Button>
      )}
      {state !== 'archived' && hasUnpublishedChanges && (
        <Button tone="primary" onClick={() => setPublishing(true)}>
          <Trans>Publish</Trans>
        </Button>
      )}
      {state !== 'active' && <EndMenu id={id} canArchive={state === 'paused'} />}
      {publishing && <PublishDialog id={id} version={version} onClose={() => setPublishing(false)} />}
    </>
  )
}

function PublishDialog({ id, version, onClose }: { id: string; version: number; onClose(): void }) {
  const { t } = useLingui()
  const [moves, setMoves] = useState(false)
  const publish = useAction({
    run: () => publishDrip(id, moves),
    done: t`The drip is published`,
    refresh,
    quiet: true,
    onDone: onClose,
  })
  return (
    <ActionDialog title={t`Publish the draft`} submit={t`Publish`} action={publish} onClose={onClose}>
      <Text>
        <Trans>New people enter this version from now on.</Trans>
      </Text>
      {version > 0 && (
        <CheckboxField
          label={t`Those who are under way move to it`}
          hint={t`To the step of the same key, or to the next that is still there. Else they go on with theirs.`}
          checked={moves}
          onChange={setMoves}
        />
      )}
    </ActionDialog>
  )
}

function EndMenu({ id, canArchive }: { id: string; canArchive: boolean }) {
  const { t } = useLingui()
  const [asking, setAsking] = useState<'archive' | 'delete' | null>(null)
  return (
    <>
      <ActionMenu
        trigger={
          <IconButton label={t`More`} tone="default">
            <DotsIcon />
          </IconButton>
        }
        actions={[
          ...(canArchive ? [{ label: t`Archive`, onSelect: () => setAsking('archive') }] : []),
          { label: t`Delete`, danger: true, onSelect: () => setAsking('delete') },
        ]}
      />
      {asking === 'archive' && <ArchiveDialog id={id} onClose={() => setAsking(null)} />}
      {asking === 'delete' && <DeleteDialog id={id} onClose={() => setAsking(null)} />}
    </>
  )
}

function ArchiveDialog({ id, onClose }: { id: string; onClose(): void }) {
  const { t } = useLingui()
  const archive = useAction({ run: () => archiveDrip(id), done: t`The drip is archived`, refresh, onDone: onClose })
  return (
    <ConfirmDialog
      title={t`Archive this drip`}
      confirm={t`Archive it`}
      busy={archive.isPending}
      onConfirm={archive.mutate}
      onClose={onClose}
    >
      <Trans>Everybody who is under way leaves, and nobody enters any more. Its figures stay.</Trans>
    </ConfirmDialog>
  )
}

function DeleteDialog({ id, onClose }: { id: string; onClose(): void }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const remove = useAction({
    run: () => deleteDrip(id),
    done: t`The drip is deleted`,
    onDone: () => void navigate({ to: '/drips' }),
    refresh: [['drips', 'list']],
    onFailed: onClose,
  })
  return (
    <ConfirmDialog
      title={t`Delete this drip`}
      confirm={t`Delete it`}
      busy={remove.isPending}
      onConfirm={remove.mutate}
      onClose={onClose}
    >
      <Trans>With everybody who was in it, and its figures. Messages stay.</Trans>
    </ConfirmDialog>
  )
}
