import { transferMoney } from '@dawk/core/commerce/partners/transfers.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'
import { nullable, strict } from '#resources/schemas.ts'
import { Currency, Money } from '#resources/wallet/wallet-schemas.ts'
import { TransferView } from './wallet-schemas.ts'

const NewTransfer = Type.Object(
  {
    direction: Type.Unsafe<'credit' | 'debit'>({
      type: 'string',
      enum: ['credit', 'debit'],
      description: 'must be credit, to the account, or debit, back to the partner',
    }),
    amount: Money,
    currency: Currency,
    description: Type.Optional(nullable(Type.String({ minLength: 1, maxLength: 500 }))),
    reference: Type.Optional(
      nullable(
        Type.String({
          pattern: '^[\\x21-\\x7e]{1,128}$',
          description: 'must be 1 to 128 printable ASCII characters without spaces',
        }),
      ),
    ),
  },
  {
    ...strict,
    examples: [
      { direction: 'credit', amount: '500.00', currency: 'INR', description: 'Plan November', reference: 'inv-4711' },
    ],
  },
)

export const createTransfer = operation({
  route: 'POST /accounts/:id/wallet/transfers',
  of: 'account',
  tag: 'Wallets',
  scope: 'partner:money',
  refuses: ['conflict'],
  summary: 'Move money to an account, or back',
  description:
    'Both wallets move, or none. A `reference` that was used is the same transfer again. 409 with `reason: "insufficient_balance"`: the ' +
    'partner has not so much, or the account has spent it; what the account itself has put in is never taken.',
  body: NewTransfer,
  reply: { 201: TransferView },
  async handle({ ctx, caller, id, body: { description = null, reference = null, ...wanted } }) {
    return transferMoney(ctx.core, caller, id, { ...wanted, description, reference })
  },
})
