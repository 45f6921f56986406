import { SelectField, TextField } from '@dawk/ui/controls/fields.tsx'
import { useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { ActionDialog } from '#lib/action-dialog.tsx'
import { problemAt } from '#lib/client/api-error.ts'
import type { Schemas } from '#lib/client/client.ts'
import { useAction } from '#lib/client/use-action.ts'
import { changeContact } from './api/change-contact.ts'
import type { ContactAttribute } from './api/contact-fields.ts'
import { attributeText, attributeValue } from './attribute-text.ts'

interface ContactDialogProps {
  contact: Schemas['Contact']
  attributes: readonly ContactAttribute[]
  onClose(): void
}

/** What was not touched is not sent, so what another source has said meanwhile stays. */
export function ContactDialog({ contact, attributes, onClose }: ContactDialogProps) {
  const { t } = useLingui()
  const [name, setName] = useState(contact.name ?? '')
  const [language, setLanguage] = useState(contact.language ?? '')
  const [timezone, setTimezone] = useState(contact.timezone ?? '')
  const [values, setValues] = useState<Readonly<Record<string, string>>>({})
  const textOf = ({ key }: ContactAttribute) => values[key] ?? attributeText(contact.attributes[key])
  const save = useAction({
    run: () => {
      const changed = attributes.filter((one) => textOf(one) !== attributeText(contact.attributes[one.key]))
      return changeContact(contact, {
        ...(name !== (contact.name ?? '') && { name: name || null }),
        ...(language !== (contact.language ?? '') && { language: language || null }),
        ...(timezone !== (contact.timezone ?? '') && { timezone: timezone || null }),
        ...(changed.length > 0 && {
          attributes: Object.fromEntries(changed.map((one) => [one.key, attributeValue(one, textOf(one))])),
        }),
      })
    },
    done: t`The contact is saved`,
    refresh: [['contact', contact.id], ['contacts']],
    quiet: true,
    onDone: onClose,
  })
  return (
    <ActionDialog title={t`Edit the contact`} submit={t`Save`} action={save} onClose={onClose}>
      <TextField label={t`Name`} value={name} onChange={setName} error={problemAt(save.error, 'name')} autoFocus />
      <TextField
        label={t`Language`}
        hint={t`As a code: hi, pt-BR`}
        value={language}
        onChange={setLanguage}
        error={problemAt(save.error, 'language')}
        code
      />
      <TextField
        label={t`Time zone`}
        hint={t`As Asia/Kolkata; quiet hours go by it.`}
        value={timezone}
        onChange={setTimezone}
        error={problemAt(save.error, 'timezone')}
        code
      />
      {attributes.map((attribute) => (
        <AttributeField
          key={attribute.id}
          attribute={attribute}
          value={textOf(attribute)}
          error={problemAt(save.error, `attributes.${attribute.key}`)}
          onChange={(value) => setValues({ ...values, [attribute.key]: value })}
        />
      ))}
    </ActionDialog>
  )
}

interface AttributeFieldProps {
  attribute: ContactAttribute
  value: string
  error: string | undefined
  onChange(value: string): void
}

function AttributeField({ attribute: { label, type, options }, value, error, onChange }: AttributeFieldProps) {
  const { t } = useLingui()
  const none = { value: '', label: t`not set` }
  const choices =
    type === 'boolean'
      ? [none, { value: 'true', label: t`yes` }, { value: 'false', label: t`no` }]
      : [none, ...options.map(({ key, label: text }) => ({ value: key, label: text }))]
  if (type === 'boolean' || type === 'select')
    return <SelectField label={label} value={value} options={choices} onChange={onChange} error={error} />
  const hint = type === 'multi_select' ? options.map(({ key }) => key).join(', ') : undefined
  return (
    <TextField
      label={label}
      hint={hint}
      type={type === 'date' ? 'date' : 'text'}
      value={value}
      onChange={onChange}
      error={error}
    />
  )
}
