import { SelectField } from '@dawk/ui/controls/fields.tsx'
import { useLingui } from '@lingui/react/macro'
import { problemsBelow } from '#lib/client/api-error.ts'
import { PlacesForm } from '#lib/templates/places-form.tsx'
import type { SendChoices } from '#lib/templates/send-choices.ts'
import { fromBindings, templateKey, templateOf, toBindings } from '#lib/templates/template-places.ts'

interface Sent {
  template: { name: string; language: string }
  bindings?: Record<string, unknown>
}

interface TemplateFieldsProps {
  label: string
  /** Null: none. */
  sent: Sent | null
  choices: SendChoices
  error: unknown
  path: string
  /** What stands for no template; absent: one has to be chosen. */
  noneLabel?: string
  onChange(sent: Sent | null): void
}

/** A template with where its values come from. */
export function TemplateFields({ label, sent, choices, error, path, noneLabel, onChange }: TemplateFieldsProps) {
  const { t } = useLingui()
  const key = sent && sent.template.name !== '' ? templateKey(sent.template) : ''
  const template = templateOf(choices, key)
  const known = choices.templates.map((one) => ({ value: templateKey(one), label: `${one.name} (${one.language})` }))
  const isLost = key !== '' && !template
  return (
    <>
      <SelectField
        label={label}
        value={key}
        searchable
        options={[
          { value: '', label: noneLabel ?? t`Choose a template` },
          ...known,
          ...(isLost ? [{ value: key, label: key.replace('|', ' ') }] : []),
        ]}
        error={isLost ? t`This template cannot be sent at the moment.` : problemsBelow(error, `${path}.template`)}
        onChange={(chosen) => {
          const next = templateOf(choices, chosen)
          const { name, language } = next ?? { name: '', language: '' }
          onChange(next || noneLabel === undefined ? { template: { name, language } } : null)
        }}
      />
      {template && sent && (
        <PlacesForm
          template={template}
          attributes={choices.attributes}
          places={fromBindings(template, sent.bindings)}
          onChange={(places) => onChange({ ...sent, bindings: toBindings(template, places) })}
        />
      )}
    </>
  )
}
