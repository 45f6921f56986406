import { SelectField, TextAreaField } from '@dawk/ui/controls/fields.tsx'
import { useLingui } from '@lingui/react/macro'
import { problemAt } from '#lib/client/api-error.ts'
import type { StepFormProps } from './step-form.ts'
import { TemplateFields } from './template-fields.tsx'

export function SendTemplateFields({ step, choices, error, path, onChange }: StepFormProps<'send_template'>) {
  const { t } = useLingui()
  return (
    <>
      <TemplateFields
        label={t`Template`}
        sent={step}
        choices={choices}
        error={error}
        path={path}
        onChange={(sent) => {
          const { bindings: _, ...rest } = step
          onChange({ ...rest, ...sent })
        }}
      />
      <FailureField value={step.onFailure} onChange={(onFailure) => onChange({ ...step, onFailure })} />
    </>
  )
}

export function SendMessageFields({ step, choices, error, path, onChange }: StepFormProps<'send_message'>) {
  const { t } = useLingui()
  return (
    <>
      <TextAreaField
        label={t`Text`}
        hint={t`It leaves only while the person’s 24-hour window is open.`}
        value={step.text}
        maxLength={4096}
        error={problemAt(error, `${path}.text`)}
        onChange={(text) => onChange({ ...step, text })}
        required
      />
      <TemplateFields
        label={t`Template while the window is closed`}
        noneLabel={t`Nothing is sent then`}
        sent={step.fallback ?? null}
        choices={choices}
        error={error}
        path={`${path}.fallback`}
        onChange={(fallback) => {
          const { fallback: _, ...rest } = step
          onChange(fallback === null ? rest : { ...rest, fallback })
        }}
      />
      <FailureField value={step.onFailure} onChange={(onFailure) => onChange({ ...step, onFailure })} />
    </>
  )
}

type OnFailure = 'continue' | 'retry' | 'exit'

function FailureField({ value, onChange }: { value: OnFailure | undefined; onChange(value: OnFailure): void }) {
  const { t } = useLingui()
  return (
    <SelectField
      label={t`When it fails`}
      value={value ?? 'continue'}
      options={[
        { value: 'continue', label: t`Go on` },
        { value: 'retry', label: t`Try again` },
        { value: 'exit', label: t`End it for the person` },
      ]}
      onChange={onChange}
    />
  )
}
