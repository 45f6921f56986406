import { readUsage } from '@dawk/core/commerce/wallet/statements.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'
import { Instant, strict } from '#resources/schemas.ts'
import { Currency, Money, moneyOf } from '#resources/wallet/wallet-schemas.ts'

const groupBy = Type.Unsafe<'category' | 'market' | 'day'>({
  type: 'string',
  enum: ['category', 'market', 'day'],
  description: 'must be category, market or day (UTC)',
})

export const getUsage = operation({
  route: 'GET /usage',
  tag: 'Wallet',
  scope: 'wallet:read',
  summary: 'Sum up what messages have cost',
  description:
    'Of messages that were charged from `from` until before `to`, at most a year, by category, market or day.',
  query: Type.Object({ groupBy: Type.Optional(groupBy), from: Instant, to: Instant }, strict),
  reply: {
    200: Type.Object({
      data: Type.Array(
        Type.Object({
          group: Type.String(),
          currency: Currency,
          messages: Type.Integer(),
          charged: Money,
          meta: Money,
          markup: Money,
          fee: Money,
        }),
      ),
    }),
  },
  async handle({ ctx, caller, query: { groupBy: by = 'category', from, to } }) {
    const rows = await readUsage(ctx.core, caller, { groupBy: by, from, to })
    return {
      data: rows.map(({ charged, meta, markup, fee, ...row }) => ({
        ...row,
        charged: moneyOf(charged),
        meta: moneyOf(meta),
        markup: moneyOf(markup),
        fee: moneyOf(fee),
      })),
    }
  },
})
