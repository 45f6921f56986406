import { Button } from '@dawk/ui/controls/button.tsx'
import { SelectField, TextField } from '@dawk/ui/controls/fields.tsx'
import { Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { Dialog } from '@dawk/ui/overlays/dialog.tsx'
import { Notice } from '@dawk/ui/overlays/feedback.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { type FormEvent, useState } from 'react'
import { useAction, useErrorWords } from '#lib/client/use-action.ts'
import { createInvitation } from './api/invitations.ts'
import type { Role } from './api/members.ts'
import { InvitationLink } from './invitation-link.tsx'
import { useRoles } from './roles.ts'

export function InviteDialog({ onClose }: { onClose(): void }) {
  const { t } = useLingui()
  const roles = useRoles()
  const words = useErrorWords()
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<Role>('agent')
  const [link, setLink] = useState<string | null>(null)
  const invite = useAction({
    run: () => createInvitation({ email, role }),
    refresh: [['invitations']],
    quiet: true,
    onDone: (made) => setLink(made.link),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    invite.mutate()
  }
  if (link !== null) return <InvitationLink link={link} onClose={onClose} />
  return (
    <Dialog open title={t`Invite somebody`} onClose={onClose} closeLabel={t`Close`}>
      <form onSubmit={submit}>
        <Stack gap="m">
          <TextField label={t`E-mail address`} type="email" value={email} onChange={setEmail} required autoFocus />
          <SelectField
            label={t`Role`}
            hint={roles.find(({ value }) => value === role)?.about}
            value={role}
            options={roles}
            onChange={setRole}
          />
          {invite.error && <Notice tone="danger">{words(invite.error).message}</Notice>}
          <Row justify="end" gap="s">
            <Button tone="ghost" onClick={onClose}>
              <Trans>Cancel</Trans>
            </Button>
            <Button type="submit" tone="primary" busy={invite.isPending}>
              <Trans>Invite</Trans>
            </Button>
          </Row>
        </Stack>
      </form>
    </Dialog>
  )
}
