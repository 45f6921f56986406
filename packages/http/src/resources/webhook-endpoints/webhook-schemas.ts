import { deliveryStates } from '@dawk/core/webhooks/deliveries/delivery-log-store.ts'
import { replayKinds } from '@dawk/core/webhooks/replays/replay-store.ts'
import Type from 'typebox'
import { eventDialects } from '#surfaces/event-dialects.ts'
import { Id, Instant, NullableInstant, NullableString, nullable, strict } from '../schemas.ts'

const oneOf = <Name extends string>(names: readonly Name[], description: string) =>
  Type.Unsafe<Name>({ type: 'string', enum: [...names], description })

export const Url = Type.String({ minLength: 1, maxLength: 2048, examples: ['https://example.com/hooks/dawk'] })
export const EventTypes = Type.Array(Type.String({ minLength: 1, maxLength: 128 }), {
  minItems: 1,
  maxItems: 50,
  description: 'Types of events and patterns: `message.*`, `message.status.failed`, `*`.',
  examples: [['message.received', 'message.status.*']],
})
const Description = nullable(Type.String({ maxLength: 500 }))
const Ordered = Type.Boolean({
  description:
    'Events about one person arrive one at a time, in order. One that fails holds the next back, for at most 30 s.',
})
const Secret = Type.String({
  minLength: 1,
  maxLength: 256,
  description:
    'Of your own choice: 24 to 64 printable characters, or `whsec_` and the base64 of 24 to 64 bytes. Left out: one is made.',
})

/** What a webhook endpoint may be given beside its address and its events. */
export const endpointOptions = {
  dialect: Type.Optional(
    oneOf(eventDialects, 'In whose format and with whose signature events are told; left out: native.'),
  ),
  description: Type.Optional(Description),
  ordered: Type.Optional(Ordered),
}

export const secretMember = { secret: Type.Optional(Secret) }

export const EndpointView = Type.Object(
  {
    id: Id,
    url: Type.String(),
    dialect: Type.String(),
    eventTypes: Type.Array(Type.String()),
    description: NullableString,
    ordered: Type.Boolean(),
    enabled: Type.Boolean(),
    disabledReason: NullableString,
    failingSince: NullableInstant,
    previousSecretUntil: nullable(
      Type.String({ format: 'date-time', description: 'The secret before this one signs too, until then.' }),
    ),
    managedByDialect: Type.Boolean({ description: 'It is the one that the API of its dialect shows and changes.' }),
    createdAt: Instant,
    updatedAt: Instant,
  },
  { title: 'WebhookEndpoint' },
)

export const EndpointWithSecret = Type.Object(
  { ...EndpointView.properties, secret: Type.String({ description: 'Shown this once.' }) },
  { title: 'WebhookEndpointWithSecret' },
)

export const RotateBody = Type.Object(
  {
    ...secretMember,
    graceSeconds: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 72 * 3600,
        default: 24 * 3600,
        description: 'How long the old secret signs too; 0: not at all. Left out: a day.',
      }),
    ),
  },
  { ...strict, examples: [{ graceSeconds: 3600 }] },
)

export const TestBody = Type.Object(
  { enable: Type.Optional(Type.Boolean({ description: 'Switches the endpoint on when it answers well.' })) },
  { ...strict, examples: [{ enable: true }] },
)

const Attempt = Type.Object({
  at: Instant,
  status: nullable(Type.Integer({ description: 'Null: no answer.' })),
  durationMs: Type.Integer(),
  error: NullableString,
  response: nullable(Type.String({ description: 'The first 4 KiB of the answer.' })),
})

export const TestView = Type.Object({
  delivered: Type.Boolean(),
  eventId: Id,
  deliveryId: Id,
  attempt: Attempt,
  endpoint: EndpointView,
})

export const DeliveryView = Type.Object(
  {
    id: Type.String({ format: 'uuid', description: 'The `webhook-id` of each of its attempts.' }),
    endpointId: Id,
    eventId: Id,
    eventType: nullable(Type.String({ description: 'Null: the event is not kept any more.' })),
    status: oneOf(deliveryStates, 'failed: given up, or dropped when the endpoint was switched off.'),
    attempts: Type.Array(Attempt),
    nextAttemptAt: NullableInstant,
    updatedAt: Instant,
  },
  { title: 'WebhookDelivery' },
)

export const DeliveryFilters = { status: Type.Optional(oneOf(deliveryStates, 'Only these.')) }

export const ReplayBody = Type.Object(
  {
    what: oneOf(replayKinds, 'failed: given up; missing: never delivered; all: everything subscribed to.'),
    from: Instant,
    to: Type.Optional(Instant),
  },
  { ...strict, examples: [{ what: 'missing', from: '2026-11-20T00:00:00Z', to: '2026-11-21T00:00:00Z' }] },
)

export const ReplayView = Type.Object(
  {
    id: Id,
    endpointId: Id,
    what: oneOf(replayKinds, 'Which deliveries.'),
    from: Instant,
    to: Instant,
    status: oneOf(['running', 'done', 'stopped'], 'done: all of it is queued.'),
    examined: Type.Integer({ description: 'Events looked at so far.' }),
    queued: Type.Integer({ description: 'Those of them that were queued once more.' }),
    detail: NullableString,
    createdAt: Instant,
    finishedAt: NullableInstant,
  },
  { title: 'WebhookReplay' },
)

export const ReplayEventBody = Type.Object(
  { eventId: Id },
  { ...strict, examples: [{ eventId: '019f2c1e-6a3b-7c52-9d1e-2f40a1b2c3d4' }] },
)
