import { SelectField, TextAreaField, TextField } from '@dawk/ui/controls/fields.tsx'
import { Box, Stack } from '@dawk/ui/layout/layout.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { useLingui } from '@lingui/react/macro'
import { type Json, list, record, text } from '#lib/data/json.ts'
import { DurationField } from '#lib/fields/duration-field.tsx'
import { ListField } from '#lib/fields/list-field.tsx'
import { NumberField } from '#lib/fields/number-field.tsx'
import { blankOf, choicesOf, type Field, fieldKindOf, fieldsOf } from '../document/schema.ts'
import { ConditionField } from './condition-field.tsx'
import { useFieldLabel, useValueLabel } from './field-words.ts'
import { JsonField } from './json-field.tsx'
import { ObjectList } from './object-list.tsx'

export interface SchemaFormProps {
  schema: Json
  value: Json
  disabled: boolean
  /** Under which path the API names it. */
  path: string
  /** What is wrong at a path, or within it. */
  problemOf(path: string): string | undefined
  onChange(value: Json): void
  /** Members that are edited elsewhere. */
  without?: readonly string[]
}

/** The fields of an object, as its JSON Schema has them. */
export const SchemaForm = ({ schema, value, without = [], onChange, ...props }: SchemaFormProps) => (
  <Stack gap="m">
    {fieldsOf(schema)
      .filter(({ name }) => !without.includes(name))
      .map((field) => (
        <SchemaField
          key={field.name}
          {...props}
          field={field}
          path={`${props.path}.${field.name}`}
          value={value[field.name]}
          onChange={(next) => onChange(withMember(value, field.name, next))}
        />
      ))}
  </Stack>
)

/** Undefined: the member is left out. */
const withMember = (value: Json, name: string, next: unknown): Json =>
  next === undefined
    ? Object.fromEntries(Object.entries(value).filter(([key]) => key !== name))
    : { ...value, [name]: next }

interface SchemaFieldProps extends Pick<SchemaFormProps, 'disabled' | 'path' | 'problemOf'> {
  field: Field
  value: unknown
  onChange(value: unknown): void
}

function SchemaField({ field, value, onChange, ...props }: SchemaFieldProps) {
  const { schema, name, required } = field
  const { path, disabled, problemOf } = props
  const label = useFieldLabel()(name)
  const hint = text(schema['description'])
  const kind = fieldKindOf(schema, name)
  const error = problemOf(path)
  const shared = { label, error, disabled, ...(hint !== '' && { hint }), ...(required && { required }) }
  const orNothing = (next: string) => onChange(next === '' && !required ? undefined : next)
  switch (kind) {
    case 'choice':
      return <ChoiceField {...shared} name={name} schema={schema} value={value} onChange={onChange} />
    case 'boolean':
      return <YesNoField {...shared} value={value} onChange={onChange} />
    case 'number':
      return <NumberField {...shared} value={numberOf(value)} onChange={(next) => onChange(next ?? undefined)} />
    case 'seconds':
      return (
        <DurationField
          {...shared}
          unit="seconds"
          value={numberOf(value)}
          onChange={(next) => onChange(next ?? undefined)}
        />
      )
    case 'condition':
      return <ConditionField {...shared} value={value} onChange={onChange} />
    case 'json':
      return <JsonField {...shared} value={value} onChange={onChange} />
    case 'object':
      return <Group {...props} field={field} label={label} value={value} onChange={onChange} />
    case 'objects':
      return <ObjectList {...props} field={field} label={label} value={value} onChange={onChange} />
    case 'choices':
    case 'numbers':
    case 'texts':
      return (
        <ListField
          {...shared}
          lines
          value={list(value).map(text)}
          onChange={(next) => onChange(toItems(next, kind === 'numbers', required))}
        />
      )
    case 'longText':
      return <TextAreaField {...shared} value={text(value)} onChange={orNothing} />
    default:
      return <TextField {...shared} value={text(value)} onChange={orNothing} />
  }
}

const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null)

function toItems(lines: readonly string[], areNumbers: boolean, required: boolean): unknown {
  if (lines.length === 0 && !required) return undefined
  return areNumbers ? lines.map(Number) : lines
}

interface ValueProps {
  label: string
  hint?: string
  error: string | undefined
  disabled: boolean
  required?: boolean
  value: unknown
  onChange(value: unknown): void
}

function ChoiceField({ schema, name, value, onChange, ...props }: ValueProps & { schema: Json; name: string }) {
  const { t } = useLingui()
  const labelOf = useValueLabel()
  const choices = choicesOf(schema).map((one) => ({ value: one, label: labelOf(name, one) }))
  return (
    <SelectField
      {...props}
      value={text(value)}
      options={props.required ? choices : [{ value: '', label: t`As usual` }, ...choices]}
      onChange={(next) => onChange(next === '' ? undefined : next)}
    />
  )
}

function YesNoField({ value, onChange, ...props }: ValueProps) {
  const { t } = useLingui()
  return (
    <SelectField
      {...props}
      value={typeof value === 'boolean' ? String(value) : ''}
      options={[
        ...(props.required ? [] : [{ value: '', label: t`As usual` }]),
        { value: 'true', label: t`Yes` },
        { value: 'false', label: t`No` },
      ]}
      onChange={(next) => onChange(next === '' ? undefined : next === 'true')}
    />
  )
}

/** An object within: it is there, or it is not. */
function Group({ field, label, value, onChange, ...props }: SchemaFieldProps & { label: string }) {
  const { t } = useLingui()
  const { schema, required } = field
  const isThere = value !== undefined || required
  return (
    <Box surface="sunken" padding="s" role="group" aria-label={label}>
      <Stack gap="s">
        {required ? (
          <Text strong>{label}</Text>
        ) : (
          <SelectField
            label={label}
            disabled={props.disabled}
            {...(text(schema['description']) !== '' && { hint: text(schema['description']) })}
            value={isThere ? 'there' : 'none'}
            options={[
              { value: 'none', label: t`None` },
              { value: 'there', label: t`As follows` },
            ]}
            onChange={(next) => onChange(next === 'none' ? undefined : blankOf(schema))}
          />
        )}
        {isThere && <SchemaForm {...props} schema={schema} value={record(value)} onChange={onChange} />}
      </Stack>
    </Box>
  )
}
