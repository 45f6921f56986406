import { subscriber } from '#events/subscribers/subscriber.ts'
import type { Queryable } from '#platform/database/queryable.ts'
import type { ChildAccount } from '#tenancy/partners/child-account.ts'
import { selectPartnershipsOf } from '#tenancy/partners/child-store.ts'
import { notifyPartner } from '#tenancy/partners/notify-partner.ts'
import { lockPartner } from '#tenancy/partners/partner-store.ts'
import type { WorkerTransaction } from '#tenancy/unit-of-work.ts'
import { parseMoney } from '../pricing/money.ts'
import { selectSpent } from './runway-store.ts'

const typeOf = {
  'wallet.low_balance': 'account.low_balance',
  'wallet.exhausted': 'account.balance_exhausted',
  'wallet.recovered': 'account.balance_recovered',
} as const

/**
 * Tells partners what happens to the money of their accounts, a moment after it did. The cursor of the log is stored with what is told,
 * so one crossing is told once, whatever crashes between.
 */
export const partnerNews = subscriber<WorkerTransaction, keyof typeof typeOf>({
  name: 'partner news',
  types: ['wallet.low_balance', 'wallet.exhausted', 'wallet.recovered'],
  async handle(tx, events) {
    const children = await lockTold(tx, [...new Set(events.map(({ accountId }) => accountId))])
    for (const { accountId, type, data } of events) {
      const child = children.get(accountId)
      if (!child) continue
      const { available, currency, threshold } = data
      const runwayHours = await readRunway(tx, { accountId, currency, available })
      await notifyPartner(tx, child, typeOf[type], { wallet: { available, currency }, threshold, runwayHours })
    }
  },
})

/** Those with a partner, in one order for all. What draws on its partner has no balance of its own to speak of. */
async function lockTold(
  tx: WorkerTransaction,
  accountIds: readonly string[],
): Promise<ReadonlyMap<string, Pick<ChildAccount, 'id' | 'partnerId' | 'externalId'>>> {
  const children = (await selectPartnershipsOf(tx, accountIds)).filter(({ walletMode }) => walletMode !== 'pooled')
  for (const partnerId of [...new Set(children.map((child) => child.partnerId))].toSorted())
    await lockPartner(tx, partnerId)
  return new Map(children.map((child) => [child.id, child]))
}

const days = 7

async function readRunway(
  tx: Queryable,
  { accountId, currency, available }: { accountId: string; currency: string; available: string },
): Promise<number | null> {
  const spent = await selectSpent(tx, { accountId, currency, days })
  const left = parseMoney(available) ?? 0n
  if (spent <= 0n) return null
  return left <= 0n ? 0 : Math.round((Number(left) / (Number(spent) / (days * 24))) * 10) / 10
}
