import { IconButton } from '@dawk/ui/controls/button.tsx'
import { SelectField, TextField } from '@dawk/ui/controls/fields.tsx'
import { CloseIcon, DownIcon, UpIcon } from '@dawk/ui/icons.tsx'
import { Box, Grid, Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { Heading } from '@dawk/ui/layout/text.tsx'
import { Notice } from '@dawk/ui/overlays/feedback.tsx'
import { useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { problemAt } from '#lib/client/api-error.ts'
import type { SendChoices } from '#lib/templates/send-choices.ts'
import type { Step, StepKind } from '../drip-draft.ts'
import { useStepNames } from '../drip-words.ts'
import { BranchFields, SplitFields } from './branch-fields.tsx'
import { SendMessageFields, SendTemplateFields } from './send-fields.tsx'
import type { StepFormProps } from './step-form.ts'
import { fromChoice, toChoice, useTargets } from './targets.ts'
import { UpdateFields } from './update-fields.tsx'
import { WaitFields } from './wait-fields.tsx'

interface StepCardProps {
  step: Step
  /** From 0. */
  place: number
  steps: readonly Step[]
  choices: SendChoices
  error: unknown
  onChange(step: Step): void
  onMove(by: -1 | 1): void
  onRemove(): void
}

/** One step of a drip: what it does, and where people go on. */
export function StepCard({ step, place, steps, choices, error, onChange, onMove, onRemove }: StepCardProps) {
  const { t } = useLingui()
  const names = useStepNames()
  const path = `steps.${place}`
  const problem = problemAt(error, path)
  const { next: _, ...rest } = step
  const targets = useTargets(steps, step.key)
  return (
    <Box surface="card" padding="m" as="li" aria-label={t`Step ${place + 1}: ${names[step.kind]}`}>
      <Stack gap="m">
        <Row justify="between" gap="s">
          <Heading level={3}>
            {place + 1}. {names[step.kind]}
          </Heading>
          <Row gap="xs">
            <IconButton size="small" label={t`Move up`} disabled={place === 0} onClick={() => onMove(-1)}>
              <UpIcon />
            </IconButton>
            <IconButton
              size="small"
              label={t`Move down`}
              disabled={place === steps.length - 1}
              onClick={() => onMove(1)}
            >
              <DownIcon />
            </IconButton>
            <IconButton size="small" label={t`Remove step ${place + 1}`} onClick={onRemove}>
              <CloseIcon />
            </IconButton>
          </Row>
        </Row>
        {problem !== undefined && <Notice tone="danger">{problem}</Notice>}
        <Fields step={step} steps={steps} choices={choices} error={error} path={path} onChange={onChange} />
        <Grid cell="s">
          <KeyField
            value={step.key}
            error={problemAt(error, `${path}.key`)}
            onChange={(key) => onChange({ ...step, key })}
          />
          {step.kind !== 'goal' && step.kind !== 'exit' && (
            <SelectField
              label={step.kind === 'branch' ? t`Else goes on with` : t`Then goes on with`}
              value={toChoice(step.next)}
              options={targets.all}
              error={problemAt(error, `${path}.next`)}
              onChange={(choice) => onChange({ ...rest, ...fromChoice('next', choice) } as Step)}
            />
          )}
        </Grid>
      </Stack>
    </Box>
  )
}

interface KeyFieldProps {
  value: string
  error: string | undefined
  onChange(value: string): void
}

/** Taken when it is left, since other steps lead to it by its key. */
function KeyField({ value, error, onChange }: KeyFieldProps) {
  const { t } = useLingui()
  const [text, setText] = useState<string | null>(null)
  return (
    <TextField
      label={t`Key`}
      value={text ?? value}
      error={error}
      onChange={(key) => setText(key.toLowerCase().replaceAll(/[^a-z0-9_-]/g, '-'))}
      onBlur={() => {
        setText(null)
        if (text) onChange(text)
      }}
      maxLength={64}
      code
    />
  )
}

function Fields({ step, ...props }: StepFormProps<StepKind>) {
  switch (step.kind) {
    case 'send_template':
      return <SendTemplateFields step={step} {...props} />
    case 'send_message':
      return <SendMessageFields step={step} {...props} />
    case 'wait':
      return <WaitFields step={step} {...props} />
    case 'branch':
      return <BranchFields step={step} {...props} />
    case 'split':
      return <SplitFields step={step} {...props} />
    case 'update':
      return <UpdateFields step={step} {...props} />
    default:
      return <NameField step={step} {...props} />
  }
}

function NameField({ step, error, path, onChange }: StepFormProps<'webhook' | 'goal' | 'exit'>) {
  const { t } = useLingui()
  if (step.kind === 'exit')
    return (
      <TextField
        label={t`Reason`}
        value={step.reason ?? ''}
        maxLength={200}
        error={problemAt(error, `${path}.reason`)}
        onChange={(reason) => {
          const { reason: _, ...rest } = step
          onChange(reason === '' ? rest : { ...rest, reason })
        }}
      />
    )
  return (
    <TextField
      label={step.kind === 'goal' ? t`Name of the goal` : t`Name in the event`}
      value={step.name}
      maxLength={64}
      error={problemAt(error, `${path}.name`)}
      onChange={(name) => onChange({ ...step, name })}
      required
    />
  )
}
