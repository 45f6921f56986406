import { SelectField } from '@dawk/ui/controls/fields.tsx'
import { Grid } from '@dawk/ui/layout/layout.tsx'
import { useLingui } from '@lingui/react/macro'
import { problemsBelow } from '#lib/client/api-error.ts'
import { ListField } from '#lib/fields/list-field.tsx'
import { NumberField } from '#lib/fields/number-field.tsx'
import { PlacesForm } from '#lib/templates/places-form.tsx'
import type { SendChoices } from '#lib/templates/send-choices.ts'
import { fromBindings, templateKey, templateOf, toBindings } from '#lib/templates/template-places.ts'
import type { AutomationChoices } from './api/automation-choices.ts'
import { PlaceField } from './place-field.tsx'
import type { Action } from './source-draft.ts'

interface ActionFieldsProps {
  action: Action
  choices: SendChoices
  automations: AutomationChoices
  places: readonly { value: string; label: string }[]
  /** Names of the values that the mapping reads. */
  data: readonly string[]
  error: unknown
  path: string
  onChange(action: Action): void
}

/** What an action does, for which events, and how often. */
export function ActionFields(props: ActionFieldsProps) {
  const { t } = useLingui()
  const { action, places, error, path, onChange } = props
  const { oncePer: _, maxAgeMinutes: __, types: ___, ...bare } = action
  const { oncePer, maxAgeMinutes, types } = action
  const change = (part: Pick<Action, 'oncePer' | 'maxAgeMinutes' | 'types'>) => {
    const all = {
      ...(oncePer && { oncePer }),
      ...(maxAgeMinutes && { maxAgeMinutes }),
      ...(types && { types }),
      ...part,
    }
    const kept = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))
    onChange({ ...bare, ...kept } as Action)
  }
  return (
    <>
      <TargetFields {...props} />
      <Grid align="end">
        <ListField
          label={t`Only for these kinds of event`}
          hint={t`With commas between; empty: all`}
          value={types ?? []}
          onChange={(next) => change({ types: next.length === 0 ? undefined : next } as Pick<Action, 'types'>)}
        />
        <PlaceField
          label={t`Once for each`}
          value={oncePer}
          options={places}
          error={problemsBelow(error, `${path}.oncePer`)}
          onChange={(next) => change({ oncePer: next } as Pick<Action, 'oncePer'>)}
        />
        <NumberField
          label={t`Not later than, in minutes`}
          value={maxAgeMinutes ?? null}
          error={problemsBelow(error, `${path}.maxAgeMinutes`)}
          onChange={(next) => change({ maxAgeMinutes: next ?? undefined } as Pick<Action, 'maxAgeMinutes'>)}
        />
      </Grid>
    </>
  )
}

function TargetFields({ action, choices, automations, data, error, path, onChange }: ActionFieldsProps) {
  const { t } = useLingui()
  if (action.kind === 'send_template') {
    const key = action.template.name === '' ? '' : templateKey(action.template)
    const template = templateOf(choices, key)
    return (
      <>
        <Grid>
          <SelectField
            label={t`Number`}
            value={action.numberId || null}
            options={choices.numbers.map(({ id, displayPhoneNumber, phoneNumberId }) => ({
              value: id,
              label: displayPhoneNumber ?? phoneNumberId,
            }))}
            error={problemsBelow(error, `${path}.numberId`)}
            onChange={(numberId) => onChange({ ...action, numberId })}
            required
          />
          <SelectField
            label={t`Template`}
            value={key}
            searchable
            options={[
              { value: '', label: t`Choose a template` },
              ...choices.templates.map((one) => ({ value: templateKey(one), label: `${one.name} (${one.language})` })),
            ]}
            error={problemsBelow(error, `${path}.template`)}
            onChange={(chosen) => {
              const { name, language } = templateOf(choices, chosen) ?? { name: '', language: '' }
              const { bindings: _, ...rest } = action
              onChange({ ...rest, template: { name, language } })
            }}
          />
        </Grid>
        {template && (
          <PlacesForm
            template={template}
            attributes={choices.attributes}
            more={data.map((name) => ({ value: `list.${name}`, label: t`From the event: ${name}` }))}
            places={fromBindings(template, action.bindings)}
            onChange={(places) => onChange({ ...action, bindings: toBindings(template, places) })}
          />
        )}
      </>
    )
  }
  if (action.kind === 'start_flow')
    return (
      <SelectField
        label={t`Bot`}
        value={action.flowId || null}
        placeholder={t`Choose a bot`}
        options={automations.flows}
        error={problemsBelow(error, `${path}.flowId`)}
        onChange={(flowId) => onChange({ ...action, flowId })}
        required
      />
    )
  return (
    <SelectField
      label={t`Drip`}
      value={action.dripId || null}
      placeholder={t`Choose a drip`}
      options={automations.drips}
      error={problemsBelow(error, `${path}.dripId`)}
      onChange={(dripId) => onChange({ ...action, dripId })}
      required
    />
  )
}
