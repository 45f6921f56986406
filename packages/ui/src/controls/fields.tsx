import { Checkbox, PasswordInput, Select, Switch, Textarea, TextInput } from '@mantine/core'
import type { HTMLInputAutoCompleteAttribute, KeyboardEvent, Ref } from 'react'

interface FieldProps {
  label: string
  /** One sentence below the label. */
  hint?: string | undefined
  /** What is wrong with the value, shown beside it. */
  error?: string | undefined
  required?: boolean
  disabled?: boolean
}

const given = ({ label, hint, error, required, disabled }: FieldProps) => ({
  label,
  ...(hint !== undefined && { description: hint }),
  ...(error !== undefined && { error }),
  ...(required !== undefined && { required }),
  ...(disabled !== undefined && { disabled }),
})

export interface TextFieldProps extends FieldProps {
  value: string
  onChange(value: string): void
  type?: 'text' | 'email' | 'url' | 'tel' | 'search' | 'number' | 'date' | 'time' | 'datetime-local'
  placeholder?: string
  autoComplete?: HTMLInputAutoCompleteAttribute
  autoFocus?: boolean
  maxLength?: number
  /** For digits and codes: stays left to right in every language. */
  code?: boolean
  onBlur?(): void
}

export function TextField({ value, onChange, code, ...props }: TextFieldProps) {
  const { type = 'text', placeholder, autoComplete = 'off', autoFocus, maxLength, onBlur } = props
  return (
    <TextInput
      {...given(props)}
      type={type}
      value={value}
      dir={code ? 'ltr' : 'auto'}
      autoComplete={autoComplete}
      {...(placeholder !== undefined && { placeholder })}
      {...(autoFocus && { 'data-autofocus': true, autoFocus: true })}
      {...(maxLength !== undefined && { maxLength })}
      {...(onBlur && { onBlur })}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

export function PasswordField({ value, onChange, autoComplete = 'current-password', ...props }: TextFieldProps) {
  return (
    <PasswordInput
      {...given(props)}
      value={value}
      autoComplete={autoComplete}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

export interface TextAreaFieldProps extends FieldProps {
  value: string
  onChange(value: string): void
  placeholder?: string
  rows?: number
  maxLength?: number
  onKeyDown?(event: KeyboardEvent<HTMLTextAreaElement>): void
  ref?: Ref<HTMLTextAreaElement>
}

export function TextAreaField({ value, onChange, rows = 3, ...props }: TextAreaFieldProps) {
  const { placeholder, maxLength, onKeyDown, ref } = props
  return (
    <Textarea
      {...given(props)}
      {...(ref && { ref })}
      value={value}
      dir="auto"
      rows={rows}
      {...(placeholder !== undefined && { placeholder })}
      {...(maxLength !== undefined && { maxLength })}
      {...(onKeyDown && { onKeyDown })}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

export interface SelectFieldProps<Value extends string> extends FieldProps {
  value: Value | null
  options: readonly { value: NoInfer<Value>; label: string }[]
  onChange(value: NoInfer<Value>): void
  searchable?: boolean
  placeholder?: string
}

export function SelectField<Value extends string>({ value, options, onChange, ...props }: SelectFieldProps<Value>) {
  const { searchable = false, placeholder } = props
  return (
    <Select
      {...given(props)}
      value={value}
      data={options.map((option) => ({ ...option }))}
      allowDeselect={false}
      searchable={searchable}
      comboboxProps={{ withinPortal: true }}
      {...(placeholder !== undefined && { placeholder })}
      onChange={(chosen) => chosen !== null && onChange(chosen as Value)}
    />
  )
}

interface ToggleProps extends FieldProps {
  checked: boolean
  onChange(checked: boolean): void
}

export const SwitchField = ({ checked, onChange, ...props }: ToggleProps) => (
  <Switch {...given(props)} checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} />
)

export const CheckboxField = ({ checked, onChange, ...props }: ToggleProps) => (
  <Checkbox {...given(props)} checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} />
)
