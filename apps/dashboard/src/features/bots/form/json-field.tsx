import { TextAreaField } from '@dawk/ui/controls/fields.tsx'
import { useLingui } from '@lingui/react/macro'
import { useState } from 'react'

interface JsonFieldProps {
  label: string
  hint?: string
  error: string | undefined
  disabled: boolean
  required?: boolean
  rows?: number
  value: unknown
  onChange(value: unknown): void
}

/** What has a shape of its own, as JSON. What is no JSON yet is kept in the field alone. */
export function JsonField({ value, onChange, error, rows = 5, ...props }: JsonFieldProps) {
  const { t } = useLingui()
  const [written, setWritten] = useState(() => (value === undefined ? '' : JSON.stringify(value, null, 2)))
  const [isBroken, setIsBroken] = useState(false)
  const change = (next: string) => {
    setWritten(next)
    const parsed = next.trim() === '' ? { value: undefined } : parse(next)
    setIsBroken(parsed === null)
    if (parsed !== null) onChange(parsed.value)
  }
  return (
    <TextAreaField
      {...props}
      rows={rows}
      value={written}
      error={isBroken ? t`This is not JSON yet.` : error}
      onChange={change}
    />
  )
}

function parse(text: string): { value: unknown } | null {
  try {
    return { value: JSON.parse(text) as unknown }
  } catch {
    return null
  }
}
