import { SelectField, TextField } from '@dawk/ui/controls/fields.tsx'
import { Box, Grid, Stack } from '@dawk/ui/layout/layout.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import type { Mapping } from './api/mappings.ts'

type Consent = NonNullable<Mapping['consent']>
type Evidence = NonNullable<Consent['evidence']>

const nothing = '-'
const column = 'column:'

interface ConsentOfFileProps {
  value: Mapping['consent']
  columns: readonly string[]
  onChange(value: Mapping['consent']): void
}

/** What the rows say of marketing. Without evidence they may opt people out, never in. */
export function ConsentOfFile({ value, columns, onChange }: ConsentOfFileProps) {
  const { t } = useLingui()
  const { state, column: said, evidence } = value ?? {}
  const chosen: string = state ?? (said === undefined ? nothing : `${column}${said}`)
  const choose = (choice: string) => {
    if (choice === nothing) return onChange(null)
    const says = choice.startsWith(column) ? { column: choice.slice(column.length) } : { state: choice as 'opted_in' }
    onChange({
      purpose: 'marketing',
      ...says,
      ...(choice !== 'opted_out' && { evidence: evidence ?? { kind: 'form' } }),
    })
  }
  return (
    <Box surface="sunken" padding="s">
      <Stack gap="s">
        <Grid cell="m">
          <SelectField
            label={t`What the file says of marketing`}
            value={chosen}
            options={[
              { value: nothing, label: t`Nothing` },
              { value: 'opted_in', label: t`Everybody in it has agreed` },
              { value: 'opted_out', label: t`Everybody in it has refused` },
              ...columns.map((name) => ({ value: `${column}${name}`, label: t`The column ${name} says it` })),
            ]}
            searchable
            onChange={choose}
          />
          {value && evidence && (
            <EvidenceFields
              value={evidence}
              columns={columns}
              onChange={(next) => onChange({ ...value, evidence: next })}
            />
          )}
        </Grid>
        {value && evidence && (
          <Text tone="secondary" size="s">
            <Trans>Whoever has said stop since stays opted out.</Trans>
          </Text>
        )}
      </Stack>
    </Box>
  )
}

interface EvidenceFieldsProps {
  value: Evidence
  columns: readonly string[]
  onChange(value: Evidence): void
}

function EvidenceFields({ value, columns, onChange }: EvidenceFieldsProps) {
  const { t } = useLingui()
  const kinds: Record<Evidence['kind'], string> = {
    form: t`A form`,
    keyword: t`A keyword`,
    button: t`A button`,
    store: t`A purchase`,
    verbal: t`Word of mouth`,
    document: t`A document`,
  }
  return (
    <>
      <SelectField
        label={t`How they agreed`}
        value={value.kind}
        options={(Object.keys(kinds) as Evidence['kind'][]).map((kind) => ({ value: kind, label: kinds[kind] }))}
        onChange={(kind) => onChange({ ...value, kind })}
      />
      <TextField
        label={t`What they agreed to`}
        value={value.text ?? ''}
        maxLength={1000}
        onChange={(text) => onChange({ ...withoutText(value), ...(text && { text }) })}
      />
      <SelectField
        label={t`Column with the day on which they agreed`}
        value={value.occurredAtColumn ?? nothing}
        options={[{ value: nothing, label: t`None` }, ...columns.map((name) => ({ value: name, label: name }))]}
        onChange={(name) => onChange({ ...withoutColumn(value), ...(name !== nothing && { occurredAtColumn: name }) })}
      />
      <TextField
        label={t`The day, where no column has it`}
        type="date"
        value={value.occurredAt?.slice(0, 10) ?? ''}
        onChange={(day) => onChange({ ...withoutDay(value), ...(day && { occurredAt: `${day}T00:00:00Z` }) })}
      />
    </>
  )
}

const withoutText = ({ text: _, ...evidence }: Evidence): Evidence => evidence
const withoutColumn = ({ occurredAtColumn: _, ...evidence }: Evidence): Evidence => evidence
const withoutDay = ({ occurredAt: _, ...evidence }: Evidence): Evidence => evidence
