import { Button, IconButton } from '@dawk/ui/controls/button.tsx'
import { TextField } from '@dawk/ui/controls/fields.tsx'
import { CloseIcon, PlusIcon } from '@dawk/ui/icons.tsx'
import { Box, Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { Heading, Text } from '@dawk/ui/layout/text.tsx'
import { ActionMenu } from '@dawk/ui/overlays/dialog.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useAction } from '#lib/client/use-action.ts'
import { colleaguesQuery } from '#lib/inbox/colleagues.ts'
import { type Team, teamsQuery } from '#lib/inbox/team-work.ts'
import { useMay } from '#lib/session/session.ts'
import { changeTeam, createTeam, deleteTeam } from './api/teams.ts'

const refresh = [['teams']]

/** Groups of members who share conversations. */
export function TeamList() {
  const mayChange = useMay()('members:write')
  const { data: teams = [] } = useQuery(teamsQuery)
  return (
    <Box surface="card" padding="m" as="section">
      <Stack gap="m">
        <Heading>
          <Trans>Teams in the inbox</Trans>
        </Heading>
        {teams.length === 0 && (
          <Text tone="secondary">
            <Trans>Conversations can be assigned to a team, and agents can be limited to what their teams have.</Trans>
          </Text>
        )}
        {teams.map((team) => (
          <TeamEntry key={team.id} team={team} mayChange={mayChange} />
        ))}
        {mayChange && <NewTeam />}
      </Stack>
    </Box>
  )
}

function TeamEntry({ team: { id, name, memberIds }, mayChange }: { team: Team; mayChange: boolean }) {
  const { t } = useLingui()
  const { data: colleagues = [] } = useQuery(colleaguesQuery)
  const change = useAction({ run: (ids: string[]) => changeTeam(id, { memberIds: ids }), refresh })
  const remove = useAction({ run: () => deleteTeam(id), done: t`The team is deleted`, refresh })
  const nameOf = (memberId: string) => colleagues.find((one) => one.id === memberId)?.name ?? memberId
  const others = colleagues.filter((one) => !memberIds.includes(one.id))
  return (
    <Row justify="between" align="center" gap="s" wrap>
      <Stack>
        <Text strong>{name}</Text>
        <Row gap="xs" wrap>
          {memberIds.length === 0 && (
            <Text size="s" tone="secondary">
              <Trans>Nobody yet</Trans>
            </Text>
          )}
          {memberIds.map((memberId) => (
            <Row key={memberId} gap="xs" align="center">
              <Text size="s" tone="secondary">
                {nameOf(memberId)}
              </Text>
              {mayChange && (
                <IconButton
                  size="small"
                  label={t`Take ${nameOf(memberId)} out of ${name}`}
                  onClick={() => change.mutate(memberIds.filter((one) => one !== memberId))}
                >
                  <CloseIcon />
                </IconButton>
              )}
            </Row>
          ))}
        </Row>
      </Stack>
      {mayChange && (
        <Row gap="s">
          {others.length > 0 && (
            <ActionMenu
              trigger={
                <Button size="small" icon={<PlusIcon />} aria-label={t`Add somebody to ${name}`}>
                  <Trans>Add</Trans>
                </Button>
              }
              actions={others.map((one) => ({
                label: one.name,
                onSelect: () => change.mutate([...memberIds, one.id]),
              }))}
            />
          )}
          <Button size="small" busy={remove.isPending} onClick={() => remove.mutate()}>
            <Trans>Delete</Trans>
          </Button>
        </Row>
      )}
    </Row>
  )
}

function NewTeam() {
  const { t } = useLingui()
  const [name, setName] = useState('')
  const create = useAction({ run: () => createTeam(name.trim()), refresh, onDone: () => setName('') })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() !== '') create.mutate()
  }
  return (
    <Row as="form" gap="s" align="end" onSubmit={submit}>
      <TextField label={t`New team`} value={name} onChange={setName} maxLength={64} />
      <Button type="submit" busy={create.isPending} disabled={name.trim() === ''}>
        <Trans>Add</Trans>
      </Button>
    </Row>
  )
}
