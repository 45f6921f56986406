import { conflictRules, writeModes } from '@dawk/core/engagement/contacts/write/contact-write.ts'
import {
  type ContactImport,
  detectedTypes,
  encodings,
  type ImportMapping,
  importFormats,
  importStates,
  mappingKeys,
} from '@dawk/core/engagement/imports/import.ts'
import { importErrors } from '@dawk/core/engagement/imports/import-errors.ts'
import Type, { type Static, type TSchema } from 'typebox'
import { Id, Instant, NullableInstant, NullableString, nullable, strict } from '#resources/schemas.ts'
import { oneOf } from './conversation-schemas.ts'

const Count = Type.Integer()
const ColumnName = Type.String({ minLength: 1, maxLength: 250 })
const Text = Type.String({ minLength: 1, maxLength: 1000 })

const MappedColumn = Type.Object(
  {
    column: ColumnName,
    target: Type.String({
      minLength: 1,
      maxLength: 100,
      description:
        'phone, name, tags, language, timezone, country, externalId, userId, id, or `attributes.<key>`. Several columns with the target name are put together.',
    }),
    mode: Type.Optional(oneOf(writeModes, 'As of a bulk write: set, setIfEmpty, append or remove.')),
    defaultCountry: Type.Optional(
      Type.String({
        pattern: '^[A-Z]{2}$',
        description: 'must be a country as in ISO 3166: that of phone numbers without a country code',
      }),
    ),
    split: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 3,
        description: 'What parts several values in one cell. Of phone numbers the first counts.',
      }),
    ),
    source: Type.Optional(
      Type.String({ minLength: 1, maxLength: 100, description: 'Of externalId: the system whose id it is.' }),
    ),
    dateFormat: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 20,
        description: 'Such as DD/MM/YYYY. Without one, only YYYY-MM-DD is a date.',
      }),
    ),
    timezone: Type.Optional(Type.String({ minLength: 1, maxLength: 64, description: 'Of instants that name none.' })),
    decimal: Type.Optional(
      oneOf(['.', ','], 'What stands before the decimals; then the other may stand between thousands.'),
    ),
    createOptions: Type.Optional(
      Type.Boolean({
        description:
          'Of a select or multi_select: a value that is no option yet becomes one, as long as there is room.',
      }),
    ),
    currency: Type.Optional(
      Type.String({
        pattern: '^[A-Z]{3}$',
        description: 'must be a currency as in ISO 4217: that of amounts without one',
      }),
    ),
  },
  strict,
)

const MappedConsent = Type.Object(
  {
    purpose: Type.String({
      minLength: 1,
      maxLength: 100,
      description: 'marketing, utility, authentication, service, or a topic such as marketing.offers.',
    }),
    state: Type.Optional(oneOf(['opted_in', 'opted_out'], 'For every row; else a column says it.')),
    column: Type.Optional(ColumnName),
    evidence: Type.Optional(
      Type.Object(
        {
          kind: oneOf(['form', 'keyword', 'button', 'store', 'verbal', 'document'], 'How the person agreed.'),
          occurredAt: Type.Optional(Instant),
          occurredAtColumn: Type.Optional(ColumnName),
          text: Type.Optional(Text),
          textColumn: Type.Optional(ColumnName),
          reference: Type.Optional(Text),
          referenceColumn: Type.Optional(ColumnName),
          noticeVersion: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
        },
        strict,
      ),
    ),
  },
  {
    ...strict,
    description: 'Without evidence rows may opt people out, never in. What a person has said since stands.',
  },
)

const mapping = {
  columns: Type.Array(MappedColumn, { minItems: 1, maxItems: 500 }),
  key: oneOf(mappingKeys, 'What each row must have. Contacts are matched as by PUT.'),
  onConflict: oneOf(conflictRules, 'When keys of one row belong to different contacts.'),
  addToSegment: nullable({ ...Id, description: 'A static segment.' }),
  clear: Type.String({
    minLength: 1,
    maxLength: 20,
    description: 'A cell that holds it clears the field; an empty one leaves it alone.',
  }),
  consent: Type.Unsafe<ImportMapping['consent']>({ ...MappedConsent, type: ['object', 'null'] }),
}
const optional = {
  key: Type.Optional(mapping.key),
  onConflict: Type.Optional(mapping.onConflict),
  addToSegment: Type.Optional(mapping.addToSegment),
  clear: Type.Optional(mapping.clear),
  consent: Type.Optional(mapping.consent),
}
const NewMapping = Type.Object({ columns: mapping.columns, ...optional }, strict)

export const ReadingBody = Type.Object(
  {
    sheet: Type.Optional(
      Type.String({ minLength: 1, maxLength: 100, description: 'The name of a sheet of a workbook.' }),
    ),
    encoding: Type.Optional(oneOf(encodings, 'Of CSV, TSV and NDJSON.')),
    delimiter: Type.Optional(oneOf([',', ';', '\t', '|'], 'Between the cells of CSV.')),
    header: Type.Optional(Type.Boolean({ description: 'Whether the first row names the columns.' })),
  },
  {
    ...strict,
    minProperties: 1,
    examples: [{ sheet: 'Customers 2026' }, { encoding: 'windows-1252', delimiter: ';' }],
  },
)

export const MapBody = Type.Object(
  {
    mapping: NewMapping,
    saveAs: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 100,
        pattern: '\\S',
        description: 'A name by which the mapping can be used again.',
      }),
    ),
  },
  {
    ...strict,
    examples: [
      {
        mapping: {
          columns: [
            { column: 'Mobile', target: 'phone', defaultCountry: 'IN' },
            { column: 'Name', target: 'name' },
            { column: 'Tags', target: 'tags', split: ',' },
          ],
          key: 'phone',
        },
        saveAs: 'Shop list',
      },
    ],
  },
)

/** With what is not given. */
export const toMapping = (given: Static<typeof NewMapping>): ImportMapping =>
  ({ key: 'phone', onConflict: 'fail', addToSegment: null, clear: '--', consent: null, ...given }) as ImportMapping

/** What another program may send us later is not checked on the way out. */
const MappingView = Type.Object({ ...mapping, columns: Type.Array(MappedColumn) })

const list = <Item extends TSchema>(item: Item) => Type.Unsafe<readonly Static<Item>[]>({ type: 'array', items: item })

const CountsView = Type.Object({
  created: Count,
  updated: Count,
  unchanged: Count,
  failed: Type.Integer({ description: 'Not written: duplicatesInFile, conflicts and invalid together.' }),
  duplicatesInFile: Count,
  conflicts: Count,
  invalid: Count,
  suppressed: Type.Integer({ description: 'Written, and on the list of those who are sent nothing.' }),
  landlines: Type.Integer({ description: 'Written; landlines rarely are on WhatsApp.' }),
  consentsChanged: Count,
  consentsKept: Type.Integer({ description: 'The person has said something else since, which stands.' }),
  addedToSegment: Count,
  byError: list(
    Type.Object({
      code: oneOf(Object.keys(importErrors) as (keyof typeof importErrors)[], 'Why rows were not written.'),
      count: Count,
      sampleRows: list(Type.Integer()),
    }),
  ),
})

const ProgressView = Type.Object({ rows: Type.Integer({ description: 'Rows that are done.' }), counts: CountsView })
const nullableObject = <Schema extends TSchema>(schema: Schema) =>
  Type.Unsafe<Static<Schema> | null>({ ...schema, type: ['object', 'null'] })

const AnalysisView = Type.Object({
  format: oneOf(importFormats, 'As the bytes tell.'),
  encoding: oneOf(encodings, 'As the bytes tell.'),
  delimiter: Type.String(),
  sheets: Type.Optional(list(Type.String({ description: 'The names of the sheets of a workbook.' }))),
  sheet: Type.Optional(Type.String({ description: 'The sheet that is read; absent: the first.' })),
  header: Type.Boolean({ description: 'The first row names the columns; else they are called Column 1 and so on.' }),
  rows: Count,
  columns: list(
    Type.Object({
      column: Type.String(),
      filled: Type.Integer({ description: 'Rows that have a value.' }),
      type: oneOf(detectedTypes, 'What most values look like.'),
      confidence: Type.Number({ description: 'The share of the values that do.' }),
      counterExamples: list(Type.Object({ row: Count, value: Type.String() })),
    }),
  ),
  phones: list(
    Type.Object({
      column: Type.String(),
      international: Count,
      national: Count,
      scientific: Type.Integer({ description: 'Have lost digits, as 9.19E+11.' }),
      byCountry: Type.Unsafe<readonly { country: string; valid: number; of: number }[]>({
        type: 'array',
        items: Type.Object({ country: Type.String(), valid: Count, of: Count }),
        description: 'Of a sample of the national ones: how many are valid where.',
      }),
    }),
  ),
  sample: list(Type.Object({ row: Count, cells: list(Type.String()) })),
  proposal: Type.Object({
    mapping: MappingView,
    confidence: list(Type.Object({ column: Type.String(), confidence: Type.Number() })),
  }),
  savedMappingId: nullable(Type.String({ format: 'uuid', description: 'A saved mapping whose columns the file has.' })),
})

export const ImportView = Type.Object(
  {
    id: Id,
    state: oneOf(
      importStates,
      'uploaded → analysed → ready (with a mapping) → running → completed, completed_with_errors, failed or canceled; checking is a dry run; undoing → undone.',
    ),
    filename: NullableString,
    sizeBytes: Type.Number(),
    hasFile: Type.Boolean({
      description: 'false: the file is gone, after seven days or because a person in it was erased.',
    }),
    analysis: nullableObject(AnalysisView),
    mapping: nullableObject(MappingView),
    dryRun: nullableObject(ProgressView),
    run: nullableObject(ProgressView),
    undo: nullableObject(
      Type.Object({ deleted: Count, restored: Count, kept: Type.Integer({ description: 'Changed or used since.' }) }),
    ),
    error: NullableString,
    createdBy: NullableString,
    createdAt: Type.String({ format: 'date-time' }),
    startedAt: NullableInstant,
    finishedAt: NullableInstant,
    undoUntil: NullableInstant,
  },
  { title: 'Import' },
)

type Progress = NonNullable<ContactImport['runProgress']>

const toProgressView = ({ done, counts: { byError, ...counts } }: Progress) => ({
  rows: done,
  counts: {
    ...counts,
    byError: Object.entries(byError).map(([code, one]) => ({ code: code as keyof typeof importErrors, ...one })),
  },
})

export function toImportView(one: ContactImport): Static<typeof ImportView> {
  const { id, state, filename, sizeBytes, mapping: mapped, analysis, checkProgress, runProgress, undoProgress } = one
  const { error, createdBy, createdAt, startedAt, finishedAt, undoUntil } = one
  const { columnAnalyses = [], columns: _, ...shown } = analysis ?? {}
  return {
    ...{ id, state, filename, sizeBytes, error, createdAt, startedAt, finishedAt, undoUntil },
    hasFile: one.mediaId !== null,
    analysis: (analysis && { ...shown, columns: columnAnalyses }) as Static<typeof ImportView>['analysis'],
    mapping: mapped as Static<typeof ImportView>['mapping'],
    dryRun: checkProgress && toProgressView(checkProgress),
    run: runProgress && toProgressView(runProgress),
    undo: undoProgress && { deleted: undoProgress.deleted, restored: undoProgress.restored, kept: undoProgress.kept },
    createdBy: createdBy.name,
  }
}

export const SavedMappingView = Type.Object(
  {
    id: Id,
    name: Type.String(),
    mapping: MappingView,
    createdAt: Type.String({ format: 'date-time' }),
    updatedAt: Type.String({ format: 'date-time' }),
  },
  { title: 'ImportMapping' },
)
