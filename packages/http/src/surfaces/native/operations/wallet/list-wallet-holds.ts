import { listHolds } from '@dawk/core/commerce/wallet/statements.ts'
import Type from 'typebox'
import { list } from '#operations/list.ts'
import { Id } from '#resources/schemas.ts'
import { Currency, Money, moneyOf } from '#resources/wallet/wallet-schemas.ts'

const HoldView = Type.Object(
  {
    messageId: Id,
    currency: Currency,
    amount: Money,
    category: Type.String(),
    expiresAt: Type.String({ format: 'date-time', description: 'When it is released if nothing is heard.' }),
  },
  { title: 'WalletHold' },
)

export const listWalletHolds = list({
  route: 'GET /wallet/holds',
  tag: 'Wallet',
  scope: 'wallet:read',
  summary: 'List what is held for messages',
  description: 'Latest first. A hold is captured when the message is delivered, and released when it fails.',
  item: HoldView,
  read: async ({ ctx, caller }, { after: before, limit }) =>
    (await listHolds(ctx.core, caller, { before, limit })).map((hold) => ({ ...hold, id: hold.messageId })),
  view: ({ held, id: _, ...hold }) => ({ ...hold, amount: moneyOf(held) }),
})
