import { connectionKinds, connectionStates } from '@dawk/core/integrations/connections/connection.ts'
import Type from 'typebox'
import { AnyObject, Id, NullableInstant, NullableString, nullable, strict } from '#resources/schemas.ts'
import { oneOf } from './conversation-schemas.ts'
import { Mapping } from './event-source-schemas.ts'

const Text = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: '^[^\\u0000\\ud800-\\udfff]*$' })
const Texts = Type.Record(Type.String({ pattern: '^[a-zA-Z]{1,40}$' }), Text(500), {
  maxProperties: 10,
  description: 'must have the texts that this kind of connection needs; docs/connections.md lists them',
})

export const NewConnectionBody = Type.Object(
  {
    kind: oneOf(connectionKinds, `must be ${connectionKinds.join(', ')}`),
    name: Text(200),
    settings: Texts,
    credentials: Texts,
  },
  {
    ...strict,
    examples: [
      {
        kind: 'shopify',
        name: 'Acme',
        settings: { shop: 'acme.myshopify.com' },
        credentials: { clientId: '0a1b2c3d', clientSecret: 'shpss_0123456789abcdef' },
      },
    ],
  },
)

export const ConnectionPatch = Type.Object(
  {
    name: Type.Optional(Text(200)),
    paused: Type.Optional(Type.Boolean()),
    mapping: Type.Optional(Mapping),
    credentials: Type.Optional(Texts),
  },
  { ...strict, minProperties: 1, examples: [{ paused: true }] },
)

export const ConnectionView = Type.Object(
  {
    id: Id,
    kind: oneOf(connectionKinds, 'The kind of system.'),
    name: Type.String(),
    state: oneOf(
      connectionStates,
      'degraded: it is tried again. needs_reauth: the credentials do not hold. revoked: the app was uninstalled there.',
    ),
    problem: NullableString,
    settings: Type.Unsafe<Readonly<Record<string, string>>>({
      type: 'object',
      additionalProperties: { type: 'string' },
    }),
    mapping: AnyObject,
    eventSourceId: Type.String({ description: 'The event source that takes what it reports.' }),
    lastOkAt: NullableInstant,
    createdAt: Type.String({ format: 'date-time' }),
    updatedAt: Type.String({ format: 'date-time' }),
  },
  { title: 'Connection' },
)

export const ConnectionTested = Type.Object(
  {
    name: Type.String({ description: 'As the system calls itself.' }),
    problem: nullable(Type.String({ description: 'Why what happens there is not reported; null: it is.' })),
  },
  { examples: [{ name: 'Acme', problem: null }] },
)

export const SyncBody = Type.Object({ full: Type.Optional(Type.Boolean()) }, { ...strict, examples: [{ full: true }] })

export const SyncRunView = Type.Object(
  {
    id: Id,
    kind: oneOf(['full', 'incremental'], 'full: everything was read.'),
    state: oneOf(['running', 'completed', 'failed'], 'What became of it.'),
    counts: Type.Object({
      read: Type.Integer(),
      created: Type.Integer(),
      updated: Type.Integer(),
      unchanged: Type.Integer(),
      failed: Type.Integer(),
      gone: Type.Integer({ description: 'Records that are not there any more. Their contacts stay.' }),
    }),
    problem: NullableString,
    startedAt: Type.String({ format: 'date-time' }),
    endedAt: NullableInstant,
  },
  { title: 'SyncRun' },
)

export const SyncErrors = Type.Object(
  {
    errors: Type.Array(
      Type.Object({
        remoteId: Type.String({ description: 'Of the record.' }),
        code: Type.String({ description: 'no_phone, invalid, contact_conflict or erased_person.' }),
        detail: Type.String(),
        at: Type.String({ format: 'date-time' }),
      }),
    ),
  },
  { examples: [{ errors: [] }] },
)

export const ConnectionPreviewBody = Type.Object({ mapping: Type.Optional(Mapping) }, { ...strict, examples: [{}] })

export const ConnectionPreview = Type.Object(
  {
    records: Type.Array(
      Type.Object({
        remoteId: Type.String(),
        body: AnyObject,
        contact: Type.Unsafe<object | null>({ type: ['object', 'null'], additionalProperties: true }),
        consent: Type.Unsafe<object | null>({ type: ['object', 'null'], additionalProperties: true }),
        notes: Type.Array(Type.Object({ field: Type.String(), message: Type.String() })),
      }),
    ),
  },
  { examples: [{ records: [] }] },
)
