import { SelectField, TextField } from '@dawk/ui/controls/fields.tsx'
import { Grid } from '@dawk/ui/layout/layout.tsx'
import { useLingui } from '@lingui/react/macro'
import { PlacesForm } from '#lib/templates/places-form.tsx'
import { templateOf } from '#lib/templates/template-places.ts'
import type { FormProps } from './campaign-form.tsx'

/** A second content to compare with, who gets nothing, and how fast it goes. */
export function TestFields({ fields, choices, change }: FormProps) {
  const { t } = useLingui()
  const other = templateOf(choices, fields.otherTemplate)
  return (
    <>
      <SelectField
        label={t`Second template of an A/B test`}
        value={fields.otherTemplate}
        options={[
          { value: '', label: t`No second template` },
          ...choices.templates.map(({ name, language }) => ({
            value: `${name}|${language}`,
            label: `${name} (${language})`,
          })),
        ]}
        onChange={(otherTemplate) => change({ otherTemplate, otherPlaces: {} })}
      />
      {other && (
        <PlacesForm
          template={other}
          attributes={choices.attributes}
          places={fields.otherPlaces}
          onChange={(otherPlaces) => change({ otherPlaces })}
        />
      )}
      <Grid cell="s" align="end">
        <TextField
          label={t`Holdout in percent`}
          hint={t`This share of the people gets nothing, to compare with.`}
          type="number"
          value={fields.holdoutPercent}
          onChange={(holdoutPercent) => change({ holdoutPercent })}
        />
        <TextField
          label={t`Messages a minute`}
          hint={t`Empty: as fast as the number may.`}
          type="number"
          value={fields.maxPerMinute}
          onChange={(maxPerMinute) => change({ maxPerMinute })}
        />
        <TextField
          label={t`Steps in percent`}
          hint={t`Such as 1, 5, 20. It waits after each.`}
          value={fields.rampPercents}
          onChange={(rampPercents) => change({ rampPercents })}
        />
        <TextField
          label={t`Minutes between steps`}
          type="number"
          value={fields.rampMinutes}
          onChange={(rampMinutes) => change({ rampMinutes })}
        />
      </Grid>
    </>
  )
}
