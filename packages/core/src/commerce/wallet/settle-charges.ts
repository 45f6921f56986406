import type { MessageStatusData } from '#events/catalogue.ts'
import { localTime } from '#platform/time-zones.ts'
import { type Fact, type Reaction, reaction } from '#tenancy/reactions.ts'
import type { WorkerTransaction } from '#tenancy/unit-of-work.ts'
import type { PricingDirectory, Tariff } from '../pricing/pricing-directory.ts'
import { quote, toCategory } from '../pricing/quote.ts'
import { type Book, createBook } from './book.ts'
import { type Charge, type StoredPrice, toStoredPrice } from './charge.ts'
import { capture, refund } from './charge-lines.ts'
import { addFreeMessages, type FreeMessageCounter } from './free-message-store.ts'
import { lockWallets, selectCharges, writeBook } from './wallet-store.ts'

type Moved = Fact<
  'message.status.delivered' | 'message.status.read' | 'message.status.failed' | 'message.status.canceled'
>

/**
 * What a message costs is settled in the transaction that learns how it went: captured when it is delivered, released when
 * it fails. A batch of reports takes three statements, and none where no account of them pays.
 */
export const createChargeReaction = (pricing: Pick<PricingDirectory, 'findAll'>): Reaction =>
  reaction({
    name: 'charges of messages',
    types: ['message.status.delivered', 'message.status.read', 'message.status.failed', 'message.status.canceled'],
    async react(tx, facts) {
      const tariffs = await pricing.findAll([...new Set(facts.map(({ accountId }) => accountId))], tx)
      const paying = facts.filter(({ accountId }) => tariffs.has(accountId))
      if (paying.length > 0) await settle(tx, paying, tariffs)
    },
  })

/** The wallets are locked before the charges are read: what is read is what the transaction before has left. */
async function settle(
  tx: WorkerTransaction,
  facts: readonly Moved[],
  tariffs: ReadonlyMap<string, Tariff>,
): Promise<void> {
  const at = new Date().toISOString()
  const book = createBook(
    await lockWallets(
      tx,
      facts.map(({ accountId }) => accountId),
    ),
    at,
  )
  const selected = await selectCharges(tx, uniqueMessages(facts))
  const charges = new Map(selected.map((charge) => [charge.messageId, charge]))
  const free = await countFree(tx, { facts, charges, tariffs })
  for (const fact of facts) {
    const charge = charges.get(fact.data.messageId)
    const tariff = tariffs.get(fact.accountId)
    if (!charge || !tariff) continue
    settleOne(book, { charge, fact, tariff, isFree: free.has(charge.messageId), at })
    const settled = book.charge(charge.messageId)
    if (settled) charges.set(charge.messageId, settled)
  }
  const changes = book.changes()
  await writeBook(tx, changes, at)
  tx.emit(...changes.facts)
}

function uniqueMessages(facts: readonly Moved[]) {
  const keys = new Map(facts.map(({ accountId, data: { messageId } }) => [messageId, { accountId, messageId }]))
  return [...keys.values()]
}

interface Settlement {
  charge: Charge
  fact: Moved
  tariff: Tariff
  /** Of the month's free service messages. */
  isFree: boolean
  at: string
}

const isDelivery = ({ data: { status } }: Moved) => status === 'delivered' || status === 'read'

function settleOne(book: Book, settlement: Settlement): void {
  const { charge, fact, tariff, at } = settlement
  if (isDelivery(fact)) {
    if (charge.state === 'captured') return
    if (charge.state === 'held') book.unhold(charge)
    const kind = charge.state === 'held' ? 'capture' : 'late_capture'
    capture(book, { ...charge, held: 0n }, pricesOnDelivery(settlement, kind))
    return
  }
  if (charge.state === 'held') {
    book.unhold(charge)
    book.settle({ ...charge, state: 'released', held: 0n, settledAt: at })
  } else if (charge.state === 'captured' && tariff.pricing.chargeAt === 'accept' && tariff.pricing.refundsFailures) {
    refund(book, charge, at)
  }
}

/** By Meta's word on category and kind, and by the card of the day on which it was delivered. */
function pricesOnDelivery(
  { charge, fact, tariff, isFree, at: settledAt }: Settlement,
  kind: 'capture' | 'late_capture',
) {
  const { pricing, deliveredAt, readAt } = fact.data
  const category = toCategory(pricing?.category ?? null) ?? charge.category
  const at = Date.parse(deliveredAt ?? readAt ?? fact.at)
  const { country } = charge.quote
  const freeBecause = whyFree(pricing) ?? (isFree ? 'Free service messages of the month' : null)
  const priced = { country, category, at, freeBecause }
  const price: StoredPrice = toStoredPrice(quote(tariff, priced), country)
  return { kind, at: settledAt, price, buy: tariff.buy ? quote(tariff.buy, priced).total : null }
}

function whyFree(pricing: MessageStatusData['pricing']): string | null {
  if (pricing?.type === 'free_entry_point') return 'Free entry point'
  if (pricing?.type === 'free_customer_service') return 'Free customer service'
  return pricing?.billable === false ? 'Meta does not bill it' : null
}

interface Counting {
  facts: readonly Moved[]
  charges: ReadonlyMap<string, Charge>
  tariffs: ReadonlyMap<string, Tariff>
}

/**
 * Which service messages are among the first of their number's month, which Meta does not charge; they are counted. Meta
 * does not mark them in its reports. The wallet's lock, which is held, keeps others from counting at the same time.
 */
async function countFree(tx: WorkerTransaction, { facts, charges, tariffs }: Counting): Promise<ReadonlySet<string>> {
  const counted = facts.filter((fact) => countsAsFree(fact, charges.get(fact.data.messageId)))
  const groups = Map.groupBy(counted, (fact) => keyOf(counterOf(fact, tariffs.get(fact.accountId))))
  if (groups.size === 0) return new Set()
  const counters = [...groups.values()].flatMap((group) => {
    const [first] = group
    return first ? [{ ...counterOf(first, tariffs.get(first.accountId)), used: idsOf(group).length }] : []
  })
  const rows = await addFreeMessages(tx, counters)
  return new Set(
    rows.flatMap(({ used, ...counter }) => {
      const ids = idsOf(groups.get(keyOf(counter)) ?? [])
      const allowed = tariffs.get(counter.accountId)?.pricing.freeServiceMessages ?? 0
      return ids.slice(0, Math.max(0, allowed - (used - ids.length)))
    }),
  )
}

const keyOf = ({ accountId, phoneNumberId, month }: FreeMessageCounter) =>
  JSON.stringify({ accountId, phoneNumberId, month })
const idsOf = (facts: readonly Moved[]) => [...new Set(facts.map(({ data }) => data.messageId))]

/** A service message that Meta prices as regular, and of which no delivery was told before. */
function countsAsFree(fact: Moved, charge: Charge | undefined): boolean {
  if (!charge || charge.state === 'captured' || !isDelivery(fact)) return false
  const category = toCategory(fact.data.pricing?.category ?? null) ?? charge.category
  return category === 'service' && whyFree(fact.data.pricing) === null
}

const counterOf = (fact: Moved, tariff: Tariff | undefined): FreeMessageCounter => ({
  accountId: fact.accountId,
  phoneNumberId: fact.data.phoneNumberId ?? '',
  month: localTime(Date.parse(fact.data.deliveredAt ?? fact.at), tariff?.pricing.timeZone ?? 'UTC').date.slice(0, 7),
})
