import { SelectField, TextField } from '@dawk/ui/controls/fields.tsx'
import { Grid } from '@dawk/ui/layout/layout.tsx'
import { useLingui } from '@lingui/react/macro'
import type { SendChoices } from './send-choices.ts'
import { type PlaceFields, type Places, placesOf, type SendableTemplate } from './template-places.ts'

interface PlacesFormProps {
  template: SendableTemplate
  attributes: SendChoices['attributes']
  places: Places
  /** Sources beside those of every contact. */
  more?: readonly { value: string; label: string }[]
  onChange(places: Places): void
}

/** Where the value of each place of a template comes from. */
export const PlacesForm = ({ template, places, onChange, ...props }: PlacesFormProps) =>
  placesOf(template).map((place) => (
    <PlaceForm
      key={place}
      {...props}
      place={place}
      value={places[place] ?? { source: '', fallback: '' }}
      onChange={(value) => onChange({ ...places, [place]: value })}
    />
  ))

interface PlaceFormProps extends Pick<PlacesFormProps, 'attributes' | 'more'> {
  place: string
  value: PlaceFields
  onChange(value: PlaceFields): void
}

function PlaceForm({ place, value, attributes, more = [], onChange }: PlaceFormProps) {
  const { t } = useLingui()
  const labelOf = (source: string) => {
    if (source === 'link') return t`Where the link leads, ${place}`
    return source === '' ? t`Text of ${place}` : t`Where it is missing, ${place}`
  }
  const known = [
    { value: '', label: t`The same for everybody` },
    { value: 'contact.firstName', label: t`First name` },
    { value: 'contact.name', label: t`Name` },
    { value: 'link', label: t`A short link` },
    ...more,
    ...attributes.map(({ key, label }) => ({ value: `contact.attributes.${key}`, label })),
  ]
  const isKnown = known.some((one) => one.value === value.source)
  return (
    <Grid align="end">
      <SelectField
        label={t`Value of ${place}`}
        value={value.source}
        // what was written by the API, such as list.code, stays a choice
        options={isKnown ? known : [...known, { value: value.source, label: value.source }]}
        onChange={(source) => onChange({ source, fallback: value.fallback })}
      />
      <TextField
        label={labelOf(value.source)}
        value={value.fallback}
        onChange={(fallback) => onChange({ ...value, fallback })}
      />
    </Grid>
  )
}
