import type { RetentionBounds } from '@dawk/core/operations/privacy/account-retention.ts'
import type { Retention } from '@dawk/core/operations/privacy/account-retention-store.ts'
import Type from 'typebox'
import { nullable } from '#resources/schemas.ts'

export const Days = nullable(
  Type.Integer({ minimum: 1, maximum: 36_500, description: 'Whole days; null: for as long as the operator keeps it.' }),
)

export const RetentionView = Type.Object(
  {
    messagesDays: Days,
    mediaDays: Days,
    eventsDays: Days,
    bounds: Type.Object(
      { messagesDays: Days, mediaDays: Days, eventsDays: Days },
      { description: 'What the operator keeps at the most; null: for ever.' },
    ),
  },
  {
    title: 'Retention',
    examples: [
      {
        messagesDays: 365,
        mediaDays: 90,
        eventsDays: null,
        bounds: { messagesDays: null, mediaDays: null, eventsDays: 400 },
      },
    ],
  },
)

const toDays = ({ messages, media, events }: Readonly<Retention>) => ({
  messagesDays: messages,
  mediaDays: media,
  eventsDays: events,
})

export const toRetentionView = (retention: Retention, bounds: RetentionBounds) => ({
  ...toDays(retention),
  bounds: toDays(bounds),
})
