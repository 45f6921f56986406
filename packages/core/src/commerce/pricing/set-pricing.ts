import { createHash } from 'node:crypto'
import type { CoreContext } from '#context.ts'
import type { Queryable } from '#platform/database/database.ts'
import { GatewayError } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { assertScope, type Caller } from '#tenancy/access/caller.ts'
import { ensureWallet } from '../wallet/wallet-store.ts'
import { type AccountPricing, validatePricing } from './account-pricing.ts'
import { formatMoney, isCurrency } from './money.ts'
import { insertCard, selectCards, selectPricing, upsertPricing } from './pricing-store.ts'
import { cardOn, type RateCard } from './rate-card.ts'
import { compareRates, type RateChange, readRateCard } from './rate-card-file.ts'

/**
 * Sets how an account pays for its messages, from what is accepted next on. Its wallet is there from then on, empty.
 * @throws GatewayError `invalid_request`
 */
export async function setPricing(
  ctx: Pick<CoreContext, 'transaction'>,
  caller: Caller,
  pricing: AccountPricing,
): Promise<AccountPricing> {
  assertScope(caller, 'billing:write')
  const { accountId } = caller
  const details = validatePricing(pricing)
  return ctx.transaction(caller, async (tx) => {
    const cards = await selectCards(tx, [{ name: pricing.cardName, currency: pricing.currency }])
    if (cards.length === 0 && pricing.chargesMeta)
      details.push({
        field: 'cardName',
        message: `names no rate card in ${pricing.currency} (given: ${pricing.cardName})`,
      })
    if (details.length > 0) throw new GatewayError('invalid_request', 'Validation failed.', { details })
    const before = (await selectPricing(tx, [accountId])).get(accountId) ?? null
    const at = new Date().toISOString()
    await ensureWallet(tx, { accountId, currency: pricing.currency }, at)
    await upsertPricing(tx, { accountId, pricing, at })
    await tx.audit('pricing.changed', accountId, { before, after: pricing })
    tx.notify('pricing', accountId)
    return pricing
  })
}

export interface RateCardFile {
  name: string
  currency: string
  /** YYYY-MM-DD. */
  effectiveFrom: string
  /** Where it came from. */
  source: string
  text: string
}

/**
 * Reads a rate card and says what it changes; stores it unless it is only to be looked at.
 * @throws GatewayError `invalid_request` that names lines and columns
 */
export async function importRateCard(
  { worker }: Pick<CoreContext, 'worker'>,
  { text, ...file }: RateCardFile,
  { isDryRun }: { isDryRun: boolean },
): Promise<{ card: RateCard; changes: RateChange[] }> {
  if (!isCurrency(file.currency))
    throw invalid('currency', `must be an ISO 4217 code such as INR (given: ${file.currency})`)
  if (!isDay(file.effectiveFrom))
    throw invalid('effectiveFrom', `must be a day such as 2026-10-01 (given: ${file.effectiveFrom})`)
  const rates = readRateCard(text)
  const card: RateCard = {
    id: newId(),
    name: file.name,
    currency: file.currency,
    effectiveFrom: file.effectiveFrom,
    rates,
  }
  const changes = compareRates((await findCurrent(worker, card))?.rates ?? [], rates)
  if (!isDryRun)
    await worker.transaction(async (tx) => {
      const stored = rates.map(({ unitMicros, ...rate }) => ({ ...rate, price: formatMoney(unitMicros) }))
      const sha256 = createHash('sha256').update(text).digest('hex')
      await insertCard(tx, { ...card, source: file.source, sha256, stored, createdAt: new Date().toISOString() })
      tx.notify('pricing', '')
    })
  return { card, changes }
}

/** The card that it takes over from. */
async function findCurrent(db: Queryable, { name, currency, effectiveFrom }: RateCard): Promise<RateCard | null> {
  return cardOn(await selectCards(db, [{ name, currency }]), effectiveFrom)
}

const isDay = (text: string) => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text))

const invalid = (field: string, message: string) =>
  new GatewayError('invalid_request', 'Validation failed.', { details: [{ field, message }] })
