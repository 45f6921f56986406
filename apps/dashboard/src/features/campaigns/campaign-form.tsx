import { SelectField, TextAreaField, TextField } from '@dawk/ui/controls/fields.tsx'
import { Stack } from '@dawk/ui/layout/layout.tsx'
import { useLingui } from '@lingui/react/macro'
import { PlacesForm } from '#lib/templates/places-form.tsx'
import type { SendChoices } from '#lib/templates/send-choices.ts'
import { templateOf } from '#lib/templates/template-places.ts'
import type { Fields } from './campaign-fields.ts'
import { TestFields } from './campaign-test-fields.tsx'

export interface FormProps {
  fields: Fields
  choices: SendChoices
  change(part: Partial<Fields>): void
}

/** What is sent, to whom, and when. */
export function CampaignForm({ fields, choices, change }: FormProps) {
  const { t } = useLingui()
  const template = templateOf(choices, fields.template)
  const { numbers, templates, segments } = choices
  return (
    <Stack gap="m">
      <TextField label={t`Name`} value={fields.name} onChange={(name) => change({ name })} maxLength={200} required />
      <SelectField
        label={t`Number`}
        value={fields.numberId || (numbers[0]?.id ?? '')}
        options={numbers.map(({ id, displayPhoneNumber, phoneNumberId }) => ({
          value: id,
          label: displayPhoneNumber ?? phoneNumberId,
        }))}
        onChange={(numberId) => change({ numberId })}
      />
      <SelectField
        label={t`Template`}
        value={fields.template}
        options={[
          { value: '', label: t`Choose a template` },
          ...templates.map(({ name, language }) => ({ value: `${name}|${language}`, label: `${name} (${language})` })),
        ]}
        onChange={(key) => change({ template: key, places: {} })}
      />
      {template && (
        <PlacesForm
          template={template}
          attributes={choices.attributes}
          places={fields.places}
          onChange={(places) => change({ places })}
        />
      )}
      <SelectField
        label={t`Segment`}
        value={fields.segmentId}
        options={[{ value: '', label: t`No segment` }, ...segments.map(({ id, name }) => ({ value: id, label: name }))]}
        onChange={(segmentId) => change({ segmentId })}
      />
      <TextAreaField
        label={t`Phone numbers`}
        hint={t`One in each line, with its country code.`}
        value={fields.phones}
        onChange={(phones) => change({ phones })}
        rows={4}
      />
      <TextField
        label={t`Local time of each person`}
        hint={t`Empty: at once.`}
        type="datetime-local"
        value={fields.at}
        onChange={(at) => change({ at })}
        code
      />
      <TestFields fields={fields} choices={choices} change={change} />
    </Stack>
  )
}
