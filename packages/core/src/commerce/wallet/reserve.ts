import type { NewEvent } from '#events/event.ts'
import type { Queryable } from '#platform/database/database.ts'
import { GatewayError } from '#platform/errors.ts'
import { formatMoney } from '../pricing/money.ts'
import { type Book, createBook } from './book.ts'
import type { Charge } from './charge.ts'
import { capture } from './charge-lines.ts'
import { noPools, openPools } from './pool.ts'
import { availableOf, emptyWallet } from './wallet.ts'
import { lockWallets, writeBook } from './wallet-store.ts'

/** What a message may cost, from its quote; the id of the message is known when it is accepted. */
export interface Hold extends Omit<Charge, 'messageId' | 'accountId' | 'state' | 'captured' | 'price' | 'settledAt'> {
  /** It is paid for at once. */
  isFinal: boolean
  /** The partner from whose wallet the account may draw. */
  payers?: readonly string[]
}

export interface HeldMessage {
  accountId: string
  messageId: string
  hold: Hold
}

export interface Reservation {
  /** By the id of the message: why it cannot be sent. */
  refused: ReadonlyMap<string, GatewayError>
  /** What happened to the balances, for the event log. */
  events: readonly NewEvent[]
}

/**
 * Holds the price of messages in the transaction that accepts them, in their order, as far as the wallets reach. Where any
 * is refused nothing is written: the caller ends the transaction and goes on without those.
 */
export async function reserve(tx: Queryable, messages: readonly HeldMessage[], at: string): Promise<Reservation> {
  const payers = messages.flatMap(({ hold }) => hold.payers ?? [])
  const locked = await lockWallets(tx, [...messages.map(({ accountId }) => accountId), ...payers])
  const book = createBook(locked, at)
  const pools = payers.length > 0 ? await openPools(tx, messages, at) : noPools
  const refused = new Map<string, GatewayError>()
  for (const message of messages) {
    const charge = toCharge(message)
    if (book.canHold(charge) || pools.draw(book, charge)) settleOrHold(book, charge, { ...message.hold, at })
    else refused.set(message.messageId, insufficientBalance(book, charge))
  }
  if (refused.size > 0) return { refused, events: [] }
  const changes = book.changes()
  await writeBook(tx, changes, at)
  await pools.store(tx)
  return { refused, events: changes.facts.filter(({ accountId }) => !pools.has(accountId)) }
}

function settleOrHold(book: Book, charge: Charge, { isFinal, quote, at }: Hold & { at: string }): void {
  if (isFinal) capture(book, { ...charge, held: 0n }, { price: quote, kind: 'capture', at })
  else book.hold(charge)
}

const toCharge = ({ accountId, messageId, hold: { isFinal: _, payers: __, ...hold } }: HeldMessage): Charge => ({
  ...hold,
  ...{ accountId, messageId, state: 'held', captured: null, price: null, settledAt: null },
})

function insufficientBalance(book: Book, { accountId, currency, held }: Charge): GatewayError {
  const available = availableOf(book.wallet(accountId, currency) ?? emptyWallet(accountId, currency))
  const balance = { required: formatMoney(held), available: formatMoney(available), currency }
  const words = `The balance of the wallet is ${balance.available} ${currency}; this message may cost ${balance.required} ${currency}.`
  return new GatewayError('insufficient_balance', words, { balance })
}
