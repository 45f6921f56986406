import { TextField } from '@dawk/ui/controls/fields.tsx'

interface NumberFieldProps {
  label: string
  hint?: string
  error?: string | undefined
  disabled?: boolean
  required?: boolean
  /** Null: none. */
  value: number | null
  onChange(value: number | null): void
}

export function NumberField({ value, onChange, ...props }: NumberFieldProps) {
  const change = (text: string) => onChange(text === '' ? null : Number(text))
  return <TextField {...props} type="number" value={value === null ? '' : String(value)} onChange={change} />
}
