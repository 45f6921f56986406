import { findTopUp } from '@dawk/core/commerce/payments/top-ups/start-top-up.ts'
import { takeProof } from '@dawk/core/commerce/payments/top-ups/take-reports.ts'
import Type from 'typebox'
import { orNotFound } from '#operations/known-id.ts'
import { operation } from '#operations/operation.ts'
import { strict } from '#resources/schemas.ts'
import { topUpContext } from './top-up-context.ts'
import { TopUpDetail, toTopUpDetail } from './top-up-schemas.ts'

const Proof = Type.Object(
  {
    razorpay_payment_id: Type.String({ maxLength: 100 }),
    razorpay_order_id: Type.String({ maxLength: 100 }),
    razorpay_signature: Type.String({ maxLength: 200 }),
  },
  {
    ...strict,
    examples: [{ razorpay_payment_id: 'pay_1', razorpay_order_id: 'order_1', razorpay_signature: 'a1b2' }],
  },
)

export const proveTopUp = operation({
  route: 'POST /wallet/topups/:id/proof',
  of: 'top-up',
  tag: 'Wallet',
  scope: 'wallet:write',
  refuses: ['not_found'],
  summary: 'Hand in what the checkout gave to the browser',
  description:
    'For a checkout of Razorpay that is embedded in a page of yours. The signature is verified, and the provider is asked at once; nothing is credited for the proof alone.',
  body: Proof,
  reply: { 200: TopUpDetail },
  async handle({ ctx, caller, id, body }) {
    orNotFound(await findTopUp(ctx.core, caller, id), 'top-up')
    await takeProof(topUpContext(ctx), caller, { id, fields: body })
    return toTopUpDetail(orNotFound(await findTopUp(ctx.core, caller, id), 'top-up'))
  },
})
