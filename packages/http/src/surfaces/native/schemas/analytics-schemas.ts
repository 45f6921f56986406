import { groupKeys } from '@dawk/core/messaging/analytics/figure-store.ts'
import Type from 'typebox'
import { Id, Instant } from '#resources/schemas.ts'
import { oneOf } from './conversation-schemas.ts'

const anyKey = `(${groupKeys.join('|')})`

export const FigureFilters = {
  from: Instant,
  to: Instant,
  granularity: Type.Optional(oneOf(['hour', 'day', 'total'], 'The spans; left out: `day`. `total` is one for all.')),
  timeZone: Type.Optional(
    Type.String({
      maxLength: 64,
      description: 'Whose hours and days; must be an IANA time zone, such as Asia/Kolkata. Left out: UTC.',
    }),
  ),
  groupBy: Type.Optional(
    Type.String({
      maxLength: 128,
      pattern: `^${anyKey}(,${anyKey})*$`,
      description: `must be one or more of ${groupKeys.join(', ')}, with commas between`,
    }),
  ),
  numberId: Type.Optional(Id),
  direction: Type.Optional(oneOf(['inbound', 'outbound'], 'Only these.')),
  type: Type.Optional(Type.String({ maxLength: 64, description: 'Only messages of this type, such as `template`.' })),
  template: Type.Optional(
    Type.String({ maxLength: 512, description: 'Only messages made from the template of this name.' }),
  ),
  category: Type.Optional(
    Type.String({
      maxLength: 64,
      description: 'Only messages that Meta priced in this category, such as `marketing`.',
    }),
  ),
}

const Rate = (of: string) =>
  Type.Unsafe<{ share: number | null; of: string; count: number } | null>({
    type: ['object', 'null'],
    properties: {
      share: { type: ['number', 'null'], description: '0 to 1; null: of nothing.' },
      of: { type: 'string', enum: [of], description: 'The figure that it is a share of.' },
      count: { type: 'integer', description: 'That figure.' },
    },
    required: ['share', 'of', 'count'],
    description: `Share of \`${of}\`; null where figures are grouped by status or errorCode.`,
  })

const count = (description: string) => Type.Integer({ description })
const group = (description: string) =>
  Type.Optional(
    Type.Unsafe<string | null>({ type: ['string', 'null'], description: `When grouped by it: ${description}` }),
  )

export const FiguresView = Type.Object(
  {
    start: Type.String({ format: 'date-time', description: 'The span begins here.' }),
    end: Type.String({ format: 'date-time', description: 'It ends before this instant.' }),
    numberId: group('our id of the number.'),
    direction: Type.Optional(oneOf(['inbound', 'outbound'], 'When grouped by it.')),
    type: group('the type of message.'),
    template: group('the name of the template; null: made from none.'),
    category: group('as Meta priced the messages; null: it has not said.'),
    status: group(
      'what has become of them: waiting, sent, delivered, read, failed or canceled; received for inbound ones.',
    ),
    errorCode: group('why they failed, mostly a code of Meta’s; null: they did not fail, or no code is known.'),
    messages: count('All messages of the row.'),
    accepted: count('Outbound ones that were accepted: waiting, attempted and canceled ones together.'),
    received: count('Inbound ones.'),
    waiting: count('Accepted and not sent yet: scheduled, queued or tried again.'),
    attempted: count('Sent and failed ones together.'),
    sent: count('Taken by WhatsApp and not failed since; delivered and read ones are among them.'),
    delivered: count('Delivered, or read.'),
    read: count('Read. A floor: people can switch receipts off.'),
    failed: count('Failed for good.'),
    canceled: count('Taken back before they left.'),
    deliveryRate: Rate('attempted'),
    readRate: Rate('delivered'),
  },
  {
    examples: [
      {
        start: '2026-11-29T18:30:00.000Z',
        end: '2026-11-30T18:30:00.000Z',
        template: 'order_update',
        ...{ messages: 1200, accepted: 1200, received: 0, waiting: 10, attempted: 1190, sent: 1180 },
        ...{ delivered: 1150, read: 900, failed: 10, canceled: 0 },
        deliveryRate: { share: 0.9664, of: 'attempted', count: 1190 },
        readRate: { share: 0.7826, of: 'delivered', count: 1150 },
      },
    ],
  },
)
