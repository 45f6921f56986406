import { CheckboxField, SelectField, TextAreaField, TextField } from '@dawk/ui/controls/fields.tsx'
import { useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { ActionDialog } from '#lib/action-dialog.tsx'
import { problemAt } from '#lib/client/api-error.ts'
import { useAction } from '#lib/client/use-action.ts'
import { type Attribute, createAttribute } from './api/contact-fields.ts'

const types: readonly Attribute['type'][] = [
  ...(['text', 'number', 'boolean', 'date', 'datetime', 'select', 'multi_select', 'phone', 'email', 'url'] as const),
  ...(['country', 'language', 'timezone', 'money', 'json'] as const),
]

/** A key that fits, from a name in any script that has Latin letters. */
const keyOf = (label: string): string =>
  label
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^[^a-z]+|_+$/g, '')
    .slice(0, 64)

/** Key and type stay as they are made here. */
export function AttributeDialog({ onClose }: { onClose(): void }) {
  const { t } = useLingui()
  const [label, setLabel] = useState('')
  const [key, setKey] = useState<string | null>(null)
  const [type, setType] = useState<Attribute['type']>('text')
  const [options, setOptions] = useState('')
  const [indexed, setIndexed] = useState(false)
  const [unique, setUnique] = useState(false)
  const hasOptions = type === 'select' || type === 'multi_select'
  const create = useAction({
    run: () =>
      createAttribute({
        key: key ?? keyOf(label),
        label,
        type,
        indexed,
        unique,
        options: hasOptions ? toOptions(options) : [],
      }),
    done: t`The attribute is there`,
    refresh: [['attributes']],
    quiet: true,
    onDone: onClose,
  })
  return (
    <ActionDialog title={t`Add an attribute`} submit={t`Add`} action={create} onClose={onClose}>
      <TextField
        label={t`Name`}
        value={label}
        onChange={setLabel}
        error={problemAt(create.error, 'label')}
        required
        autoFocus
      />
      <TextField
        label={t`Key`}
        hint={t`By which the API and filters know it. It cannot change.`}
        value={key ?? keyOf(label)}
        onChange={setKey}
        error={problemAt(create.error, 'key')}
        code
        required
      />
      <SelectField
        label={t`Kind`}
        value={type}
        options={types.map((one) => ({ value: one, label: one.replace('_', ' ') }))}
        onChange={setType}
        error={problemAt(create.error, 'type')}
      />
      {hasOptions && (
        <TextAreaField
          label={t`Choices`}
          hint={t`One on each line.`}
          value={options}
          onChange={setOptions}
          error={problemAt(create.error, 'options')}
          required
        />
      )}
      <CheckboxField label={t`Filters find it fast`} checked={indexed} onChange={setIndexed} />
      <CheckboxField
        label={t`No two contacts have the same value`}
        checked={unique}
        onChange={setUnique}
        error={problemAt(create.error, 'unique')}
      />
    </ActionDialog>
  )
}

const toOptions = (lines: string) =>
  lines
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((label) => ({ key: keyOf(label) || label.slice(0, 64), label }))
