import { findCharge } from '@dawk/core/commerce/wallet/statements.ts'
import { findReachableMessage } from '@dawk/core/messaging/messages/reachable-message.ts'
import { orNotFound } from '#operations/known-id.ts'
import { operation } from '#operations/operation.ts'
import { CostView, toCostView } from '#resources/wallet/wallet-schemas.ts'
import { messageId } from '../messages/message-id.ts'

export const getMessageCost = operation({
  route: 'GET /messages/:id/cost',
  of: messageId,
  tag: 'Wallet',
  scope: 'wallet:read',
  refuses: ['not_found'],
  summary: 'Explain what a message costs',
  description:
    'What was quoted when it was accepted, and what was charged, line by line: the rate and its card, the markup, the fee. 404 for a message that costs nothing here.',
  reply: { 200: CostView },
  async handle({ ctx, caller, id }) {
    const message = orNotFound(await findReachableMessage(ctx.core, caller, id), 'message')
    return toCostView(orNotFound(await findCharge(ctx.core, caller, message.id), 'cost'))
  },
})
