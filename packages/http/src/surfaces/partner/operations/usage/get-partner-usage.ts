import { readPartnerUsage } from '@dawk/core/commerce/partners/partner-usage.ts'
import type { PartnerUsageGroup } from '@dawk/core/commerce/partners/usage-store.ts'
import { getChild } from '@dawk/core/tenancy/partners/change-child.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'
import { toInstant } from '#resources/instants.ts'
import { Id, Instant, strict } from '#resources/schemas.ts'
import { Sums, toSums } from './usage-schemas.ts'

const groupBy = Type.Unsafe<PartnerUsageGroup>({
  type: 'string',
  enum: ['account', 'category', 'market', 'day'],
  description: 'must be account, category, market or day (UTC)',
})

export const getPartnerUsage = operation({
  route: 'GET /usage',
  tag: 'Usage',
  scope: 'partner:read',
  cost: 5,
  refuses: ['not_found'],
  summary: 'Sum up what the accounts have used',
  description:
    'Of messages that were charged from `from` until before `to`, at most a year: over all accounts, or of `accountId` alone. The ' +
    'figures are those of the ledger at `asOf`.',
  query: Type.Object(
    { groupBy: Type.Optional(groupBy), from: Instant, to: Instant, accountId: Type.Optional(Id) },
    strict,
  ),
  reply: {
    200: Type.Object({
      asOf: Instant,
      data: Type.Array(
        Type.Object({ group: Type.String({ description: 'Of accounts, our id.', examples: ['utility'] }), ...Sums }),
      ),
    }),
  },
  async handle({ ctx, caller, query: { groupBy: by = 'account', from, to, accountId } }) {
    if (accountId !== undefined) await getChild(ctx.core, caller, accountId)
    const span = { from: toInstant(from, 'from'), to: toInstant(to, 'to') }
    const asOf = new Date().toISOString()
    const rows = await readPartnerUsage(ctx.core, caller, { ...span, groupBy: by, accountId: accountId ?? null })
    return { asOf, data: rows.map((row) => ({ group: row.group, ...toSums(row) })) }
  },
})
