import { Button } from '@dawk/ui/controls/button.tsx'
import { PlusIcon } from '@dawk/ui/icons.tsx'
import { Page } from '@dawk/ui/shell/shell.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { useMay } from '#lib/session/session.ts'
import { InvitationList } from './invitation-list.tsx'
import { InviteDialog } from './invite-dialog.tsx'
import { MemberList } from './member-list.tsx'
import { TeamList } from './team-list.tsx'

/** Who works in this account, and as what. */
export function TeamPage() {
  const { t } = useLingui()
  const may = useMay()
  const [inviting, setInviting] = useState(false)
  return (
    <Page
      title={t`Team`}
      lead={<Trans>Who works in this account, and what their role opens.</Trans>}
      actions={
        may('members:write') && (
          <Button tone="primary" icon={<PlusIcon />} onClick={() => setInviting(true)}>
            <Trans>Invite</Trans>
          </Button>
        )
      }
    >
      <MemberList />
      <InvitationList />
      {may('conversations:read') && <TeamList />}
      {inviting && <InviteDialog onClose={() => setInviting(false)} />}
    </Page>
  )
}
