import { TextAreaField, TextField } from '@dawk/ui/controls/fields.tsx'
import { useState } from 'react'

interface ListFieldProps {
  label: string
  hint?: string
  error?: string | undefined
  disabled?: boolean
  value: readonly string[]
  onChange(value: string[]): void
  /** One on each line, rather than with commas between. */
  lines?: boolean
}

/** Several texts in one field. What is being typed stays as it is typed. */
export function ListField({ value, onChange, lines = false, ...props }: ListFieldProps) {
  const separator = lines ? '\n' : ','
  const [text, setText] = useState(value.join(lines ? '\n' : ', '))
  const change = (next: string) => {
    setText(next)
    onChange(
      next
        .split(separator)
        .map((one) => one.trim())
        .filter((one) => one !== ''),
    )
  }
  return lines ? (
    <TextAreaField {...props} value={text} onChange={change} />
  ) : (
    <TextField {...props} value={text} onChange={change} />
  )
}
