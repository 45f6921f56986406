import { IconButton } from '@dawk/ui/controls/button.tsx'
import { SelectField, TextField } from '@dawk/ui/controls/fields.tsx'
import { CloseIcon } from '@dawk/ui/icons.tsx'
import { Row } from '@dawk/ui/layout/layout.tsx'
import { useLingui } from '@lingui/react/macro'
import { problemsBelow } from '#lib/client/api-error.ts'
import { text } from '#lib/data/json.ts'
import { ListField } from '#lib/fields/list-field.tsx'
import type { StepFormProps } from './step-form.ts'

/** Tags and attributes that the person gets or loses. */
export function UpdateFields({ step, choices, error, path, onChange }: StepFormProps<'update'>) {
  const { t } = useLingui()
  const attributes = step.attributes ?? {}
  const free = choices.attributes.filter(({ key }) => !Object.hasOwn(attributes, key))
  const { attributes: _, ...rest } = step
  const put = (next: Record<string, unknown>) =>
    onChange(Object.keys(next).length === 0 ? rest : { ...rest, attributes: next })
  return (
    <>
      <ListField
        label={t`Tags to add`}
        hint={t`Several with commas between`}
        value={step.addTags ?? []}
        error={problemsBelow(error, `${path}.addTags`)}
        onChange={(addTags) => onChange({ ...step, addTags })}
      />
      <ListField
        label={t`Tags to take off`}
        hint={t`Several with commas between`}
        value={step.removeTags ?? []}
        error={problemsBelow(error, `${path}.removeTags`)}
        onChange={(removeTags) => onChange({ ...step, removeTags })}
      />
      {Object.entries(attributes).map(([key, value]) => (
        <Row key={key} gap="s" align="end">
          <TextField
            label={choices.attributes.find((one) => one.key === key)?.label ?? key}
            value={text(value)}
            error={problemsBelow(error, `${path}.attributes.${key}`)}
            onChange={(next) => put({ ...attributes, [key]: next })}
          />
          <IconButton
            size="small"
            label={t`Leave ${key} as it is`}
            onClick={() => put(Object.fromEntries(Object.entries(attributes).filter(([name]) => name !== key)))}
          >
            <CloseIcon />
          </IconButton>
        </Row>
      ))}
      {free.length > 0 && (
        <SelectField<string>
          label={t`Set an attribute`}
          value=""
          options={[
            { value: '', label: t`Choose an attribute` },
            ...free.map(({ key, label }) => ({ value: key, label })),
          ]}
          onChange={(key) => key !== '' && put({ ...attributes, [key]: '' })}
        />
      )}
    </>
  )
}
