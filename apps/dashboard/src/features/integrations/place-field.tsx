import { SelectField } from '@dawk/ui/controls/fields.tsx'
import { useLingui } from '@lingui/react/macro'

interface PlaceFieldProps {
  label: string
  value: string | undefined
  options: readonly { value: string; label: string }[]
  error?: string | undefined
  onChange(value: string | undefined): void
}

/** A place of an event; one that no event has had stays a choice. */
export function PlaceField({ label, value = '', options, error, onChange }: PlaceFieldProps) {
  const { t } = useLingui()
  const isKnown = value === '' || options.some((one) => one.value === value)
  return (
    <SelectField
      label={label}
      value={value}
      searchable
      options={[{ value: '', label: t`Nothing` }, ...options, ...(isKnown ? [] : [{ value, label: value }])]}
      error={error}
      onChange={(chosen) => onChange(chosen === '' ? undefined : chosen)}
    />
  )
}
