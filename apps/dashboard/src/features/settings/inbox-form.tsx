import { Button } from '@dawk/ui/controls/button.tsx'
import { SelectField, SwitchField, TextAreaField } from '@dawk/ui/controls/fields.tsx'
import { Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { Skeleton } from '@dawk/ui/overlays/feedback.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useAction } from '#lib/client/use-action.ts'
import { NumberField } from '#lib/fields/number-field.tsx'
import { type InboxSettings, inboxSettingsQuery } from '#lib/inbox/team-work.ts'
import { useMay } from '#lib/session/session.ts'
import { changeInboxSettings } from './api/inbox-settings.ts'
import { HoursFields } from './hours-fields.tsx'

/** How the team works: who gets what, who sees it, and why it is closed. */
export function InboxForm() {
  const { t } = useLingui()
  const { data: settings } = useQuery(inboxSettingsQuery)
  if (settings === undefined) return <Skeleton rows={3} label={t`Loading`} />
  return <Fields settings={settings} />
}

function Fields({ settings }: { settings: InboxSettings }) {
  const { t } = useLingui()
  const mayChange = useMay()('account:write')
  const [changed, setChanged] = useState<Partial<InboxSettings>>({})
  const [lines, setLines] = useState(() => settings.closeReasons.map(({ label }) => label).join('\n'))
  const now = { ...settings, ...changed }
  const save = useAction({
    run: () => changeInboxSettings({ ...changed, closeReasons: toReasons(lines, settings.closeReasons) }),
    done: t`The settings of the inbox are saved`,
    refresh: [['inbox-settings']],
  })
  const change = (more: Partial<InboxSettings>) => setChanged({ ...changed, ...more })
  const disabled = !mayChange
  return (
    <Stack gap="m">
      <SelectField
        label={t`Who gets what waits`}
        value={now.assignment}
        disabled={disabled}
        options={[
          { value: 'manual', label: t`Nobody: it is assigned by hand` },
          { value: 'round_robin', label: t`Everybody in turns` },
          { value: 'least_loaded', label: t`Whoever has the fewest` },
        ]}
        onChange={(assignment) => change({ assignment })}
      />
      <Row gap="m" wrap>
        <NumberField
          label={t`Open conversations an agent has at once`}
          value={now.capacity}
          disabled={disabled}
          onChange={(capacity) => change({ capacity: capacity ?? settings.capacity })}
        />
        <NumberField
          label={t`Taken back from an agent who is away, after minutes`}
          value={now.returnAfterMinutes}
          disabled={disabled}
          onChange={(returnAfterMinutes) => change({ returnAfterMinutes })}
        />
      </Row>
      <Row gap="m" wrap>
        <NumberField
          label={t`First answer promised within minutes`}
          value={now.firstResponseMinutes}
          disabled={disabled}
          onChange={(firstResponseMinutes) => change({ firstResponseMinutes })}
        />
        <NumberField
          label={t`Closing promised within minutes`}
          value={now.resolutionMinutes}
          disabled={disabled}
          onChange={(resolutionMinutes) => change({ resolutionMinutes })}
        />
      </Row>
      <HoursFields
        hours={now.businessHours}
        disabled={disabled}
        onChange={(businessHours) => change({ businessHours })}
      />
      <SelectField
        label={t`What agents see`}
        value={now.agentsSee}
        disabled={disabled}
        options={[
          { value: 'all', label: t`Every conversation` },
          { value: 'team', label: t`Those of their teams, and of nobody` },
          { value: 'assigned', label: t`Their own` },
        ]}
        onChange={(agentsSee) => change({ agentsSee })}
      />
      <SwitchField
        label={t`Only the assignee answers`}
        checked={now.onlyAssigneeSends}
        disabled={disabled}
        onChange={(onlyAssigneeSends) => change({ onlyAssigneeSends })}
      />
      <SwitchField
        label={t`Agents do not see the last digits of phone numbers`}
        checked={now.maskPhonesFor.includes('agent')}
        disabled={disabled}
        onChange={(hidden) => change({ maskPhonesFor: hidden ? ['agent'] : [] })}
      />
      <TextAreaField
        label={t`Reasons to close, one on each line`}
        value={lines}
        disabled={disabled}
        onChange={setLines}
      />
      <SwitchField
        label={t`Closing takes a reason`}
        checked={now.requireCloseReason}
        disabled={disabled}
        onChange={(requireCloseReason) => change({ requireCloseReason })}
      />
      {mayChange && (
        <Row justify="end">
          <Button tone="primary" busy={save.isPending} onClick={() => save.mutate()}>
            <Trans>Save</Trans>
          </Button>
        </Row>
      )}
    </Stack>
  )
}

/** A reason keeps its key for as long as its words stay: reports go by the key. */
function toReasons(lines: string, known: InboxSettings['closeReasons']): InboxSettings['closeReasons'] {
  const labels = [...new Set(lines.split('\n').map((line) => line.trim()))].filter((line) => line !== '')
  const keys = new Set(known.map(({ key }) => key))
  return labels.map((label) => {
    const former = known.find((one) => one.label === label)
    if (former) return former
    const base =
      label
        .toLowerCase()
        .replaceAll(/[^a-z0-9]+/g, '_')
        .slice(0, 48) || 'reason'
    let key = base
    for (let count = 2; keys.has(key); count += 1) key = `${base}_${count}`
    keys.add(key)
    return { key, label }
  })
}
