import type { Obstacle } from '@dawk/core/platform/errors.ts'
import Type, { type Static, type TSchema } from 'typebox'
import { ProblemOfField } from './problem-view.ts'

/** Bodies and queries name every member there is: what is surplus is refused rather than overlooked. */
export const strict = { additionalProperties: false } as const

/** One type list rather than `anyOf`, which the serializer handles by validating each answer. @public */
export function nullable<Schema extends TSchema>(schema: Schema) {
  const { type = 'string', enum: values } = schema as { type?: string; enum?: readonly unknown[] }
  return Type.Unsafe<Static<Schema> | null>({
    ...schema,
    type: [type, 'null'],
    ...(values && { enum: [...new Set([...values, null])] }), // null is a value like the others
  })
}

/** A body that may be left out: without one a handler gets null. */
export const bodyOrNothing = <Body extends TSchema>(body: Body) =>
  Type.Unsafe<Static<Body> | null>({ ...body, type: ['object', 'null'] })

export const Id = Type.String({
  format: 'uuid',
  description: 'must be an id of ours, a UUID',
  examples: ['019f2c1e-6a3b-7c52-9d1e-2f40a1b2c3d4'],
})

/** Years that every database and language can hold. */
const plausible = '^(19[7-9]|20[0-9]|21[0-9])'

/** As callers give it. @public */
export const Instant = Type.String({
  format: 'date-time',
  pattern: plausible,
  description: 'must be an ISO 8601 instant with its time zone, such as 2026-11-21T08:00:00Z',
  examples: ['2026-11-21T08:00:00.000Z'],
})

export const NullableString = nullable(Type.String())
export const NullableInstant = nullable(Type.String({ format: 'date-time', examples: ['2026-11-21T08:00:00.000Z'] }))

/** Any JSON object, passed through as it is. @public */
export const AnyObject = Type.Unsafe<Record<string, unknown>>({ type: 'object', additionalProperties: true })

export const Problem = Type.Object(
  {
    type: Type.String({ description: 'Path of the page that describes this kind of error.' }),
    title: Type.String(),
    status: Type.Integer(),
    code: Type.String({ description: 'Stable name of the kind of error; decide by this one.' }),
    reason: Type.Optional(
      Type.String({
        description: 'Stable name of the cause, where one `code` has several; each operation names its own.',
      }),
    ),
    since: Type.Optional(nullable(Type.String({ format: 'date-time', description: 'Since when the reason holds.' }))),
    until: Type.Optional(
      nullable(Type.String({ format: 'date-time', description: 'When it ends; null: not by itself.' })),
    ),
    required: Type.Optional(Type.String({ description: 'What the request may cost.' })),
    available: Type.Optional(Type.String({ description: 'What the wallet has for it.' })),
    currency: Type.Optional(Type.String()),
    existingId: Type.Optional(Type.String({ description: 'The id of what is there already.' })),
    evidence: Type.Optional(
      Type.Unsafe<Obstacle['evidence']>({
        type: ['object', 'null'],
        properties: {
          kind: { type: 'string', enum: ['consent_event', 'suppression', 'report'] },
          id: { type: ['string', 'null'] },
          source: { type: 'string' },
        },
        description: 'What the reason rests on.',
      }),
    ),
    detail: Type.String({ description: 'What was wrong with this request.' }),
    errors: Type.Array(ProblemOfField, {
      description: 'Every problem of the request at once; `path` as `template.components.0.type`.',
    }),
    retryable: Type.Boolean({ description: 'The same request may succeed later.' }),
    requestId: Type.String({ description: 'As in the header `X-Request-Id`: quote it when you ask for help.' }),
  },
  {
    title: 'Problem',
    description: 'RFC 9457 problem details.',
    examples: [
      {
        type: '/v1/errors/invalid_request',
        title: 'The request is not valid',
        status: 400,
        code: 'invalid_request',
        detail: 'Validation failed.',
        errors: [{ path: 'to', pointer: '/to', detail: 'is required' }],
        retryable: false,
        requestId: '6f0d6f5e-0a5c-4a52-9a57-3c2f0d9b7a11',
      },
    ],
  },
)
