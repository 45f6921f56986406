import { Button, IconButton } from '@dawk/ui/controls/button.tsx'
import { SelectField, SwitchField, TextField } from '@dawk/ui/controls/fields.tsx'
import { CloseIcon } from '@dawk/ui/icons.tsx'
import { Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import type { InboxSettings } from '#lib/inbox/team-work.ts'

type Hours = NonNullable<InboxSettings['businessHours']>
type Span = Hours['spans'][number]

interface HoursFieldsProps {
  /** Null: every hour counts. */
  hours: Hours | null
  disabled: boolean
  onChange(hours: Hours | null): void
}

const workdays = ['mon', 'tue', 'wed', 'thu', 'fri'] as const

/** Monday to Friday from nine to six, where the browser is. */
const usualHours = (): Hours => ({
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  spans: workdays.map((day) => ({ day, from: '09:00', to: '18:00' })),
})

/** When the team works: what is promised counts in these hours alone. */
export function HoursFields({ hours, disabled, onChange }: HoursFieldsProps) {
  const { t } = useLingui()
  return (
    <Stack gap="s">
      <SwitchField
        label={t`Only business hours count for what is promised`}
        checked={hours !== null}
        disabled={disabled}
        onChange={(counts) => onChange(counts ? usualHours() : null)}
      />
      {hours !== null && <Spans hours={hours} disabled={disabled} onChange={onChange} />}
    </Stack>
  )
}

function Spans({ hours, disabled, onChange }: { hours: Hours; disabled: boolean; onChange(hours: Hours): void }) {
  const { t } = useLingui()
  const replace = (at: number, ...spans: Span[]) =>
    onChange({ ...hours, spans: hours.spans.toSpliced(at, 1, ...spans) })
  return (
    <Stack gap="s" role="group" aria-label={t`Business hours`}>
      <SelectField
        label={t`Time zone`}
        value={hours.timeZone}
        searchable
        disabled={disabled}
        options={timeZones(hours.timeZone).map((zone) => ({ value: zone, label: zone }))}
        onChange={(timeZone) => onChange({ ...hours, timeZone })}
      />
      {hours.spans.map((span, at) => (
        <SpanFields
          // biome-ignore lint/suspicious/noArrayIndexKey: spans have no name but their place
          key={at}
          span={span}
          disabled={disabled}
          onChange={(next) => replace(at, next)}
          onRemove={() => replace(at)}
        />
      ))}
      {!disabled && (
        <Row>
          <Button
            size="small"
            onClick={() => onChange({ ...hours, spans: [...hours.spans, { day: 'sat', from: '09:00', to: '13:00' }] })}
          >
            <Trans>Add hours</Trans>
          </Button>
        </Row>
      )}
    </Stack>
  )
}

interface SpanFieldsProps {
  span: Span
  disabled: boolean
  onChange(span: Span): void
  onRemove(): void
}

function SpanFields({ span, disabled, onChange, onRemove }: SpanFieldsProps) {
  const { t } = useLingui()
  const days = useDays()
  return (
    <Row gap="s" align="end" wrap>
      <SelectField
        label={t`Day`}
        value={span.day}
        disabled={disabled}
        options={days}
        onChange={(day) => onChange({ ...span, day })}
      />
      <TextField
        label={t`From`}
        type="time"
        value={span.from}
        disabled={disabled}
        onChange={(from) => onChange({ ...span, from })}
      />
      <TextField
        label={t`Until`}
        type="time"
        // a day ends at 24:00, which a clock shows as midnight
        value={span.to === '24:00' ? '00:00' : span.to}
        disabled={disabled}
        onChange={(to) => onChange({ ...span, to: to === '00:00' ? '24:00' : to })}
      />
      {!disabled && (
        <IconButton size="small" label={t`Remove these hours`} onClick={onRemove}>
          <CloseIcon />
        </IconButton>
      )}
    </Row>
  )
}

function useDays() {
  const { t } = useLingui()
  return [
    { value: 'mon', label: t`Monday` },
    { value: 'tue', label: t`Tuesday` },
    { value: 'wed', label: t`Wednesday` },
    { value: 'thu', label: t`Thursday` },
    { value: 'fri', label: t`Friday` },
    { value: 'sat', label: t`Saturday` },
    { value: 'sun', label: t`Sunday` },
  ] as const
}

/** As the browser knows them; the chosen one is there, whatever it knows. */
const timeZones = (chosen: string): string[] => [...new Set([...Intl.supportedValuesOf('timeZone'), chosen])].toSorted()
