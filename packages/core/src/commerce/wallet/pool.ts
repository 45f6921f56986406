import type { Queryable } from '#platform/database/database.ts'
import { localTime } from '#platform/time-zones.ts'
import type { Book } from './book.ts'
import type { Charge } from './charge.ts'
import { addDraws, type PoolDraw, selectPools } from './pool-store.ts'
import { availableOf } from './wallet.ts'

/** The wallets of partners, as far as their accounts may draw on them in this transaction. */
interface Pools {
  has(accountId: string): boolean
  /** Moves what the account lacks for the charge from the partner's wallet to its own; false: nothing was moved. */
  draw(book: Book, charge: Charge): boolean
  store(tx: Queryable): Promise<void>
}

export const noPools: Pools = { has: () => false, draw: () => false, store: async () => undefined }

/**
 * Whoever holds the wallets of accounts and partners reads what each account has drawn today: nobody else draws meanwhile. A burst of one
 * account ends at its own ceiling of the day; marketing leaves its reserve in the partner's wallet, and only authentication takes the last.
 */
export async function openPools(
  tx: Queryable,
  messages: readonly { accountId: string; hold: { currency: string } }[],
  at: string,
): Promise<Pools> {
  const rows = await selectPools(tx, [...new Set(messages.map(({ accountId }) => accountId))])
  const pools = new Map(rows.map((row) => [row.accountId, row]))
  const draws = new Map<string, PoolDraw>()

  return {
    has: (accountId) => pools.has(accountId),
    draw(book, charge) {
      const pool = pools.get(charge.accountId)
      if (!pool) return false
      const { accountId, currency, held, category } = charge
      const payer = book.wallet(pool.partnerId, currency)
      const own = book.wallet(accountId, currency)
      if (!payer || !own) return false
      const lacking = held - availableOf(own)
      const { date: day } = localTime(Date.parse(at), pool.timezone)
      const today = draws.get(`${accountId} ${currency}`)?.drawn ?? 0n
      const before = pool.drawn.find((one) => one.currency === currency && one.day === day)?.amount ?? '0'
      if (pool.limit !== null && BigInt(before) + today + lacking > BigInt(pool.limit)) return false
      if (availableOf(payer) - lacking < floorOf(category, payer.reserve, BigInt(pool.marketingReserve))) return false
      book.post(pool.partnerId, currency, {
        kind: 'pool_draw',
        lines: [{ debit: 'wallet:paid', credit: 'partner:accounts', amount: lacking }],
        details: { accountId },
      })
      book.post(accountId, currency, {
        kind: 'pool_draw',
        lines: [{ debit: 'partner:funding', credit: 'wallet:paid', amount: lacking }],
      })
      draws.set(`${accountId} ${currency}`, { accountId, currency, day, drawn: today + lacking })
      return true
    },
    store: (tx_) => addDraws(tx_, [...draws.values()]),
  }
}

function floorOf(category: string, reserve: bigint, marketing: bigint): bigint {
  if (category.startsWith('authentication')) return 0n
  return category === 'marketing' && marketing > reserve ? marketing : reserve
}
