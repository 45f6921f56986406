import type { CoreContext } from '#context.ts'
import type { WorkerTransaction } from '#tenancy/unit-of-work.ts'
import { type Book, createBook, type LockedWallet } from './book.ts'
import { selectEndedLots, selectExpiredHolds } from './expiring-store.ts'
import { availableOf } from './wallet.ts'
import { lockWallets, selectCharges, writeBook } from './wallet-store.ts'

const atATime = 500

/**
 * Releases what is held for messages of which nothing was heard, and ends promotional credit. Several processes may do it
 * at once: each decides after it has locked the wallets.
 */
export async function expireMoney({ worker }: Pick<CoreContext, 'worker'>, now: Date): Promise<void> {
  while ((await worker.transaction((tx) => releaseSome(tx, now.toISOString()))) === atATime);
  while ((await worker.transaction((tx) => endSomeLots(tx, now))) === atATime);
}

async function releaseSome(tx: WorkerTransaction, at: string): Promise<number> {
  const due = await selectExpiredHolds(tx, at, atATime)
  if (due.length === 0) return 0
  const book = createBook(
    await lockWallets(
      tx,
      due.map(({ accountId }) => accountId),
    ),
    at,
  )
  for (const charge of await selectCharges(tx, due)) {
    if (charge.state !== 'held') continue
    book.unhold(charge)
    book.settle({ ...charge, state: 'released', held: 0n, settledAt: at })
  }
  await close(tx, book, at)
  return due.length
}

async function endSomeLots(tx: WorkerTransaction, now: Date): Promise<number> {
  const at = now.toISOString()
  const due = await selectEndedLots(tx, at, atATime)
  if (due.length === 0) return 0
  const wallets = await lockWallets(
    tx,
    due.map(({ accountId }) => accountId),
  )
  const book = createBook(wallets, at)
  for (const wallet of wallets) endLots(book, wallet, now)
  await close(tx, book, at)
  return due.length
}

const dayMs = 24 * 3600_000

/** What is held for messages is not taken from under them: as much of the credit as they may need goes on for a day. */
function endLots(book: Book, { accountId, currency, lots }: LockedWallet, now: Date): void {
  const at = now.toISOString()
  const tomorrow = new Date(now.getTime() + dayMs).toISOString()
  for (const lot of lots.filter(({ expiresAt }) => expiresAt !== null && expiresAt < at)) {
    const wallet = book.wallet(accountId, currency)
    const spare = wallet ? availableOf(wallet) : 0n
    const amount = lot.remaining < spare ? lot.remaining : spare
    const ending = amount > 0n ? amount : 0n
    const left = lot.remaining - ending
    if (ending > 0n)
      book.post(accountId, currency, {
        kind: 'promo_expired',
        lines: [{ debit: 'wallet:promo', credit: 'promo:expense', amount: ending }],
      })
    book.putLot(accountId, currency, { ...lot, remaining: left, expiresAt: left > 0n ? tomorrow : lot.expiresAt })
  }
}

async function close(tx: WorkerTransaction, book: Book, at: string): Promise<void> {
  const changes = book.changes()
  await writeBook(tx, changes, at)
  tx.emit(...changes.facts)
}
