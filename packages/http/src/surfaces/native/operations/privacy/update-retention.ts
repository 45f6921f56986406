import { updateRetention as updateRetentionInCore } from '@dawk/core/operations/privacy/account-retention.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'
import { strict } from '#resources/schemas.ts'
import { Days, RetentionView, toRetentionView } from './retention-view.ts'

const RetentionChange = Type.Object(
  { messagesDays: Type.Optional(Days), mediaDays: Type.Optional(Days), eventsDays: Type.Optional(Days) },
  { ...strict, minProperties: 1, examples: [{ messagesDays: 365, mediaDays: 90 }] },
)

export const updateRetention = operation({
  route: 'PATCH /account/retention',
  tag: 'Account',
  scope: 'account:write',
  summary: 'Change for how long things are kept',
  description: 'Carried out within about an hour; what still waits to be sent or delivered is kept until then.',
  body: RetentionChange,
  reply: { 200: RetentionView },
  async handle({ ctx, caller, body }) {
    const { bounds } = ctx.privacy
    const { messagesDays, mediaDays, eventsDays } = body
    const change = {
      ...(messagesDays !== undefined && { messages: messagesDays }),
      ...(mediaDays !== undefined && { media: mediaDays }),
      ...(eventsDays !== undefined && { events: eventsDays }),
    }
    return toRetentionView(await updateRetentionInCore(ctx.core, caller, change, bounds), bounds)
  },
})
