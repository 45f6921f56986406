import { Avatar } from '@dawk/ui/chat/entry.tsx'
import { IconButton } from '@dawk/ui/controls/button.tsx'
import { Table } from '@dawk/ui/data/table.tsx'
import { DotsIcon } from '@dawk/ui/icons.tsx'
import { Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { ActionMenu } from '@dawk/ui/overlays/dialog.tsx'
import { Badge, Skeleton } from '@dawk/ui/overlays/feedback.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { useAction } from '#lib/client/use-action.ts'
import { ConfirmDialog } from '#lib/confirm-dialog.tsx'
import { usePages } from '#lib/data/use-pages.ts'
import { formatMoment } from '#lib/format.ts'
import { useMay, useSession } from '#lib/session/session.ts'
import { changeRole, removeMember, signMemberOut } from './api/change-member.ts'
import { type Member, membersQuery, type Role } from './api/members.ts'
import { useRoles } from './roles.ts'

export function MemberList() {
  const { t } = useLingui()
  const may = useMay()
  const roles = useRoles()
  const { rows, isPending } = usePages<Member>(membersQuery)
  if (isPending) return <Skeleton rows={3} label={t`Loading`} />
  return (
    <Table
      label={t`Members`}
      items={rows}
      keyOf={({ id }) => id}
      columns={[
        { head: t`Name`, cell: (member) => <MemberName member={member} /> },
        {
          head: t`Role`,
          cell: ({ role }) => <Badge>{roles.find(({ value }) => value === role)?.label ?? role}</Badge>,
        },
        { head: t`Since`, cell: ({ createdAt }) => <Text tone="secondary">{formatMoment(createdAt)}</Text> },
        ...(may('members:write')
          ? [{ head: '', cell: (member: Member) => <MemberActions member={member} />, end: true }]
          : []),
      ]}
    />
  )
}

function MemberName({ member: { id, name, email } }: { member: Member }) {
  const session = useSession()
  return (
    <Row gap="s">
      <Avatar name={name} />
      <Stack>
        <Text strong>
          {name} {id === session.member.id && <Trans>(you)</Trans>}
        </Text>
        <Text size="s" tone="secondary">
          {email}
        </Text>
      </Stack>
    </Row>
  )
}

function MemberActions({ member: { id, name, role } }: { member: Member }) {
  const { t } = useLingui()
  const roles = useRoles()
  const [removing, setRemoving] = useState(false)
  const refresh = [['members']]
  const change = useAction({ run: (to: Role) => changeRole(id, to), done: t`The role is changed`, refresh })
  const signOut = useAction({ run: () => signMemberOut(id), done: t`${name} is signed out everywhere` })
  const remove = useAction({ run: () => removeMember(id), done: t`${name} is no longer a member`, refresh })
  return (
    <>
      <ActionMenu
        trigger={
          <IconButton label={t`Actions for ${name}`}>
            <DotsIcon />
          </IconButton>
        }
        actions={[
          ...roles
            .filter(({ value }) => value !== role)
            .map(({ value, label }) => ({ label: t`Make ${label}`, onSelect: () => change.mutate(value) })),
          { label: t`Sign out everywhere`, onSelect: () => signOut.mutate() },
          { label: t`Remove`, danger: true, onSelect: () => setRemoving(true) },
        ]}
      />
      {removing && (
        <ConfirmDialog
          title={t`Remove ${name}`}
          confirm={t`Remove`}
          busy={remove.isPending}
          onConfirm={() => remove.mutate()}
          onClose={() => setRemoving(false)}
        >
          <Trans>They are signed out at once. What they did stays in the audit log.</Trans>
        </ConfirmDialog>
      )}
    </>
  )
}
