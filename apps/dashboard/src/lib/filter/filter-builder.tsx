import { Button } from '@dawk/ui/controls/button.tsx'
import { SelectField, TextAreaField } from '@dawk/ui/controls/fields.tsx'
import { PlusIcon } from '@dawk/ui/icons.tsx'
import { Box, Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { ConditionRow } from './condition-row.tsx'
import { useFields } from './fields.ts'
import type { Condition, FilterDraft } from './filter-draft.ts'

interface FilterBuilderProps {
  draft: FilterDraft
  onChange(draft: FilterDraft): void
  /** What the API says of each condition, by its place in the list. */
  problemOf(index: number): string | undefined
}

const fresh: Condition = { field: 'name', op: 'exists', value: '', isNot: false }

/** A list of conditions, all or any of which have to hold. */
export function FilterBuilder({ draft, onChange, problemOf }: FilterBuilderProps) {
  const { t } = useLingui()
  const fields = useFields()
  const { conditions } = draft
  const put = (index: number, condition: Condition | null) =>
    onChange({
      ...draft,
      conditions: conditions.flatMap((one, at) => (at !== index ? [one] : condition === null ? [] : [condition])),
    })
  return (
    <Stack gap="m">
      <Box width="narrow">
        <SelectField
          label={t`Who is in it`}
          value={draft.join}
          options={[
            { value: 'all', label: t`Everybody for whom all of this is true` },
            { value: 'any', label: t`Everybody for whom any of this is true` },
          ]}
          onChange={(join) => onChange({ ...draft, join })}
        />
      </Box>
      {conditions.map((condition, index) => (
        <ConditionRow
          key={index}
          condition={condition}
          fields={fields}
          problem={problemOf(index)}
          onChange={(next) => put(index, next)}
          onRemove={() => put(index, null)}
        />
      ))}
      <Row>
        <Button icon={<PlusIcon />} onClick={() => onChange({ ...draft, conditions: [...conditions, fresh] })}>
          <Trans>Add a condition</Trans>
        </Button>
      </Row>
    </Stack>
  )
}

/** A filter that says more than rows can, as the API takes it. */
export function FilterJson({ value, onChange }: { value: string; onChange(value: string): void }) {
  const { t } = useLingui()
  return (
    <TextAreaField
      label={t`Filter as JSON`}
      hint={t`This filter is nested or more exact than the list of conditions can show.`}
      value={value}
      onChange={onChange}
      rows={12}
    />
  )
}
