import { contentExamples } from '@dawk/cloud-api/content/examples.ts'
import { type MessagePricing, messageStates, type VisibleState } from '@dawk/core/messaging/messages/message.ts'
import Type, { type Static, type TOptional, type TSchema, type TUnsafe } from 'typebox'
import { ProblemOfField } from '#resources/problem-view.ts'
import {
  AnyObject,
  bodyOrNothing,
  Id,
  Instant,
  NullableInstant,
  NullableString,
  nullable,
  strict,
} from '#resources/schemas.ts'
import { fromMetaNames } from '#resources/wire-names.ts'
import { messageContents, type SendType, sendTypes } from '../message-contents.ts'

const visibleStates: readonly VisibleState[] = [...messageStates, 'processing']
const oneOf = <Name extends string>(names: readonly Name[], description: string) =>
  Type.Unsafe<Name>({ type: 'string', enum: [...names], description })

const Priority = oneOf(
  ['authentication', 'reply', 'utility', 'bulk'],
  'Which messages of the number leave first; left out: as the type and the category of the template say.',
)

const before = {
  from: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 64,
      description: 'The number to send from: our id, its phone number or Meta’s id. Left out: the default number.',
    }),
  ),
  to: Type.Optional(
    Type.String({ maxLength: 32, description: 'Phone number with country code; +, spaces and dashes are allowed.' }),
  ),
  toUserId: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 256,
      description: 'Meta’s user id, for people who show no phone number.',
    }),
  ),
  type: oneOf(sendTypes, 'The kind of message; its content stands under the member of this name.'),
}
const after = {
  replyTo: Type.Optional(
    Type.String({ minLength: 1, maxLength: 256, description: 'The message that is quoted: our id, or the wamid.' }),
  ),
  sendAt: Type.Optional(
    Type.String({
      maxLength: 64,
      description: 'ISO 8601 with a time zone, at most a year ahead; left out: now.',
      examples: ['2026-12-24T09:00:00+05:30'],
    }),
  ),
  metadata: Type.Optional(AnyObject),
  dryRun: Type.Optional(Type.Boolean({ description: 'Checks and accepts, but nothing leaves.' })),
  onUnknownOutcome: Type.Optional(
    oneOf(['resend', 'fail'], 'When it stays unknown whether Meta took the message; left out: resend once.'),
  ),
  priority: Type.Optional(Priority),
}

type Contents = Record<SendType, TOptional<TUnsafe<unknown>>>

const contents = (schemaOf: (type: SendType) => TSchema): Contents =>
  Object.fromEntries(sendTypes.map((type) => [type, Type.Optional(schemaOf(type))])) as unknown as Contents

/** What the framework checks: the content is checked by `validateNativeContent`, which names what is wrong better. */
export const SendEnvelope = Type.Object({ ...before, ...contents(() => Type.Unsafe<unknown>({})), ...after }, strict)

/** What the document shows. */
export const SendBody = Type.Object(
  { ...before, ...contents((type) => messageContents[type]), ...after },
  {
    ...strict,
    title: 'SendMessage',
    examples: contentExamples.map(({ type, content }) => ({
      to: '+14155552671',
      type,
      [type]: fromMetaNames(content),
    })),
  },
)
export type SendBody = Static<typeof SendEnvelope> & { type: SendType }

export const AcceptedView = Type.Object(
  { id: Id, status: Type.String(), scheduledAt: NullableInstant },
  {
    title: 'AcceptedMessage',
    examples: [{ id: '019f2c1e-6a3b-7c52-9d1e-2f40a1b2c3d4', status: 'queued', scheduledAt: null }],
  },
)

export const BatchBody = Type.Object(
  {
    messages: Type.Array(Type.Unsafe<unknown>({}), {
      minItems: 1,
      description: 'Each as the body of `POST /v1/messages`, and checked by itself. How many depends on the plan.',
    }),
  },
  { ...strict, examples: [{ messages: [{ to: '+14155552671', type: 'text', text: { body: 'Hello' } }] }] },
)

const ItemProblem = Type.Object({
  code: Type.String(),
  detail: Type.String(),
  errors: Type.Array(ProblemOfField),
})

export const BatchView = Type.Object(
  {
    batchId: Id,
    accepted: Type.Integer(),
    refused: Type.Integer(),
    results: Type.Array(
      Type.Object({
        index: Type.Integer({ description: 'Place in the request, from 0.' }),
        id: nullable(Id),
        error: Type.Unsafe<Static<typeof ItemProblem> | null>({ ...ItemProblem, type: ['object', 'null'] }),
      }),
      { description: 'One for each message, in the order of the request: its id, or why it was refused.' },
    ),
  },
  { title: 'Batch' },
)

export const MessageView = Type.Object(
  {
    id: Id,
    direction: oneOf(['inbound', 'outbound'], 'Seen from you.'),
    numberId: Id,
    peer: Type.Object(
      { phone: NullableString, userId: NullableString },
      { description: 'The other side: digits of the phone, Meta’s user id, or both. In a group who wrote it.' },
    ),
    groupId: nullable(Type.String({ description: 'Meta’s id of the group in which it was written; null: in none.' })),
    type: Type.String(),
    content: Type.Unsafe<Record<string, unknown>>({
      ...AnyObject,
      description: 'The content under the name of its type, as in sending; of inbound messages all that Meta told.',
    }),
    status: oneOf(visibleStates, 'processing: it is leaving at this moment.'),
    wamid: NullableString,
    batchId: nullable(Id),
    metadata: Type.Unsafe<Record<string, unknown> | null>({ type: ['object', 'null'], additionalProperties: true }),
    dryRun: Type.Boolean(),
    pricing: Type.Unsafe<MessagePricing | null>({
      type: ['object', 'null'],
      properties: {
        category: { type: ['string', 'null'] },
        type: { type: ['string', 'null'] },
        model: { type: ['string', 'null'] },
        billable: { type: ['boolean', 'null'] },
      },
      description: 'How WhatsApp priced it, in its own words; null: it has not said.',
    }),
    error: Type.Unsafe<MessageErrorView | null>({
      type: ['object', 'null'],
      properties: {
        code: { type: ['integer', 'null'] },
        subcode: { type: ['integer', 'null'] },
        title: { type: 'string' },
        details: { type: ['string', 'null'] },
        cause: { type: 'string' },
        traceId: { type: ['string', 'null'] },
      },
      description: 'Meta’s code and words, and `cause`: what it means and what to do.',
    }),
    timeline: Type.Array(
      Type.Object({ status: Type.String(), at: Type.String(), detail: Type.Optional(Type.String()) }),
    ),
    scheduledAt: NullableInstant,
    sentAt: NullableInstant,
    deliveredAt: NullableInstant,
    readAt: NullableInstant,
    failedAt: NullableInstant,
    createdAt: Instant,
  },
  { title: 'Message' },
)

export interface MessageErrorView {
  code: number | null
  subcode: number | null
  title: string
  details: string | null
  cause: string
  traceId: string | null
}

/** A list of names, separated by commas. */
const names = (allowed: readonly string[] | null, description: string) =>
  Type.String({
    maxLength: 256,
    pattern: allowed === null ? '^[a-z_]+(,[a-z_]+)*$' : `^(${allowed.join('|')})(,(${allowed.join('|')}))*$`,
    description,
  })

export const MessageFilters = {
  direction: Type.Optional(oneOf(['inbound', 'outbound'], 'Only these.')),
  status: Type.Optional(
    names(visibleStates, `must be one or more of ${visibleStates.join(', ')}, with commas between`),
  ),
  type: Type.Optional(names(null, 'must be types of messages such as text,image')),
  numberId: Type.Optional(Id),
  batchId: Type.Optional(Id),
  peer: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 256,
      description: 'Phone number of the other side, or the user id of one without a phone.',
    }),
  ),
  createdFrom: Type.Optional(Instant),
  createdTo: Type.Optional(Instant),
}

export const ReadBody = bodyOrNothing(
  Type.Object(
    { typing: Type.Optional(Type.Boolean({ description: 'Also shows the typing indicator, for up to 25 s.' })) },
    { ...strict, examples: [{ typing: true }] },
  ),
)
