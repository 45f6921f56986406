import { incomingReasons, incomingStates } from '@dawk/core/integrations/incoming/incoming-event.ts'
import { placeKinds } from '@dawk/core/integrations/mapping/propose-mapping.ts'
import {
  actionKinds,
  type authKinds,
  conditionOperators,
  type EventAction,
  type EventMapping,
  hmacAlgorithms,
  hmacEncodings,
  maxActions,
  type SourceAuth,
  sourceStates,
} from '@dawk/core/integrations/sources/event-source.ts'
import Type, { type TProperties } from 'typebox'
import { AnyObject, Id, NullableInstant, NullableString, nullable, strict } from '#resources/schemas.ts'
import { oneOf } from './conversation-schemas.ts'

const Text = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: '^[^\\u0000\\ud800-\\udfff]*$' })
const Place = Type.String({
  minLength: 1,
  maxLength: 300,
  pattern: '^[^\\u0000\\ud800-\\udfff]*$',
  description: 'must be a JSON pointer such as /customer/phone, or header:<name>',
})
const Header = Type.String({ minLength: 1, maxLength: 100, description: 'must be the name of a header in lower case' })
const is = <const Name extends string>(name: Name) => Type.Unsafe<Name>({ type: 'string', enum: [name] })
const auth = (kind: (typeof authKinds)[number], members: TProperties = {}) =>
  Type.Object({ kind: is(kind), ...members }, strict)

const Auth = Type.Unsafe<SourceAuth>(
  Type.Union(
    [
      auth('token'),
      auth('hmac', {
        header: Header,
        algorithm: oneOf(hmacAlgorithms, 'must be sha1, sha256 or sha512'),
        encoding: oneOf(hmacEncodings, 'must be hex or base64'),
        prefix: Type.Optional(Text(40)),
        timestampHeader: Type.Optional(Header),
      }),
      auth('basic', { username: Text(100) }),
      auth('bearer'),
      auth('header', { header: Header }),
      auth('standard_webhooks'),
    ],
    { description: 'must be a way to authenticate; docs/event-sources.md describes them' },
  ),
)

const Dedupe = Type.Object(
  { pointer: Type.Optional(Place), ttlHours: Type.Integer({ minimum: 1, maximum: 720 }) },
  { ...strict, description: 'must say under what an event is known, and for how many hours' },
)

export const Mapping = Type.Unsafe<EventMapping>(
  Type.Object(
    {
      type: Type.Optional(Place),
      typeNames: Type.Optional(Type.Record(Type.String({ pattern: '^.{1,100}$' }), Text(100), { maxProperties: 100 })),
      occurredAt: Type.Optional(Place),
      contact: Type.Object(
        {
          phone: Type.Optional(Place),
          morePhones: Type.Optional(Type.Array(Place, { maxItems: 5 })),
          country: Type.Optional(Place),
          defaultCountry: Type.Optional(Type.String({ pattern: '^[A-Z]{2}$', description: 'must be such as IN' })),
          userId: Type.Optional(Place),
          externalId: Type.Optional(Place),
          name: Type.Optional(Type.Array(Place, { maxItems: 5 })),
          language: Type.Optional(Place),
        },
        strict,
      ),
      attributes: Type.Record(Type.String({ pattern: '^.{1,64}$' }), Place, { maxProperties: 50 }),
      tags: Type.Array(Text(64), { maxItems: 20 }),
      data: Type.Record(Type.String({ pattern: '^.{1,64}$' }), Place, { maxProperties: 50 }),
      consent: Type.Optional(
        Type.Object(
          {
            purpose: Text(80),
            state: Place,
            optedIn: Type.Array(Text(100), { maxItems: 20 }),
            optedOut: Type.Array(Text(100), { maxItems: 20 }),
            occurredAt: Type.Optional(Place),
            text: Type.Optional(Text(1000)),
          },
          strict,
        ),
      ),
    },
    { ...strict, description: 'must say what of an event is what; docs/event-sources.md describes it' },
  ),
)

const action = (kind: (typeof actionKinds)[number], members: TProperties) =>
  Type.Object(
    {
      id: Type.String({ pattern: '^[a-z0-9_-]{1,64}$', description: 'must be 1 to 64 of a-z, 0-9, _ and -' }),
      kind: is(kind),
      types: Type.Optional(Type.Array(Text(100), { maxItems: 50 })),
      conditions: Type.Optional(
        Type.Array(
          Type.Object(
            {
              pointer: Place,
              op: oneOf(conditionOperators, `must be ${conditionOperators.join(', ')}`),
              value: Type.Optional(Text(500)),
            },
            strict,
          ),
          { maxItems: 10 },
        ),
      ),
      oncePer: Type.Optional(Place),
      maxAgeMinutes: Type.Optional(Type.Integer({ minimum: 1, maximum: 525_600 })),
      ...members,
    },
    strict,
  )

const Actions = Type.Unsafe<readonly EventAction[]>(
  Type.Array(
    Type.Union(
      [
        action('send_template', {
          numberId: Id,
          template: Type.Object({ name: Text(512), language: Text(20) }, strict),
          bindings: Type.Optional(AnyObject),
        }),
        action('start_flow', { flowId: Id, numberId: Type.Optional(Id) }),
        action('enroll', { dripId: Id }),
        action('exit_drip', { dripId: Id }),
      ],
      { description: 'must be an action; docs/event-sources.md describes them' },
    ),
    { maxItems: maxActions },
  ),
)

const Respond = Type.Object(
  {
    status: Type.Unsafe<200 | 202 | 204>({ type: 'integer', enum: [200, 202, 204] }),
    body: Type.Optional(Text(2000)),
  },
  { ...strict, description: 'must be what is answered once the events are stored' },
)

const Secret = Type.String({ minLength: 16, maxLength: 200, description: 'must be a secret of 16 to 200 characters' })

const settings = {
  auth: Type.Optional(Auth),
  secret: Type.Optional(Secret),
  dedupe: Type.Optional(Dedupe),
  mapping: Type.Optional(Mapping),
  actions: Type.Optional(Actions),
  respond: Type.Optional(Respond),
}

export const NewSourceBody = Type.Object(
  { name: Text(200), ...settings },
  {
    ...strict,
    examples: [
      {
        name: 'Shop',
        mapping: {
          type: '/type',
          contact: { phone: '/customer/phone', name: ['/customer/name'] },
          attributes: {},
          tags: [],
          data: { order: '/order/number' },
        },
      },
    ],
  },
)
export const SourcePatch = Type.Object(
  {
    name: Type.Optional(Text(200)),
    state: Type.Optional(oneOf(sourceStates, 'must be active or paused')),
    ...settings,
  },
  { ...strict, minProperties: 1, examples: [{ state: 'paused' }] },
)

export const SourceView = Type.Object(
  {
    id: Id,
    name: Type.String(),
    kind: Type.String({ description: 'webhook, or the kind of the connection that feeds it.' }),
    state: oneOf(sourceStates, 'paused: what comes is stored, and nothing follows until it is replayed.'),
    url: Type.String({ description: 'Where events are posted. Whoever knows it may post, where auth is token.' }),
    auth: AnyObject,
    hasSecret: Type.Boolean(),
    dedupe: AnyObject,
    mapping: AnyObject,
    actions: Type.Unsafe<readonly object[]>({ type: 'array', items: { type: 'object', additionalProperties: true } }),
    respond: AnyObject,
    previousUrlUntil: NullableInstant,
    previousSecretUntil: NullableInstant,
    lastEventAt: NullableInstant,
    createdAt: Type.String({ format: 'date-time' }),
    updatedAt: Type.String({ format: 'date-time' }),
  },
  { title: 'EventSource' },
)

export const SourceWithSecret = Type.Object(
  {
    ...SourceView.properties,
    secret: nullable(Type.String({ description: 'Shown this once; null: it has none, or keeps the one it had.' })),
  },
  { title: 'EventSourceWithSecret' },
)

export const RotateSourceBody = Type.Object(
  {
    what: oneOf(['url', 'secret'], 'must be url or secret'),
    secret: Type.Optional(Secret),
    graceSeconds: Type.Optional(Type.Integer({ minimum: 0, maximum: 604_800 })),
  },
  { ...strict, examples: [{ what: 'url', graceSeconds: 86_400 }] },
)

const Note = Type.Object({ field: Type.String(), message: Type.String() })
const Data = Type.Unsafe<Readonly<Record<string, string>>>({
  type: 'object',
  additionalProperties: { type: 'string' },
})

export const IncomingView = Type.Object(
  {
    id: Id,
    state: oneOf(incomingStates, 'pending: it is about to be acted upon. unmapped: it names no person.'),
    reason: nullable(
      Type.String({
        description: `Why nothing followed, or not yet: ${Object.keys(incomingReasons).join(', ')}, or a reason of policy such as opted_out.`,
      }),
    ),
    type: NullableString,
    contactId: nullable(Id),
    data: Data,
    notes: Type.Array(Note, { description: 'Values that were left out.' }),
    run: Type.Integer({ description: 'Rises with each replay.' }),
    duplicates: Type.Integer({ description: 'How often it came again.' }),
    occurredAt: NullableInstant,
    receivedAt: Type.String({ format: 'date-time' }),
    appliedAt: NullableInstant,
  },
  { title: 'IncomingEvent' },
)

export const IncomingWithBody = Type.Object(
  {
    ...IncomingView.properties,
    body: Type.String({ description: 'As it came; empty once its person was erased.' }),
    headers: Data,
    outcomes: Type.Array(
      Type.Object({
        actionId: Type.String(),
        kind: oneOf(actionKinds, 'What the action does.'),
        outcome: oneOf(['done', 'skipped', 'waiting'], 'What became of it.'),
        reason: NullableString,
        messageId: nullable(Id),
        referenceId: nullable(Id),
        at: Type.String({ format: 'date-time' }),
      }),
    ),
  },
  { title: 'IncomingEventWithBody' },
)

export const IncomingFilters = {
  state: Type.Optional(oneOf(incomingStates, `must be ${incomingStates.join(', ')}`)),
  reason: Type.Optional(Text(64)),
  contactId: Type.Optional(Id),
}

export const IncomingParams = Type.Object({ id: Id, eventId: Id })

export const IncomingCounts = Type.Object(
  {
    counts: Type.Array(
      Type.Object({ state: oneOf(incomingStates, 'Of the events.'), reason: NullableString, count: Type.Integer() }),
    ),
  },
  { examples: [{ counts: [{ state: 'applied', reason: null, count: 12 }] }] },
)

export const ReplayedView = Type.Object({ replayed: Type.Integer() }, { examples: [{ replayed: 3 }] })

export const ReplayBody = Type.Object(
  {
    state: oneOf(['skipped', 'unmapped', 'failed'], 'must be skipped, unmapped or failed'),
    reason: Type.Optional(Text(64)),
  },
  { ...strict, examples: [{ state: 'unmapped' }] },
)

export const PreviewBody = Type.Object({ mapping: Type.Optional(Mapping) }, { ...strict, examples: [{}] })

export const IncomingPreviewView = Type.Object({
  type: NullableString,
  occurredAt: NullableInstant,
  data: Data,
  contact: Type.Unsafe<object | null>({
    type: ['object', 'null'],
    additionalProperties: true,
    description: 'What would be written; null: nothing names a person.',
  }),
  consent: Type.Unsafe<object | null>({ type: ['object', 'null'], additionalProperties: true }),
  notes: Type.Array(Note),
  actions: Type.Array(Type.String({ description: 'The actions that are for it.' })),
})

export const LearnedMapping = Type.Object({
  samples: Type.Integer({ description: 'Events that were looked at, the latest 20 at most.' }),
  places: Type.Array(
    Type.Object({
      pointer: Type.String(),
      found: Type.Integer({ description: 'In how many of them.' }),
      kind: oneOf(placeKinds, 'What seems to stand there.'),
      examples: Type.Array(Type.String()),
    }),
  ),
  mapping: AnyObject,
})
