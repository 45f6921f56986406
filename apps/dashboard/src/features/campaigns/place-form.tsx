import { SelectField, TextField } from '@dawk/ui/controls/fields.tsx'
import { Grid } from '@dawk/ui/layout/layout.tsx'
import { useLingui } from '@lingui/react/macro'
import type { Choices } from './api/choices.ts'
import type { Fields, PlaceFields } from './campaign-fields.ts'

export interface FormProps {
  fields: Fields
  choices: Choices
  change(part: Partial<Fields>): void
}

/** Where the value of one place comes from. */
export function PlaceForm({ place, fields, choices, change }: FormProps & { place: string }) {
  const { t } = useLingui()
  const value: PlaceFields = fields.places[place] ?? { source: '', fallback: '' }
  const labelOf = (source: string) => {
    if (source === 'link') return t`Where the link leads, ${place}`
    return source === '' ? t`Text of ${place}` : t`Where it is missing, ${place}`
  }
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
          { value: 'link', label: t`A short link` },
          ...choices.attributes.map(({ key, label }) => ({ value: `contact.attributes.${key}`, label })),
        ]}
        onChange={(source) => set({ source })}
      />
      <TextField label={labelOf(value.source)} value={value.fallback} onChange={(fallback) => set({ fallback })} />
    </Grid>
  )
}
