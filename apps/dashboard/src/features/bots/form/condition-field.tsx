import { Button, IconButton } from '@dawk/ui/controls/button.tsx'
import { SelectField, TextField } from '@dawk/ui/controls/fields.tsx'
import { CloseIcon, PlusIcon } from '@dawk/ui/icons.tsx'
import { Box, Grid, Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { nodeKindsQuery } from '../api/kinds.ts'
import { type Comparison, type ConditionDraft, toCondition, toConditionDraft } from './condition-draft.ts'
import { useOperatorWords } from './field-words.ts'
import { JsonField } from './json-field.tsx'

interface ConditionFieldProps {
  label: string
  hint?: string
  error: string | undefined
  disabled: boolean
  required?: boolean
  value: unknown
  onChange(value: unknown): void
}

const fresh: Comparison = { value: '', op: 'is_set', to: '' }

/** Comparisons that all or any have to hold; a condition that is nested is edited as JSON. */
export function ConditionField({ value, onChange, error, required, ...props }: ConditionFieldProps) {
  const { t } = useLingui()
  const { data } = useSuspenseQuery(nodeKindsQuery)
  const operands = new Map(data.operators.map(({ name, to }) => [name, to]))
  const [draft, setDraft] = useState<ConditionDraft | null>(() => toConditionDraft(value))
  const { label, disabled } = props
  if (draft === null) return <JsonField {...props} error={error} value={value} onChange={onChange} />
  const put = (next: ConditionDraft) => {
    setDraft(next)
    onChange(next.comparisons.length === 0 && !required ? undefined : toCondition(next, operands))
  }
  const replace = (at: number, ...next: Comparison[]) =>
    put({ ...draft, comparisons: draft.comparisons.toSpliced(at, 1, ...next) })
  return (
    <Stack gap="s" role="group" aria-label={label}>
      <Text strong>{label}</Text>
      {draft.comparisons.length > 1 && (
        <SelectField
          label={t`Holds when`}
          value={draft.join}
          disabled={disabled}
          options={[
            { value: 'all', label: t`all of these hold` },
            { value: 'any', label: t`any of these holds` },
          ]}
          onChange={(join) => put({ ...draft, join })}
        />
      )}
      {draft.comparisons.map((one, at) => (
        <ComparisonRow
          key={`${draft.comparisons.length}-${at}`}
          one={one}
          disabled={disabled}
          operand={operands.get(one.op) ?? 'anything'}
          onChange={(next) => replace(at, next)}
          onRemove={() => replace(at)}
        />
      ))}
      {error !== undefined && (
        <Text size="s" tone="danger">
          {error}
        </Text>
      )}
      {!disabled && (
        <Row>
          <Button
            size="small"
            icon={<PlusIcon />}
            onClick={() => put({ ...draft, comparisons: [...draft.comparisons, fresh] })}
          >
            <Trans>Add a comparison</Trans>
          </Button>
        </Row>
      )}
    </Stack>
  )
}

interface ComparisonRowProps {
  one: Comparison
  operand: string
  disabled: boolean
  onChange(one: Comparison): void
  onRemove(): void
}

function ComparisonRow({ one, operand, disabled, onChange, onRemove }: ComparisonRowProps) {
  const { t } = useLingui()
  const { data } = useSuspenseQuery(nodeKindsQuery)
  const words = useOperatorWords()
  return (
    <Box surface="sunken" padding="s">
      <Stack gap="s">
        <Grid cell="s" align="end">
          <TextField
            label={t`Value`}
            hint={t`Such as session.city or contact.language`}
            value={one.value}
            disabled={disabled}
            onChange={(value) => onChange({ ...one, value })}
            code
          />
          <SelectField
            label={t`How`}
            value={one.op}
            searchable
            disabled={disabled}
            options={data.operators.map(({ name }) => ({
              value: name,
              label: words[name] ?? name.replaceAll('_', ' '),
            }))}
            onChange={(op) => onChange({ ...one, op })}
          />
          {operand !== 'nothing' && (
            <TextField
              label={t`With`}
              {...((operand === 'list' || operand === 'pair') && { hint: t`Several with commas between` })}
              value={one.to}
              disabled={disabled}
              onChange={(to) => onChange({ ...one, to })}
            />
          )}
        </Grid>
        {!disabled && (
          <Row justify="end">
            <IconButton size="small" label={t`Remove the comparison`} onClick={onRemove}>
              <CloseIcon />
            </IconButton>
          </Row>
        )}
      </Stack>
    </Box>
  )
}
