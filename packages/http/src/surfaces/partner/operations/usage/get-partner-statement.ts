import { readPartnerStatement } from '@dawk/core/commerce/partners/partner-usage.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'
import { Id, Instant } from '#resources/schemas.ts'
import { MonthParams } from './statement-schemas.ts'
import { Sums, toSums } from './usage-schemas.ts'

export const getPartnerStatement = operation({
  route: 'GET /statements/:month',
  tag: 'Usage',
  scope: 'partner:read',
  cost: 5,
  summary: 'Get the statement of a month',
  description:
    'One line for each account and category, and the sums by currency. Until `final` is true, two days after the month has ended, reports may still come.',
  params: MonthParams,
  reply: {
    200: Type.Object(
      {
        month: Type.String({ examples: ['2026-11'] }),
        final: Type.Boolean(),
        asOf: Instant,
        lines: Type.Array(
          Type.Object({
            accountId: Id,
            externalId: Type.String(),
            name: Type.String(),
            category: Type.String(),
            ...Sums,
          }),
        ),
        totals: Type.Array(Type.Object(Sums)),
      },
      { title: 'PartnerStatement' },
    ),
  },
  async handle({ ctx, caller, params: { month } }) {
    const { lines, totals, ...statement } = await readPartnerStatement(ctx.core, caller, month)
    return {
      ...statement,
      lines: lines.map(({ accountId, externalId, name, category, ...sums }) => ({
        ...{ accountId, externalId, name, category },
        ...toSums(sums),
      })),
      totals: totals.map(toSums),
    }
  },
})
