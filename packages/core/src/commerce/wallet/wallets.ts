import type { CoreContext } from '#context.ts'
import { GatewayError } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { assertScope, type Caller, type Reader } from '#tenancy/access/caller.ts'
import type { UnitOfWork } from '#tenancy/unit-of-work.ts'
import { formatMoney, isPayable, type Micros, minorDigits, parseMoney } from '../pricing/money.ts'
import { type Book, createBook, type PostedTransaction } from './book.ts'
import type { LedgerLine, NewTransaction } from './ledger.ts'
import { defaultRearm } from './thresholds.ts'
import { availableOf, emptyWallet, type Threshold, type Wallet } from './wallet.ts'
import { ensureWallet, findReference, lockWallets, selectWallets, writeBook } from './wallet-store.ts'

/** The wallets of an account, one for each currency. */
export const listWallets = (ctx: Pick<CoreContext, 'read'>, { accountId }: Reader): Promise<Wallet[]> =>
  ctx.read({ accountId }, (db) => selectWallets(db, accountId))

/**
 * Locks the wallets of the caller's account, has `work` decide, and writes it, with the facts that follow. Everything that
 * moves money by hand comes through here.
 */
export async function inWallet<T>(
  tx: UnitOfWork,
  currency: string,
  work: (book: Book, before: Wallet) => Promise<T>,
): Promise<T> {
  const { accountId } = tx.caller
  const at = new Date().toISOString()
  await ensureWallet(tx, { accountId, currency }, at)
  const book = createBook(await lockWallets(tx, [accountId]), at)
  const result = await work(book, { ...(book.wallet(accountId, currency) ?? emptyWallet(accountId, currency)) })
  const changes = book.changes()
  await writeBook(tx, changes, at)
  tx.emit(...changes.facts)
  return result
}

export interface Payment {
  currency: string
  /** A decimal string above zero. */
  amount: string
  /** Happens once: the number of a bank transfer, or a provider's id of the payment. */
  reference: string
  note?: string
}

/**
 * Credits money that was received outside of Dawk. Repeating a reference credits nothing.
 * @throws GatewayError `invalid_request`, `conflict` when the reference was used for another amount
 */
export async function recordTopUp(
  ctx: Pick<CoreContext, 'transaction'>,
  caller: Caller,
  payment: Payment,
): Promise<{ isNew: boolean; wallet: Wallet }> {
  assertScope(caller, 'wallet:write')
  const amount = positive(payment.amount, 'amount')
  assertPayable(amount, payment.currency)
  const lines: LedgerLine[] = [{ debit: 'payments:received', credit: 'wallet:paid', amount }]
  return postOnce(ctx, caller, payment, { kind: 'top_up', lines })
}

/** A correction by the operator, with its reason; it may take as well as give. @throws GatewayError as `recordTopUp` */
export async function adjustWallet(
  ctx: Pick<CoreContext, 'transaction'>,
  caller: Caller,
  payment: Payment,
): Promise<{ isNew: boolean; wallet: Wallet }> {
  assertScope(caller, 'wallet:write')
  const amount = parseMoney(payment.amount)
  if (amount === null || amount === 0n) throw invalid('amount', `must be an amount other than zero, such as "-5.00"`)
  const line: LedgerLine =
    amount > 0n
      ? { debit: 'adjustments', credit: 'wallet:paid', amount }
      : { debit: 'wallet:paid', credit: 'adjustments', amount: -amount }
  return postOnce(ctx, caller, payment, { kind: 'adjustment', lines: [line] })
}

/** Credit as a present, with its end. @throws GatewayError as `recordTopUp` */
export async function grantPromo(
  ctx: Pick<CoreContext, 'transaction'>,
  caller: Caller,
  { expiresAt, ...payment }: Payment & { expiresAt: string | null },
): Promise<{ isNew: boolean; wallet: Wallet }> {
  assertScope(caller, 'wallet:write')
  const amount = positive(payment.amount, 'amount')
  const lines: LedgerLine[] = [{ debit: 'promo:expense', credit: 'wallet:promo', amount }]
  const also = (book: Book) =>
    book.putLot(caller.accountId, payment.currency, { id: newId(), granted: amount, remaining: amount, expiresAt })
  return postOnce(ctx, caller, payment, { kind: 'promo_grant', lines, details: { expiresAt }, also })
}

async function postOnce(
  ctx: Pick<CoreContext, 'transaction'>,
  caller: Caller,
  { currency, reference, note }: Payment,
  { also = () => undefined, ...transaction }: NewTransaction & { also?: (book: Book) => void },
): Promise<{ isNew: boolean; wallet: Wallet }> {
  const { accountId } = caller
  return ctx.transaction(caller, (tx) =>
    inWallet(tx, currency, async (book, before) => {
      if (await findReference(tx, accountId, reference)) return { isNew: false, wallet: before }
      const details = { ...transaction.details, ...(note !== undefined && { note }) }
      const posted = book.post(accountId, currency, { ...transaction, reference, details })
      also(book)
      await tx.audit('wallet.moved', posted.id, { before: null, after: toRecord(posted) })
      const wallet = book.wallet(accountId, currency) ?? before
      if (posted.kind === 'top_up')
        tx.emit('wallet.topped_up', { ...toRecord(posted), available: formatMoney(availableOf(wallet)) })
      return { isNew: true, wallet }
    }),
  )
}

const toRecord = ({ kind, currency, amount, reference }: PostedTransaction) => ({
  kind,
  currency,
  amount: formatMoney(amount),
  reference: reference ?? null,
})

export interface WalletTerms {
  /** Decimal strings; absent: as it is. */
  creditLimit?: string
  reserve?: string
}

/** What the operator grants beyond what is paid, and what is kept for one-time passwords. @throws GatewayError `invalid_request` */
export async function setWalletTerms(
  ctx: Pick<CoreContext, 'transaction'>,
  caller: Caller,
  { currency, ...terms }: WalletTerms & { currency: string },
): Promise<Wallet> {
  assertScope(caller, 'wallet:write')
  return ctx.transaction(caller, (tx) =>
    inWallet(tx, currency, async (book, before) => {
      const after = {
        creditLimit:
          terms.creditLimit === undefined ? before.creditLimit : notNegative(terms.creditLimit, 'creditLimit'),
        reserve: terms.reserve === undefined ? before.reserve : notNegative(terms.reserve, 'reserve'),
      }
      const wallet = book.change(caller.accountId, currency, after)
      await tx.audit('wallet.changed', caller.accountId, { before: toTerms(before), after: toTerms(wallet) })
      return wallet
    }),
  )
}

const toTerms = ({ creditLimit, reserve, thresholds }: Wallet) => ({
  creditLimit: formatMoney(creditLimit),
  reserve: formatMoney(reserve),
  thresholds,
})

export interface NewThreshold {
  id: string
  below: string
  /** Absent: a fifth above `below`. */
  rearmAbove?: string
}

/** Sets below which balances the account is told. @throws GatewayError `invalid_request` */
export async function setThresholds(
  ctx: Pick<CoreContext, 'transaction'>,
  caller: Caller,
  { currency, thresholds: given }: { currency: string; thresholds: readonly NewThreshold[] },
): Promise<Wallet> {
  assertScope(caller, 'wallet:write')
  const thresholds = given.map(readThreshold)
  const repeated = given.findIndex(({ id }, place) => given.findIndex((one) => one.id === id) < place)
  if (repeated >= 0) throw invalid(`thresholds.${repeated}.id`, 'must not repeat that of another threshold')
  return ctx.transaction(caller, (tx) =>
    inWallet(tx, currency, async (book, before) => {
      const wallet = book.change(caller.accountId, currency, { thresholds })
      await tx.audit('wallet.changed', caller.accountId, { before: toTerms(before), after: toTerms(wallet) })
      return wallet
    }),
  )
}

function readThreshold({ id, below, rearmAbove = defaultRearm(below) }: NewThreshold, place: number): Threshold {
  const micros = parseMoney(below)
  if (micros === null) throw invalid(`thresholds.${place}.below`, 'must be an amount such as "100.00"')
  const rearm = parseMoney(rearmAbove)
  if (rearm === null || rearm < micros)
    throw invalid(`thresholds.${place}.rearmAbove`, `must be an amount of at least below, ${below}`)
  return { id, below, rearmAbove }
}

function positive(text: string, field: string): Micros {
  const amount = parseMoney(text)
  if (amount === null || amount <= 0n)
    throw invalid(field, `must be an amount above zero such as "500.00" (given: ${text})`)
  return amount
}

function notNegative(text: string, field: string): Micros {
  const amount = parseMoney(text)
  if (amount === null || amount < 0n) throw invalid(field, `must be an amount such as "500.00" (given: ${text})`)
  return amount
}

function assertPayable(amount: Micros, currency: string): void {
  if (!isPayable(amount, currency))
    throw invalid('amount', `must have at most ${minorDigits(currency)} decimals, as ${currency} has coins`)
}

const invalid = (field: string, message: string) =>
  new GatewayError('invalid_request', 'Validation failed.', { details: [{ field, message }] })
