import { SelectField, TextField } from '@dawk/ui/controls/fields.tsx'
import { useLingui } from '@lingui/react/macro'
import { problemAt } from '#lib/client/api-error.ts'
import { DurationField } from '#lib/fields/duration-field.tsx'
import { WeekdaysField } from '#lib/fields/weekdays-field.tsx'
import type { StepOf } from '../drip-draft.ts'
import type { StepFormProps } from './step-form.ts'
import { fromChoice, toChoice, useTargets } from './targets.ts'

type WaitStep = StepOf<'wait'>
type Mode = 'minutes' | 'until' | 'both' | 'event'

const modeOf = ({ minutes, until, event }: WaitStep): Mode =>
  event ? 'event' : until ? (minutes === undefined ? 'until' : 'both') : 'minutes'

const morning = { time: '10:00' }
const aDay = 1440

function inMode({ key, kind, next, ...given }: WaitStep, mode: Mode): WaitStep {
  const { minutes = aDay, until = morning, event = { on: 'reply', timeoutMinutes: aDay } as const } = given
  const base = { key, kind, ...(next !== undefined && { next }) }
  if (mode === 'event') return { ...base, event }
  return { ...base, ...(mode !== 'until' && { minutes }), ...(mode !== 'minutes' && { until }) }
}

export function WaitFields({ step, steps, error, path, onChange }: StepFormProps<'wait'>) {
  const { t } = useLingui()
  const { minutes, until, event } = step
  return (
    <>
      <SelectField
        label={t`How long`}
        value={modeOf(step)}
        options={[
          { value: 'minutes', label: t`For some time` },
          { value: 'until', label: t`Until a time of day` },
          { value: 'both', label: t`For some time, then until a time of day` },
          { value: 'event', label: t`Until something happens` },
        ]}
        onChange={(mode) => onChange(inMode(step, mode))}
      />
      {minutes !== undefined && (
        <DurationField
          key={step.key}
          label={t`Time since the message before`}
          unit="minutes"
          value={minutes}
          error={problemAt(error, `${path}.minutes`)}
          onChange={(next) => onChange({ ...step, minutes: next ?? 0 })}
          required
        />
      )}
      {until && <UntilFields until={until} onChange={(next) => onChange({ ...step, until: next })} />}
      {event && <EventFields step={step} event={event} steps={steps} error={error} path={path} onChange={onChange} />}
    </>
  )
}

type Until = NonNullable<WaitStep['until']>

function UntilFields({ until, onChange }: { until: Until; onChange(until: Until): void }) {
  const { t } = useLingui()
  const { days, ...rest } = until
  return (
    <>
      <TextField
        label={t`Local time of the person`}
        type="time"
        value={until.time}
        onChange={(time) => onChange({ ...until, time })}
      />
      <WeekdaysField
        label={t`Days`}
        value={days}
        onChange={(next) => onChange(next === undefined ? rest : { ...rest, days: next })}
      />
    </>
  )
}

interface EventFieldsProps extends Pick<StepFormProps<'wait'>, 'step' | 'steps' | 'error' | 'path' | 'onChange'> {
  event: NonNullable<WaitStep['event']>
}

function EventFields({ step, event, steps, error, path, onChange }: EventFieldsProps) {
  const { t } = useLingui()
  const targets = useTargets(steps, step.key)
  const set = (change: Partial<typeof event>) => onChange({ ...step, event: { ...event, ...change } })
  return (
    <>
      <SelectField
        label={t`What is waited for`}
        value={event.on}
        options={[
          { value: 'reply', label: t`The person answers` },
          { value: 'delivered', label: t`The message before is delivered` },
          { value: 'read', label: t`The message before is read` },
          { value: 'link_clicked', label: t`The person opens a short link` },
        ]}
        onChange={(on) => set({ on })}
      />
      <DurationField
        label={t`At most`}
        unit="minutes"
        value={event.timeoutMinutes}
        error={problemAt(error, `${path}.event.timeoutMinutes`)}
        onChange={(timeoutMinutes) => set({ timeoutMinutes: timeoutMinutes ?? 0 })}
        required
      />
      <SelectField
        label={t`When it has not happened by then`}
        value={toChoice(event.onTimeout)}
        options={targets.all}
        error={problemAt(error, `${path}.event.onTimeout`)}
        onChange={(choice) => {
          const { onTimeout: _, ...rest } = event
          onChange({ ...step, event: { ...rest, ...fromChoice('onTimeout', choice) } })
        }}
      />
    </>
  )
}
