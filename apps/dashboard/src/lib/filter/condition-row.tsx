import { IconButton } from '@dawk/ui/controls/button.tsx'
import { CheckboxField, SelectField, TextField } from '@dawk/ui/controls/fields.tsx'
import { CloseIcon } from '@dawk/ui/icons.tsx'
import { Box, Grid, Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { useLingui } from '@lingui/react/macro'
import { type FilterField, useOps } from './fields.ts'
import { type Condition, type FieldKind, isBare, opsOf } from './filter-draft.ts'
import { useStateWords } from './state-words.ts'

interface ConditionRowProps {
  condition: Condition
  fields: readonly FilterField[]
  /** What the API says is wrong with it. */
  problem: string | undefined
  onChange(condition: Condition): void
  onRemove(): void
}

export function ConditionRow({ condition, fields, problem, onChange, onRemove }: ConditionRowProps) {
  const { t } = useLingui()
  const words = useOps()
  const kind = fields.find(({ value }) => value === condition.field)?.kind ?? 'text'
  const choose = (field: string) => {
    const next = fields.find(({ value }) => value === field)?.kind ?? 'text'
    const ops = opsOf[next]
    onChange({
      ...condition,
      field,
      op: ops.includes(condition.op) && !isBare(condition.op) ? condition.op : (ops[0] ?? 'eq'),
      value: '',
    })
  }
  return (
    <Box surface="sunken" padding="s">
      <Stack gap="s">
        <Grid cell="s">
          <SelectField
            label={t`What`}
            value={condition.field}
            options={fields.map(({ value, label }) => ({ value, label }))}
            onChange={choose}
            searchable
          />
          <SelectField
            label={t`How`}
            value={condition.op}
            options={opsOf[kind].map((op) => ({ value: op, label: words[op] ?? op }))}
            onChange={(op) => onChange({ ...condition, op })}
          />
          {!isBare(condition.op) && (
            <ValueField condition={condition} kind={kind} problem={problem} onChange={onChange} />
          )}
        </Grid>
        <Row justify="between" align="center">
          <CheckboxField
            label={t`The opposite`}
            checked={condition.isNot}
            onChange={(isNot) => onChange({ ...condition, isNot })}
          />
          <IconButton size="small" label={t`Remove the condition`} onClick={onRemove}>
            <CloseIcon />
          </IconButton>
        </Row>
      </Stack>
    </Box>
  )
}

interface ValueFieldProps extends Pick<ConditionRowProps, 'condition' | 'problem' | 'onChange'> {
  kind: FieldKind
}

function ValueField({ condition, kind, problem, onChange }: ValueFieldProps) {
  const { t } = useLingui()
  const { field, op, value } = condition
  const set = (next: string) => onChange({ ...condition, value: next })
  const choices = useStateWords()[field]
  if (choices)
    return (
      <SelectField
        label={t`Value`}
        value={value || null}
        options={Object.entries(choices).map(([state, label]) => ({ value: state, label }))}
        onChange={set}
        error={problem}
      />
    )
  const isSpan = op === 'in_last' || op === 'not_in_last' || kind === 'event'
  const isList = ['in', 'not_in', 'between', 'has_any', 'has_all', 'has_none'].includes(op)
  const hint = isSpan
    ? kind === 'event'
      ? t`Within the last, such as 30 days; empty: ever`
      : t`Such as 7 days, 12 hours, 3 months`
    : isList
      ? t`Several with commas between`
      : undefined
  const isDay = kind === 'date' && ['on', 'before', 'after'].includes(op)
  return (
    <TextField
      label={t`Value`}
      hint={hint}
      type={isDay ? 'date' : 'text'}
      value={value}
      onChange={set}
      error={problem}
    />
  )
}
