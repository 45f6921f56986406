import { Button, IconButton } from '@dawk/ui/controls/button.tsx'
import { SelectField, SwitchField } from '@dawk/ui/controls/fields.tsx'
import { CloseIcon, PlusIcon } from '@dawk/ui/icons.tsx'
import { Box, Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { Notice } from '@dawk/ui/overlays/feedback.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { problemAt } from '#lib/client/api-error.ts'
import { NumberField } from '#lib/fields/number-field.tsx'
import { FilterField } from '#lib/filter/filter-field.tsx'
import type { StepOf } from '../drip-draft.ts'
import type { StepFormProps } from './step-form.ts'
import { useTargets } from './targets.ts'

type Case = StepOf<'branch'>['cases'][number]

const mostCases = 10
const anyone = { all: [{ field: 'name', op: 'exists' }] }

/** The first case that holds is taken; else the step that follows. */
export function BranchFields({ step, steps, error, path, onChange }: StepFormProps<'branch'>) {
  const { cases } = step
  const targets = useTargets(steps, step.key).steps
  const replace = (at: number, ...next: Case[]) => onChange({ ...step, cases: cases.toSpliced(at, 1, ...next) })
  return (
    <>
      {cases.map((one, at) => (
        <CaseFields
          key={`${cases.length}-${at}`}
          one={one}
          place={at + 1}
          targets={targets}
          error={error}
          path={`${path}.cases.${at}`}
          onChange={(next) => replace(at, next)}
          {...(cases.length > 1 && { onRemove: () => replace(at) })}
        />
      ))}
      {cases.length < mostCases && (
        <Row>
          <Button
            size="small"
            icon={<PlusIcon />}
            onClick={() => onChange({ ...step, cases: [...cases, { outcome: 'read', goto: '' }] })}
          >
            <Trans>Add a case</Trans>
          </Button>
        </Row>
      )}
    </>
  )
}

interface CaseFieldsProps extends Pick<StepFormProps<'branch'>, 'error' | 'path'> {
  one: Case
  place: number
  targets: readonly { value: string; label: string }[]
  onChange(one: Case): void
  onRemove?(): void
}

function CaseFields({ one, place, targets, error, path, onChange, onRemove }: CaseFieldsProps) {
  const { t } = useLingui()
  const { filter, outcome: _, ...bare } = one
  const problem = problemAt(error, path)
  return (
    <Box surface="sunken" padding="s" role="group" aria-label={t`Case ${place}`}>
      <Stack gap="s">
        <OutcomeField
          value={one.outcome}
          onChange={(outcome) => onChange({ ...bare, ...(filter && { filter }), ...(outcome && { outcome }) })}
        />
        <SwitchField
          label={t`Only for some people`}
          checked={filter !== undefined}
          onChange={(on) =>
            onChange({ ...bare, ...(one.outcome && { outcome: one.outcome }), ...(on && { filter: anyone }) })
          }
        />
        {filter !== undefined && (
          <FilterField
            filter={filter}
            error={error}
            path={`${path}.filter`}
            onChange={(next) => onChange({ ...one, filter: next })}
          />
        )}
        <SelectField
          label={t`Goes on with`}
          value={one.goto || null}
          placeholder={t`Choose a step`}
          options={targets}
          error={problemAt(error, `${path}.goto`)}
          onChange={(goto) => onChange({ ...one, goto })}
          required
        />
        {problem !== undefined && <Notice tone="danger">{problem}</Notice>}
        {onRemove && (
          <Row justify="end">
            <IconButton size="small" label={t`Remove case ${place}`} onClick={onRemove}>
              <CloseIcon />
            </IconButton>
          </Row>
        )}
      </Stack>
    </Box>
  )
}

type Outcome = NonNullable<Case['outcome']>

interface OutcomeFieldProps {
  value: Outcome | undefined
  onChange(outcome: Outcome | undefined): void
}

function OutcomeField({ value, onChange }: OutcomeFieldProps) {
  const { t } = useLingui()
  return (
    <SelectField
      label={t`What became of the step before`}
      value={value ?? ''}
      options={[
        { value: '', label: t`Anything` },
        { value: 'sent', label: t`It was sent` },
        { value: 'delivered', label: t`It was delivered` },
        { value: 'read', label: t`It was read` },
        { value: 'failed', label: t`It failed` },
        { value: 'skipped', label: t`Nothing was sent` },
        { value: 'event', label: t`What was waited for happened` },
        { value: 'timeout', label: t`The time ran out` },
      ]}
      onChange={(outcome) => onChange(outcome === '' ? undefined : outcome)}
    />
  )
}

type Part = StepOf<'split'>['parts'][number]

const mostParts = 5

/** The same person always goes the same way. */
export function SplitFields({ step, steps, error, path, onChange }: StepFormProps<'split'>) {
  const { t } = useLingui()
  const { parts } = step
  const targets = useTargets(steps, step.key).steps
  const replace = (at: number, ...next: Part[]) => onChange({ ...step, parts: parts.toSpliced(at, 1, ...next) })
  return (
    <>
      {parts.map((part, at) => (
        <Row key={at} gap="s" align="end" wrap role="group" aria-label={t`Way ${at + 1}`}>
          <NumberField
            label={t`Share`}
            value={part.weight}
            error={problemAt(error, `${path}.parts.${at}.weight`)}
            onChange={(weight) => replace(at, { ...part, weight: weight ?? 1 })}
          />
          <SelectField
            label={t`Goes on with`}
            value={part.goto || null}
            placeholder={t`Choose a step`}
            options={targets}
            error={problemAt(error, `${path}.parts.${at}.goto`)}
            onChange={(goto) => replace(at, { ...part, goto })}
            required
          />
          {parts.length > 1 && (
            <IconButton size="small" label={t`Remove way ${at + 1}`} onClick={() => replace(at)}>
              <CloseIcon />
            </IconButton>
          )}
        </Row>
      ))}
      {parts.length < mostParts && (
        <Row>
          <Button
            size="small"
            icon={<PlusIcon />}
            onClick={() => onChange({ ...step, parts: [...parts, { weight: 1, goto: '' }] })}
          >
            <Trans>Add a way</Trans>
          </Button>
        </Row>
      )}
    </>
  )
}
