import { Button } from '@dawk/ui/controls/button.tsx'
import { Table } from '@dawk/ui/data/table.tsx'
import { Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { Heading, Text } from '@dawk/ui/layout/text.tsx'
import { Badge } from '@dawk/ui/overlays/feedback.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { useAction } from '#lib/client/use-action.ts'
import { usePages } from '#lib/data/use-pages.ts'
import { formatMoment } from '#lib/format.ts'
import { useMay } from '#lib/session/session.ts'
import { type Invitation, invitationsQuery, resendInvitation, revokeInvitation } from './api/invitations.ts'
import { InvitationLink } from './invitation-link.tsx'

/** Those that have not been answered. */
export function InvitationList() {
  const { t } = useLingui()
  const may = useMay()
  const { rows } = usePages<Invitation>(invitationsQuery)
  const open = rows.filter(({ state }) => state === 'open' || state === 'expired')
  if (open.length === 0) return null
  return (
    <Stack gap="s">
      <Heading>
        <Trans>Invitations</Trans>
      </Heading>
      <Table
        label={t`Invitations`}
        items={open}
        keyOf={({ id }) => id}
        columns={[
          { head: t`E-mail address`, cell: ({ email }) => <Text strong>{email}</Text> },
          { head: t`Role`, cell: ({ role }) => <Badge>{role}</Badge> },
          { head: t`Good until`, cell: (invitation) => <GoodUntil invitation={invitation} /> },
          ...(may('members:write')
            ? [{ head: '', cell: (invitation: Invitation) => <InvitationActions id={invitation.id} />, end: true }]
            : []),
        ]}
      />
    </Stack>
  )
}

const GoodUntil = ({ invitation: { state, expiresAt } }: { invitation: Invitation }) =>
  state === 'expired' ? (
    <Badge tone="warning">
      <Trans>expired</Trans>
    </Badge>
  ) : (
    <Text tone="secondary">{formatMoment(expiresAt)}</Text>
  )

function InvitationActions({ id }: { id: string }) {
  const { t } = useLingui()
  const [link, setLink] = useState<string | null>(null)
  const refresh = [['invitations']]
  const resend = useAction({ run: () => resendInvitation(id), refresh, onDone: (sent) => setLink(sent.link) })
  const revoke = useAction({ run: () => revokeInvitation(id), done: t`The invitation is revoked`, refresh })
  return (
    <Row gap="s" justify="end">
      <Button size="small" busy={resend.isPending} onClick={() => resend.mutate()}>
        <Trans>New link</Trans>
      </Button>
      <Button size="small" busy={revoke.isPending} onClick={() => revoke.mutate()}>
        <Trans>Revoke</Trans>
      </Button>
      {link !== null && <InvitationLink link={link} onClose={() => setLink(null)} />}
    </Row>
  )
}
