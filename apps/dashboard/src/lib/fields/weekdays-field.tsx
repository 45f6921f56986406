import { CheckboxField } from '@dawk/ui/controls/fields.tsx'
import { Row } from '@dawk/ui/layout/layout.tsx'
import { useLingui } from '@lingui/react/macro'

interface WeekdaysFieldProps {
  label: string
  /** 1 is Monday; undefined: every day. */
  value: readonly number[] | undefined
  onChange(value: number[] | undefined): void
}

const all = [1, 2, 3, 4, 5, 6, 7] as const

/** Which days of the week; all of them is the same as none chosen. */
export function WeekdaysField({ label, value, onChange }: WeekdaysFieldProps) {
  const { t } = useLingui()
  const names = [t`Monday`, t`Tuesday`, t`Wednesday`, t`Thursday`, t`Friday`, t`Saturday`, t`Sunday`]
  const chosen = new Set(value ?? all)
  const toggle = (day: number, on: boolean) => {
    const next = all.filter((one) => (one === day ? on : chosen.has(one)))
    onChange(next.length === all.length ? undefined : next)
  }
  return (
    <Row gap="m" wrap role="group" aria-label={label}>
      {all.map((day) => (
        <CheckboxField
          key={day}
          label={names[day - 1] ?? ''}
          checked={chosen.has(day)}
          onChange={(on) => toggle(day, on)}
        />
      ))}
    </Row>
  )
}
