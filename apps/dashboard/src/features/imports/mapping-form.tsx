import { Button } from '@dawk/ui/controls/button.tsx'
import { SelectField, TextField } from '@dawk/ui/controls/fields.tsx'
import { Table } from '@dawk/ui/data/table.tsx'
import { Grid, Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { Notice } from '@dawk/ui/overlays/feedback.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useAction, useErrorWords } from '#lib/client/use-action.ts'
import type { Import } from './api/imports.ts'
import { attributesQuery, listsQuery, type Mapping, mapImport } from './api/mappings.ts'
import { ColumnOptions } from './column-options.tsx'
import { ConsentOfFile } from './consent-of-file.tsx'

type Analysis = NonNullable<Import['analysis']>
type MappedColumn = Mapping['columns'][number]
const nothing = '-'

/** What each column means. The proposal is a first guess; somebody who knows the file corrects it. */
export function MappingForm({ of, analysis }: { of: Import; analysis: Analysis }) {
  const { t } = useLingui()
  const words = useErrorWords()
  const first = of.mapping ?? analysis.proposal.mapping
  const [columns, setColumns] = useState<readonly MappedColumn[]>(first.columns)
  const [country, setCountry] = useState(first.columns.find(({ target }) => target === 'phone')?.defaultCountry ?? '')
  const [consent, setConsent] = useState(first.consent)
  const [segment, setSegment] = useState(first.addToSegment)
  const [saveAs, setSaveAs] = useState('')
  const { data: lists = [] } = useQuery(listsQuery)
  const targets = useTargets()
  const save = useAction({
    run: () =>
      mapImport(
        of.id,
        { ...first, columns: withCountry(columns, country), key: keyOf(columns), consent, addToSegment: segment },
        saveAs,
      ),
    refresh: [['import', of.id], ['imports']],
    done: t`The columns are settled: try it, or import it`,
    quiet: true,
  })
  const targetOf = (column: string) => columns.find((one) => one.column === column)?.target ?? nothing
  const choose = (column: string, target: string) =>
    setColumns((before) => {
      const others = before.filter((one) => one.column !== column)
      return target === nothing
        ? others
        : [...others, { ...before.find((one) => one.column === column), column, target }]
    })
  return (
    <Stack gap="m">
      <Table
        label={t`Columns of the file`}
        items={analysis.columns}
        keyOf={({ column }) => column}
        columns={[
          { head: t`Column`, cell: ({ column }) => <Text strong>{column}</Text> },
          {
            head: t`Examples`,
            cell: ({ column }) => (
              <Text tone="secondary" truncate>
                {examplesOf(analysis, column)}
              </Text>
            ),
          },
          {
            head: t`Means`,
            cell: ({ column }) => (
              <Stack gap="xs">
                <SelectField
                  label={t`Meaning of ${column}`}
                  value={targetOf(column)}
                  options={targets}
                  searchable
                  onChange={(target) => choose(column, target)}
                />
                <ColumnOptions
                  column={columns.find((one) => one.column === column)}
                  onChange={(next) => setColumns((before) => before.map((one) => (one.column === column ? next : one)))}
                />
              </Stack>
            ),
          },
        ]}
      />
      <Grid cell="m">
        <TextField
          label={t`Country of numbers without a country code`}
          hint={t`Two letters, such as IN. Without one, such numbers are not imported.`}
          value={country}
          maxLength={2}
          code
          onChange={(text) => setCountry(text.toUpperCase())}
        />
        <SelectField
          label={t`Add everybody to a list`}
          value={segment ?? nothing}
          options={[
            { value: nothing, label: t`No list` },
            ...lists.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(id) => setSegment(id === nothing ? null : id)}
        />
        <TextField
          label={t`Keep this choice under a name`}
          hint={t`It is offered when a file has the same columns.`}
          value={saveAs}
          maxLength={100}
          onChange={setSaveAs}
        />
      </Grid>
      <ConsentOfFile value={consent} columns={analysis.columns.map(({ column }) => column)} onChange={setConsent} />
      {save.error && <Notice tone="danger">{[words(save.error).message, words(save.error).detail].join(' ')}</Notice>}
      <Row justify="end">
        <Button tone="primary" busy={save.isPending} onClick={() => save.mutate()}>
          <Trans>Settle the columns</Trans>
        </Button>
      </Row>
    </Stack>
  )
}

function useTargets(): { value: string; label: string }[] {
  const { t } = useLingui()
  const { data = [] } = useQuery(attributesQuery)
  return [
    { value: nothing, label: t`leave it out` },
    { value: 'phone', label: t`Phone number` },
    { value: 'name', label: t`Name` },
    { value: 'tags', label: t`Tags` },
    { value: 'language', label: t`Language` },
    { value: 'timezone', label: t`Time zone` },
    { value: 'country', label: t`Country of the number` },
    { value: 'externalId', label: t`Id in another system` },
    ...data
      .filter(({ archivedAt }) => archivedAt === null)
      .map(({ key, label }) => ({ value: `attributes.${key}`, label: label || key })),
  ]
}

function examplesOf({ proposal: _, ...analysis }: Analysis, column: string): string {
  const place = analysis.columns.findIndex((one) => one.column === column)
  const cells = analysis.sample.map(({ cells: list }) => list[place] ?? '').filter((cell) => cell !== '')
  return [...new Set(cells)].slice(0, 3).join(' · ')
}

const withCountry = (columns: readonly MappedColumn[], country: string): MappedColumn[] =>
  columns.map(({ defaultCountry: _, ...column }) =>
    column.target === 'phone' && country ? { ...column, defaultCountry: country } : column,
  )

const keyOf = (columns: readonly MappedColumn[]): Mapping['key'] =>
  columns.some(({ target }) => target === 'phone') ? 'phone' : 'any'
