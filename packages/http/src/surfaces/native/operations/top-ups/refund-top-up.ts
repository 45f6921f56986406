import { requestRefund } from '@dawk/core/commerce/payments/refunds/request-refund.ts'
import { operation } from '#operations/operation.ts'
import { NewRefund, RefundView, toRefundView } from './top-up-schemas.ts'

export const refundTopUp = operation({
  route: 'POST /wallet/topups/:id/refund',
  of: 'top-up',
  tag: 'Wallet',
  scope: 'wallet:write',
  refuses: ['not_found', 'conflict', 'insufficient_balance'],
  summary: 'Refund a top-up to where it was paid from',
  description:
    'Sends paid money of the wallet back to the card or account that it came from, with the tax that was charged on it: at most what is left of the payment, and what is neither spent nor held. The money leaves the wallet at once; `wallet.refunded` tells that the provider has sent it, `wallet.refund_failed` that it will not and the money is back. Promotional credit cannot be refunded.',
  body: NewRefund,
  reply: { 201: RefundView },
  handle: async ({ ctx, caller, id, body: { amount = null, paymentId = null, reason = null } }) =>
    toRefundView(await requestRefund(ctx.core, caller, { topUpId: id, amount, paymentId, reason })),
})
