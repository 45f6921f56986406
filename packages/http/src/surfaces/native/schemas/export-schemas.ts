import { exportFormats, exportStates } from '@dawk/core/engagement/exports/export.ts'
import Type, { type Static, type TSchema } from 'typebox'
import { Id, NullableInstant, NullableString, nullable, strict } from '#resources/schemas.ts'
import { oneOf } from './conversation-schemas.ts'

const list = <Item extends TSchema>(item: Item) => Type.Unsafe<readonly Static<Item>[]>({ type: 'array', items: item })

export const NewExport = Type.Object(
  {
    format: Type.Optional(oneOf(exportFormats, 'csv, unless it is given.')),
    filter: Type.Optional(
      Type.Unsafe<Record<string, unknown>>({
        type: 'object',
        additionalProperties: true,
        description: 'Whom: the filter of segments. Absent: everybody.',
      }),
    ),
    segment: Type.Optional({ ...Id, description: 'Of these only.' }),
    columns: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 100 }), {
        minItems: 1,
        maxItems: 300,
        description: 'Fields of a contact, or `attributes.<key>`. Absent: the usual fields and every attribute.',
      }),
    ),
  },
  { ...strict, examples: [{ format: 'csv', columns: ['name', 'phone', 'tags'] }] },
)

export const ExportView = Type.Object(
  {
    id: Id,
    state: oneOf(exportStates, 'queued → running → completed, failed or canceled; expired once the file is gone.'),
    format: oneOf(exportFormats, 'Of the file.'),
    filter: Type.Unsafe<unknown>({ type: ['object', 'null'], additionalProperties: true }),
    columns: list(Type.String()),
    rows: Type.Integer({ description: 'Written so far.' }),
    sizeBytes: nullable(Type.Number()),
    url: nullable(
      Type.String({ description: 'A link to the file that needs no key and ends with it; null: there is no file.' }),
    ),
    expiresAt: NullableInstant,
    error: NullableString,
    createdBy: NullableString,
    createdAt: Type.String({ format: 'date-time' }),
    finishedAt: NullableInstant,
  },
  { title: 'Export' },
)
