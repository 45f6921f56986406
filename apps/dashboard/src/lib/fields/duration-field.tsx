import { SelectField } from '@dawk/ui/controls/fields.tsx'
import { Row } from '@dawk/ui/layout/layout.tsx'
import { useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { NumberField } from './number-field.tsx'

const secondsOf = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 } as const
type Unit = keyof typeof secondsOf

interface DurationFieldProps {
  label: string
  hint?: string
  error?: string | undefined
  disabled?: boolean
  required?: boolean
  /** In `unit`; null: none. */
  value: number | null
  /** Of the value, and the smallest that can be chosen. */
  unit: 'seconds' | 'minutes'
  onChange(value: number | null): void
}

/** A span of time in the unit that suits it. */
export function DurationField({ value, unit, onChange, ...props }: DurationFieldProps) {
  const { t } = useLingui()
  const units = (Object.keys(secondsOf) as Unit[]).filter((one) => secondsOf[one] >= secondsOf[unit])
  const [shown, setShown] = useState<Unit>(() => largestOf(units, value === null ? 0 : value * secondsOf[unit]) ?? unit)
  const factor = secondsOf[shown] / secondsOf[unit]
  const words = { seconds: t`seconds`, minutes: t`minutes`, hours: t`hours`, days: t`days` }
  return (
    <Row gap="s" align="end" wrap role="group" aria-label={props.label}>
      <NumberField
        {...props}
        value={value === null ? null : value / factor}
        onChange={(amount) => onChange(amount === null ? null : Math.round(amount * factor))}
      />
      <SelectField
        label={t`Unit`}
        value={shown}
        {...(props.disabled !== undefined && { disabled: props.disabled })}
        options={units.map((one) => ({ value: one, label: words[one] }))}
        onChange={(next) => {
          setShown(next)
          if (value !== null) onChange((value / factor) * (secondsOf[next] / secondsOf[unit]))
        }}
      />
    </Row>
  )
}

/** The largest in which it is a whole number. */
const largestOf = (units: readonly Unit[], seconds: number): Unit | undefined =>
  seconds === 0 ? units[1] : units.findLast((unit) => seconds % secondsOf[unit] === 0)
