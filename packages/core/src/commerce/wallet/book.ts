import { newId } from '#platform/ids.ts'
import { formatMoney, type Micros } from '../pricing/money.ts'
import type { Charge } from './charge.ts'
import { effectOn, effectOnWallet, type LedgerAccount, type NewTransaction } from './ledger.ts'
import { crossThresholds } from './thresholds.ts'
import { availableOf, type LotShare, type PromoLot, type Wallet } from './wallet.ts'

/** A transaction with its place in the ledger. */
export interface PostedTransaction extends NewTransaction {
  accountId: string
  id: string
  currency: string
  sequence: bigint
  /** What it adds to the wallet. */
  amount: Micros
  /** Paid and promotional money together. */
  balanceAfter: Micros
  createdAt: string
  /** Promotional credit that it used. */
  lotShares: readonly LotShare[]
}

/** A wallet that this transaction has locked, with the lots that remain, those that end first before the others. */
export interface LockedWallet extends Wallet {
  lots: readonly PromoLot[]
}

/**
 * What one database transaction does to wallets that it has locked: everything is decided here, without the database, and
 * written by `wallet-store.ts` with one statement.
 */
export interface Book {
  wallet(accountId: string, currency: string): LockedWallet | null
  /** Changes what is no money of the wallet's. */
  change(
    accountId: string,
    currency: string,
    terms: Partial<Pick<Wallet, 'creditLimit' | 'reserve' | 'thresholds'>>,
  ): Wallet
  /** Whether the amount may be held; the reserve is for authentication messages alone. */
  canHold(charge: Pick<Charge, 'accountId' | 'currency' | 'held' | 'category'>): boolean
  /** Sets the amount aside for a message. */
  hold(charge: Charge): void
  /** Gives back what is held for a message. */
  unhold(charge: Charge): void
  /** Where the amount comes from: credit that ends first, then other credit, then what was paid. It may overdraw the latter. */
  sources(accountId: string, currency: string, amount: Micros): { account: LedgerAccount; amount: Micros }[]
  post(accountId: string, currency: string, transaction: NewTransaction): PostedTransaction
  /** The charge as it is from now on. */
  settle(charge: Charge): void
  /** As this book has changed it; null: it has not. */
  charge(messageId: string): Charge | null
  /** Stores a lot as it is from now on. */
  putLot(accountId: string, currency: string, lot: PromoLot): void
  changes(): BookChanges
}

export interface BookChanges {
  wallets: readonly LockedWallet[]
  lots: readonly (PromoLot & { accountId: string; currency: string })[]
  transactions: readonly PostedTransaction[]
  charges: readonly Charge[]
  facts: ReturnType<typeof crossThresholds>['facts']
}

const keyOf = (accountId: string, currency: string) => `${accountId} ${currency}`

export function createBook(locked: readonly LockedWallet[], at: string): Book {
  const wallets = new Map(locked.map((wallet) => [keyOf(wallet.accountId, wallet.currency), { ...wallet }]))
  const lots = new Map<string, BookChanges['lots'][number]>()
  const touched = new Set<string>()
  const transactions: PostedTransaction[] = []
  const charges = new Map<string, Charge>()

  function open(accountId: string, currency: string) {
    const wallet = wallets.get(keyOf(accountId, currency))
    if (!wallet) throw new Error(`The wallet of ${accountId} in ${currency} is not locked`)
    touched.add(keyOf(accountId, currency))
    return wallet
  }

  function putLot(accountId: string, currency: string, lot: PromoLot): void {
    const wallet = open(accountId, currency)
    wallet.lots = [...wallet.lots.filter(({ id }) => id !== lot.id), lot].filter(({ remaining }) => remaining > 0n)
    lots.set(lot.id, { ...lot, accountId, currency })
  }

  /** From the lots in their order. */
  function takeFromLots({ accountId, currency, lots: open }: LockedWallet, amount: Micros): LotShare[] {
    let rest = amount
    return open.flatMap((lot) => {
      const part = lot.remaining < rest ? lot.remaining : rest
      if (part === 0n) return []
      rest -= part
      putLot(accountId, currency, { ...lot, remaining: lot.remaining - part })
      return { amount: formatMoney(part), expiresAt: lot.expiresAt }
    })
  }

  return {
    wallet: (accountId, currency) => wallets.get(keyOf(accountId, currency)) ?? null,
    change: (accountId, currency, terms) => Object.assign(open(accountId, currency), terms),
    canHold({ accountId, currency, held, category }) {
      if (held === 0n) return true
      const wallet = wallets.get(keyOf(accountId, currency))
      if (!wallet) return false
      const floor = category.startsWith('authentication') ? 0n : wallet.reserve
      return availableOf(wallet) - held >= floor
    },
    hold(charge) {
      if (charge.held > 0n) open(charge.accountId, charge.currency).held += charge.held
      charges.set(charge.messageId, charge)
    },
    unhold({ accountId, currency, held }) {
      if (held > 0n) open(accountId, currency).held -= held
    },
    sources(accountId, currency, amount) {
      const { promo } = open(accountId, currency)
      const fromPromo = promo < amount ? promo : amount
      return [
        { account: 'wallet:promo' as const, amount: fromPromo },
        { account: 'wallet:paid' as const, amount: amount - fromPromo },
      ].filter((share) => share.amount > 0n)
    },
    post(accountId, currency, transaction) {
      const wallet = open(accountId, currency)
      const promo = effectOn('wallet:promo', transaction.lines)
      wallet.paid += effectOn('wallet:paid', transaction.lines)
      wallet.promo += promo
      const lotShares = promo < 0n && transaction.kind !== 'promo_expired' ? takeFromLots(wallet, -promo) : []
      wallet.lastSequence += 1n
      const posted = {
        ...transaction,
        ...{ accountId, currency, id: newId(), sequence: wallet.lastSequence, createdAt: at },
        amount: effectOnWallet(transaction.lines),
        balanceAfter: wallet.paid + wallet.promo,
        lotShares,
      }
      transactions.push(posted)
      return posted
    },
    settle: (charge) => void charges.set(charge.messageId, charge),
    charge: (messageId) => charges.get(messageId) ?? null,
    putLot,
    changes() {
      const moved = [...touched].flatMap((key) => wallets.get(key) ?? [])
      const crossings = moved.map((wallet) => ({ wallet, ...crossThresholds(wallet, at) }))
      return {
        wallets: crossings.map(({ wallet, crossed }) => ({ ...wallet, crossed })),
        facts: crossings.flatMap(({ facts }) => facts),
        lots: [...lots.values()],
        transactions,
        charges: [...charges.values()],
      }
    },
  }
}
