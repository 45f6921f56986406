import { CheckboxField, SelectField } from '@dawk/ui/controls/fields.tsx'
import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { attributesQuery, type Mapping } from './api/mappings.ts'

type MappedColumn = Mapping['columns'][number]

const formats = ['YYYY-MM-DD', 'DD/MM/YYYY', 'MM/DD/YYYY', 'DD.MM.YYYY', 'DD-MM-YYYY', 'MM-DD-YYYY', 'YYYY/MM/DD']

interface ColumnOptionsProps {
  /** Undefined: the column is left out. */
  column: MappedColumn | undefined
  onChange(column: MappedColumn): void
}

/** What has to be said of a column beyond its meaning: how it writes dates, and what happens to unknown options. */
export function ColumnOptions({ column, onChange }: ColumnOptionsProps) {
  const { t } = useLingui()
  const { data = [] } = useQuery(attributesQuery)
  const type = data.find(({ key }) => column?.target === `attributes.${key}`)?.type
  if (column && type === 'date')
    return (
      <SelectField
        label={t`Dates are written as`}
        value={column.dateFormat ?? 'YYYY-MM-DD'}
        options={formats.map((format) => ({ value: format, label: format }))}
        onChange={(dateFormat) => onChange({ ...column, dateFormat })}
      />
    )
  if (column && (type === 'select' || type === 'multi_select'))
    return (
      <CheckboxField
        label={t`Add options that are not there yet`}
        checked={column.createOptions ?? false}
        onChange={(createOptions) => onChange({ ...column, createOptions })}
      />
    )
  return null
}
