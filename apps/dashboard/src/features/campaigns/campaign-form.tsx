import { SelectField, TextAreaField, TextField } from '@dawk/ui/controls/fields.tsx'
import { Grid, Stack } from '@dawk/ui/layout/layout.tsx'
import { useLingui } from '@lingui/react/macro'
import type { Choices } from './api/choices.ts'
import { type Fields, type PlaceFields, placesOf, templateOf } from './campaign-fields.ts'

interface FormProps {
  fields: Fields
  choices: Choices
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
      {template &&
        placesOf(template).map((place) => (
          <PlaceForm key={place} place={place} choices={choices} fields={fields} change={change} />
        ))}
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
        hint={t`Such as 2026-12-01T10:00. Empty: at once.`}
        value={fields.at}
        onChange={(at) => change({ at })}
        code
      />
    </Stack>
  )
}

function PlaceForm({ place, fields, choices, change }: FormProps & { place: string }) {
  const { t } = useLingui()
  const value: PlaceFields = fields.places[place] ?? { source: '', fallback: '' }
  const set = (part: Partial<PlaceFields>) => change({ places: { ...fields.places, [place]: { ...value, ...part } } })
  return (
    <Grid cell="s">
      <SelectField
        label={t`Value of ${place}`}
        value={value.source}
        options={[
          { value: '', label: t`The same for everybody` },
          { value: 'contact.firstName', label: t`First name` },
          { value: 'contact.name', label: t`Name` },
          ...choices.attributes.map(({ key, label }) => ({ value: `contact.attributes.${key}`, label })),
        ]}
        onChange={(source) => set({ source })}
      />
      <TextField
        label={value.source === '' ? t`Text of ${place}` : t`Where it is missing, ${place}`}
        value={value.fallback}
        onChange={(fallback) => set({ fallback })}
      />
    </Grid>
  )
}
