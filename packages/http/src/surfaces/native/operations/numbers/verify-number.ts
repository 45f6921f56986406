import { checkNames } from '@dawk/core/messaging/numbers/verify/checks/number-check.ts'
import { verifyNumber as verifyNumberInCore } from '@dawk/core/messaging/numbers/verify/verify-number.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'
import { NumberView, toNumberView } from '#resources/number-views.ts'
import { nullable } from '#resources/schemas.ts'
import { reachableNumber } from '#surfaces/native/reachable-number.ts'

const CheckView = Type.Object({
  check: Type.String({ enum: [...checkNames], description: 'Stable name of what was looked at.' }),
  ok: nullable(Type.Boolean({ description: 'null: it could not be looked at; `detail` says why.' })),
  detail: Type.String({ description: 'What was found.' }),
  remedy: nullable(Type.String({ description: 'What to do about it.' })),
})

const VerificationView = Type.Object({
  ok: Type.Boolean({ description: 'Nothing that was looked at is wrong.' }),
  number: NumberView,
  checks: Type.Array(CheckView, { description: 'In the order in which they should be mended.' }),
})

export const verifyNumber = operation({
  route: 'POST /numbers/:id/verify',
  of: 'number',
  tag: 'Numbers',
  scope: 'numbers:write',
  refuses: ['not_found', 'conflict'],
  summary: 'Verify a phone number',
  description:
    'Asks Meta about token, number, business account, subscription and callback, and says of each what is wrong and what ' +
    'to do about it. Problems are part of the answer, not an error; 503 means that Meta gave none, and 409 that Meta shows ' +
    'the number to this account while another account of this installation has it.',
  reply: { 200: VerificationView },
  async handle({ ctx, caller, id }) {
    await reachableNumber(ctx, caller, id)
    const { number, checks } = await verifyNumberInCore(ctx.numberSetup, caller, id)
    return { ok: checks.every(({ ok }) => ok !== false), number: toNumberView(number), checks }
  },
})
