import { SelectField, TextAreaField } from '@dawk/ui/controls/fields.tsx'
import { Stack } from '@dawk/ui/layout/layout.tsx'
import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useSession } from '#lib/session/session.ts'
import { colleaguesQuery } from './colleagues.ts'
import type { Steps } from './macros.ts'
import { usePriorityNames } from './priority-names.ts'
import { inboxSettingsQuery, labelsQuery, teamsQuery } from './team-work.ts'

/** The value of a field that leaves things as they are. */
const leave = ''
const nobody = 'nobody'

interface StepsFormProps {
  steps: Steps
  onChange(steps: Steps): void
}

/** What is done to a conversation, one field for each step; the first choice of each leaves things as they are. */
export function StepsForm({ steps, onChange }: StepsFormProps) {
  const { t } = useLingui()
  const priorities = usePriorityNames()
  const set = (change: { [Step in keyof Steps]?: Steps[Step] | undefined }) =>
    onChange(without({ ...steps, ...change }))
  return (
    <Stack gap="m">
      <AssigneeField steps={steps} set={set} />
      <TeamField steps={steps} set={set} />
      <LabelField steps={steps} set={set} />
      <SelectField
        label={t`Priority`}
        value={steps.priority ?? leave}
        options={[
          { value: leave, label: t`Leave as it is` },
          ...(['urgent', 'high', 'normal', 'low'] as const).map((value) => ({ value, label: priorities[value] })),
        ]}
        onChange={(priority) => set({ priority: priority === leave ? undefined : priority })}
      />
      <StatusField steps={steps} set={set} />
      <TextAreaField
        label={t`Note for the team`}
        value={steps.note ?? ''}
        maxLength={4096}
        onChange={(note) => set({ note: note === '' ? undefined : note })}
      />
    </Stack>
  )
}

interface PartProps {
  steps: Steps
  set(change: { [Step in keyof Steps]?: Steps[Step] | undefined }): void
}

function AssigneeField({ steps: { assignee }, set }: PartProps) {
  const { t } = useLingui()
  const { member } = useSession()
  const { data: members = [] } = useQuery(colleaguesQuery)
  const others = members.filter(({ id }) => id !== member.id)
  return (
    <SelectField
      label={t`Assignee`}
      value={assignee === undefined ? leave : (assignee ?? nobody)}
      searchable
      options={[
        { value: leave, label: t`Leave as it is` },
        { value: 'me', label: t`Whoever runs it` },
        { value: nobody, label: t`Nobody` },
        ...others.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      onChange={(value) => set({ assignee: value === leave ? undefined : value === nobody ? null : value })}
    />
  )
}

function TeamField({ steps: { teamId }, set }: PartProps) {
  const { t } = useLingui()
  const { data: teams = [] } = useQuery(teamsQuery)
  if (teams.length === 0) return null
  return (
    <SelectField
      label={t`Team`}
      value={teamId === undefined ? leave : (teamId ?? nobody)}
      options={[
        { value: leave, label: t`Leave as it is` },
        { value: nobody, label: t`No team` },
        ...teams.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      onChange={(value) => set({ teamId: value === leave ? undefined : value === nobody ? null : value })}
    />
  )
}

function LabelField({ steps: { addLabelIds, removeLabelIds }, set }: PartProps) {
  const { t } = useLingui()
  const { data: labels = [] } = useQuery(labelsQuery)
  if (labels.length === 0) return null
  const none = { value: leave, label: t`None` }
  const options = [none, ...labels.map(({ id, name }) => ({ value: id, label: name }))]
  return (
    <>
      <SelectField
        label={t`Add a label`}
        value={addLabelIds?.[0] ?? leave}
        options={options}
        onChange={(id) => set({ addLabelIds: id === leave ? undefined : [id] })}
      />
      <SelectField
        label={t`Remove a label`}
        value={removeLabelIds?.[0] ?? leave}
        options={options}
        onChange={(id) => set({ removeLabelIds: id === leave ? undefined : [id] })}
      />
    </>
  )
}

function StatusField({ steps: { status, closeReason, snoozeMinutes }, set }: PartProps) {
  const { t } = useLingui()
  const { data: settings } = useQuery(inboxSettingsQuery)
  const reasons = settings?.closeReasons ?? []
  const value = snoozeMinutes === undefined ? (status ?? leave) : String(snoozeMinutes)
  const choose = (chosen: string) => {
    const minutes = Number(chosen)
    if (chosen !== leave && Number.isInteger(minutes))
      return set({ snoozeMinutes: minutes, status: undefined, closeReason: undefined })
    const next = chosen === leave ? undefined : (chosen as NonNullable<Steps['status']>)
    set({ status: next, snoozeMinutes: undefined, closeReason: next === 'closed' ? reasons[0]?.key : undefined })
  }
  return (
    <>
      <SelectField
        label={t`Status`}
        value={value}
        options={[
          { value: leave, label: t`Leave as it is` },
          { value: 'open', label: t`Open` },
          { value: 'pending', label: t`Pending` },
          { value: 'closed', label: t`Closed` },
          { value: '60', label: t`Snoozed for an hour` },
          { value: '1440', label: t`Snoozed for a day` },
          { value: '10080', label: t`Snoozed for a week` },
        ]}
        onChange={choose}
      />
      {status === 'closed' && reasons.length > 0 && (
        <SelectField
          label={t`Reason to close`}
          value={closeReason ?? null}
          options={reasons.map(({ key, label }) => ({ value: key, label }))}
          onChange={(key) => set({ closeReason: key })}
        />
      )}
    </>
  )
}

/** A step that is undefined is not taken. */
const without = (steps: { [Step in keyof Steps]?: Steps[Step] | undefined }): Steps =>
  Object.fromEntries(Object.entries(steps).filter(([, value]) => value !== undefined))
