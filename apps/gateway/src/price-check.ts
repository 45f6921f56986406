import type { PricingDirectory, Tariff } from '@dawk/core/commerce/pricing/pricing-directory.ts'
import { quote, toCategory } from '@dawk/core/commerce/pricing/quote.ts'
import type { Category } from '@dawk/core/commerce/pricing/rate-card.ts'
import { toStoredPrice } from '@dawk/core/commerce/wallet/charge.ts'
import { createFreeMessages } from '@dawk/core/commerce/wallet/free-messages.ts'
import { type HeldMessage, type Hold, reserve } from '@dawk/core/commerce/wallet/reserve.ts'
import { templateOf } from '@dawk/core/engagement/policy/message-facts.ts'
import { categoryOf } from '@dawk/core/engagement/policy/policy-check.ts'
import { countryOf } from '@dawk/core/messaging/identities/phone-number.ts'
import type { MessageHolds } from '@dawk/core/messaging/messages/send/message-holds.ts'
import type { Refinement, SendCheck, SendRequest } from '@dawk/core/messaging/messages/send/send-request.ts'
import type { TemplateDirectory } from '@dawk/core/messaging/templates/send-check/template-directory.ts'
import type { Queryable } from '@dawk/core/platform/database/database.ts'
import type { PartnershipDirectory } from '@dawk/core/tenancy/partners/partnership-directory.ts'

interface PriceCheckDeps {
  worker: Queryable
  pricing: PricingDirectory
  partnerships: Pick<PartnershipDirectory, 'peek' | 'find'>
  templates: Pick<TemplateDirectory, 'peek' | 'find'>
}

/** Meta tries for 30 days to deliver a message; a day more, and nothing is to be expected. */
const holdMs = 31 * 24 * 3600_000

/**
 * The last check before accept: what the message may cost is held when it is accepted. An account that does not pay is
 * known from memory, and nothing is asked for it.
 */
export function createPriceCheck({ worker, pricing, partnerships, templates }: PriceCheckDeps): SendCheck {
  const isFree = createFreeMessages(worker)

  async function price(request: SendRequest, tariff: Tariff): Promise<Refinement | undefined> {
    const category = await readCategory(templates, request)
    const free = category === 'service' && (await isFree(numberOf(request), tariff.pricing))
    return { hold: { ...toHold(request, tariff, { category, free }), ...(await payersOf(request.accountId)) } }
  }

  /** An account that draws on its partner's wallet; what it may draw is decided where the wallets are locked. */
  async function payersOf(accountId: string): Promise<Pick<Hold, 'payers'>> {
    const cached = partnerships.peek(accountId)
    const partnership = cached === undefined ? await partnerships.find(accountId) : cached
    return partnership?.walletMode === 'pooled' && partnership.partnerId !== null
      ? { payers: [partnership.partnerId] }
      : {}
  }

  async function lookUp(request: SendRequest): Promise<Refinement | undefined> {
    const tariff = await pricing.find(request.accountId)
    return tariff === null ? undefined : price(request, tariff)
  }

  return (request) => {
    if (request.dryRun) return undefined
    const tariff = pricing.peek(request.accountId)
    if (tariff === null) return undefined
    return tariff === undefined ? lookUp(request) : price(request, tariff)
  }
}

const numberOf = ({ accountId, number: { phoneNumberId } }: SendRequest) => ({ accountId, phoneNumberId })

/** The dearest that it may turn out to be: a template of which nothing is known counts as marketing. */
async function readCategory(templates: PriceCheckDeps['templates'], request: SendRequest): Promise<Category> {
  if (templateOf(request.content) === null) return 'service'
  return toCategory(await categoryOf(templates, request)) ?? 'marketing'
}

function toHold(request: SendRequest, tariff: Tariff, { category, free }: { category: Category; free: boolean }): Hold {
  const { phone, userId } = request.to
  const country = phone === null ? (userId?.slice(0, 2) ?? null) : countryOf(phone)
  const freeBecause = free ? 'Free service messages of the month' : null
  const at = request.sendAt === null ? Date.now() : Date.parse(request.sendAt)
  const price = quote(tariff, { country, category, at, freeBecause })
  const buy = tariff.buy && quote(tariff.buy, { country, category, at, freeBecause }).total
  return {
    ...{ buy, category, currency: tariff.pricing.currency, held: price.total, quote: toStoredPrice(price, country) },
    expiresAt: new Date(at + holdMs).toISOString(),
    isFinal: tariff.pricing.chargeAt === 'accept',
  }
}

/** The holds of the price check are those of the wallet: messaging carries them and knows none of their members. */
export const messageHolds: MessageHolds = {
  reserve: (tx, items, at) => reserve(tx, items as readonly HeldMessage[], at),
}
