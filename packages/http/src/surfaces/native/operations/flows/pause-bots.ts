import { pauseBots as pauseBotsInCore } from '@dawk/core/engagement/bots/sessions.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'
import { BotPauseBody } from '../../schemas/flow-schemas.ts'

export const pauseBots = operation({
  route: 'PUT /conversations/:id/bot',
  of: 'conversation',
  tag: 'Flows',
  scope: 'automations:write',
  refuses: ['not_found'],
  summary: 'Silence bots in a conversation, or let them speak again',
  description:
    'Bots are silent by themselves for a day after somebody of the business answers, and while the conversation is assigned. Null lets them speak again, whoever has answered before.',
  body: BotPauseBody,
  reply: { 204: Type.Null() },
  async handle({ ctx, caller, id, body: { pausedUntil } }) {
    await pauseBotsInCore(ctx.core, caller, id, pausedUntil)
  },
})
