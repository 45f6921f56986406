import { checkCodes } from '@dawk/core/engagement/campaigns/check/check-codes.ts'
import { recipientStates, skipReasons } from '@dawk/core/engagement/campaigns/recipient.ts'
import Type from 'typebox'
import { Id, NullableInstant, NullableString, nullable, strict } from '#resources/schemas.ts'
import { oneOf } from './conversation-schemas.ts'

const exampleId = '019f2c1e-6a3b-7c52-9d1e-2f40a1b2c3d4'
const Counts = Type.Unsafe<Record<string, number>>({ type: 'object', additionalProperties: { type: 'integer' } })

const Findings = Type.Array(
  Type.Object({ code: oneOf(Object.keys(checkCodes), 'Stable name.'), field: Type.String(), message: Type.String() }),
)

/** What a person would see. */
const Preview = Type.Unsafe<object>({
  type: 'object',
  additionalProperties: true,
  description: 'header, body, footer, buttons, cards.',
})

export const CampaignCheckView = Type.Object({
  ok: Type.Boolean({ examples: [true] }),
  errors: Findings,
  warnings: Findings,
  audience: Type.Unsafe<{
    total: number
    judged: number
    duplicates: number
    sendable: number
    waiting: number
    skipped: Record<string, number>
  } | null>({
    type: ['object', 'null'],
    properties: {
      total: { type: 'integer', description: 'People, each once.' },
      judged: {
        type: 'integer',
        description: 'How many were looked at one by one; fewer than `total`: the figures are theirs, scaled up.',
      },
      duplicates: { type: 'integer' },
      sendable: { type: 'integer' },
      waiting: { type: 'integer', description: 'Of the sendable, who have to wait at first.' },
      skipped: { type: 'object', additionalProperties: { type: 'integer' }, description: 'By reason.' },
    },
    required: ['total', 'judged', 'duplicates', 'sendable', 'waiting', 'skipped'],
  }),
  estimate: Type.Unsafe<{
    starts: string
    ends: string
    isLimited: boolean
    byDay: { date: string; count: number }[]
  } | null>({
    type: ['object', 'null'],
    properties: {
      starts: { type: 'string', format: 'date-time' },
      ends: { type: 'string', format: 'date-time' },
      isLimited: { type: 'boolean', description: 'The daily allowance of the business stretches it over days.' },
      byDay: {
        type: 'array',
        items: {
          type: 'object',
          properties: { date: { type: 'string' }, count: { type: 'integer' } },
          required: ['date', 'count'],
        },
        description: 'People by day of UTC.',
      },
    },
    required: ['starts', 'ends', 'isLimited', 'byDay'],
  }),
  samples: Type.Array(
    Type.Object({
      contactId: nullable(Type.String({ format: 'uuid' })),
      phone: NullableString,
      variant: Type.Integer(),
      preview: Preview,
    }),
  ),
})

const variant = Type.Integer({
  minimum: 0,
  maximum: 4,
  description: 'must be 0 to 4; absent: the one that the person gets',
})

export const PreviewCampaignBody = Type.Object(
  { contactId: Id, variant: Type.Optional(variant) },
  { ...strict, examples: [{ contactId: exampleId }] },
)

export const CampaignPreviewView = Type.Object({
  contactId: Id,
  variant: Type.Integer({ description: '-1: the person is in the holdout and gets nothing.' }),
  missing: Type.Array(Type.String(), { description: 'Places of the bindings without a value.' }),
  preview: Preview,
})

export const TestCampaignBody = Type.Object(
  {
    contactIds: Type.Array(Id, { minItems: 1, maxItems: 10, description: 'must be 1 to 10 ids of contacts' }),
    variant: Type.Optional(variant),
  },
  { ...strict, examples: [{ contactIds: [exampleId] }] },
)

export const TestCampaignView = Type.Object({
  results: Type.Array(
    Type.Object({ contactId: Id, messageId: nullable(Type.String({ format: 'uuid' })), error: NullableString }),
  ),
})

export const RetryCampaignBody = Type.Object(
  {
    scope: oneOf(
      ['failed', 'skipped', 'undelivered', 'recipients'],
      'must be failed, skipped, undelivered or recipients',
    ),
    codes: Type.Optional(
      Type.Array(Type.Integer(), { minItems: 1, maxItems: 100, description: "must be Meta's codes of failures" }),
    ),
    recipients: Type.Optional(
      Type.Array(Type.Integer({ minimum: 1, maximum: 2_147_483_647 }), {
        minItems: 1,
        maxItems: 5000,
        description: 'must be ids of failed or skipped recipients; with the scope recipients',
      }),
    ),
    afterHours: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 720,
        description: 'must be 1 to 720; for undelivered, since it was sent. 24 unless given',
      }),
    ),
  },
  { ...strict, examples: [{ scope: 'failed' }] },
)

const people = {
  planned: Type.Integer({ examples: [1000] }),
  states: Counts,
  sent: Type.Integer(),
  delivered: Type.Integer(),
  read: Type.Integer(),
  failed: Type.Integer(),
  replied: Type.Integer({ description: 'Who wrote within the time of attribution.' }),
  repliedTo: Type.Integer({ description: 'Of them, who quoted the message.' }),
  clicked: Type.Integer({ description: 'Who tapped a quick reply or opened a link.' }),
  tapped: Type.Integer(),
  linkClicked: Type.Integer(),
  optedOut: Type.Integer(),
  rates: Type.Object(
    {
      delivery: nullable(Type.Number({ description: 'Of those to whom was sent.' })),
      read: nullable(Type.Number({ description: 'A floor: people may switch receipts off.' })),
      reply: nullable(Type.Number()),
      click: nullable(Type.Number()),
      optOut: nullable(Type.Number()),
    },
    { description: 'Of the people to whom was delivered, but for `delivery`; null: of nobody.' },
  ),
}

export const CampaignMetricsView = Type.Object(
  {
    ...people,
    skippedBy: Counts,
    failedBy: Counts,
    clickedBy: Counts,
    links: Type.Array(
      Type.Object({
        name: Type.String(),
        people: Type.Integer({ description: 'Who got one.' }),
        clicked: Type.Integer({ description: 'Who of them opened it.' }),
        clicks: Type.Integer(),
        robotClicks: Type.Integer({ description: 'Of link previews and scanners; not among the clicks.' }),
      }),
    ),
    variants: Type.Array(Type.Object({ variant: Type.Integer({ description: '-1: the holdout.' }), ...people })),
    hours: Type.Array(
      Type.Object({
        hour: Type.String({ format: 'date-time' }),
        sent: Type.Integer(),
        delivered: Type.Integer(),
        read: Type.Integer(),
        failed: Type.Integer(),
        replied: Type.Integer(),
      }),
    ),
  },
  { title: 'CampaignMetrics' },
)

export const RecipientFilters = {
  state: Type.Optional(oneOf(recipientStates, 'must be a state of recipients')),
  reason: Type.Optional(Type.String({ maxLength: 64 })),
  code: Type.Optional(Type.Integer({ minimum: 0, maximum: 2_147_483_647, description: "must be a code of Meta's" })),
}

export const RecipientView = Type.Object(
  {
    id: Type.Integer({ description: 'Its number in the campaign.' }),
    contactId: nullable(Type.String({ format: 'uuid' })),
    name: NullableString,
    phone: NullableString,
    userId: NullableString,
    variant: Type.Integer(),
    state: oneOf(recipientStates, 'queued: their turn has not come. waiting: something is in the way until `dueAt`.'),
    reason: nullable(Type.String({ description: `Of the policy engine, or ${Object.keys(skipReasons).join(', ')}.` })),
    code: nullable(Type.Integer()),
    dueAt: Type.String({ format: 'date-time' }),
    messageId: nullable(Type.String({ format: 'uuid' })),
    sentAt: NullableInstant,
    deliveredAt: NullableInstant,
    readAt: NullableInstant,
    failedAt: NullableInstant,
    repliedAt: NullableInstant,
    clickedAt: NullableInstant,
    tappedAt: NullableInstant,
    linkClickedAt: NullableInstant,
    payload: NullableString,
    optedOutAt: NullableInstant,
  },
  { title: 'CampaignRecipient' },
)

export const CampaignChangeView = Type.Object({
  sequence: Type.String({ examples: ['4711'] }),
  recipientId: Type.Integer(),
  kind: Type.String({ description: 'The state that they moved to, or replied, clicked, opted_out.' }),
  was: nullable(Type.String({ description: 'The state before; everybody planned begins as queued.' })),
  reason: NullableString,
  at: Type.String({ format: 'date-time' }),
})
