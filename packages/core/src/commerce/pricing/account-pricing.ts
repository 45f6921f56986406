import type { FieldProblem } from '#platform/errors.ts'
import { isTimeZone } from '#platform/time-zones.ts'
import { isMarket } from './markets.ts'
import { isCurrency, parseMoney } from './money.ts'
import type { PricingTerms } from './price.ts'

/** How an account pays for its messages. An account without this pays nothing, and nothing is looked up for it. */
export interface AccountPricing extends PricingTerms {
  /** Of the wallet, and of the rate cards. */
  currency: string
  /** The rate cards of this name, each from its day on. */
  cardName: string
  /** When a message is paid for: as Meta charges, or at once when it is accepted. */
  chargeAt: 'delivery' | 'accept'
  /** With `accept`: whether a message that fails is paid back. */
  refundsFailures: boolean
  /** IANA zone of the business account: prices change at its midnight, and its months count free messages. */
  timeZone: string
  /** How many service messages of a number Meta delivers free of charge in a calendar month. */
  freeServiceMessages: number
}

export const defaultPricing: Omit<AccountPricing, 'currency' | 'cardName'> = {
  markup: [],
  fees: [],
  chargesMeta: true,
  chargeAt: 'delivery',
  refundsFailures: true,
  timeZone: 'UTC',
  freeServiceMessages: 1000,
}

const maxRules = 100

/** What a schema cannot say. */
export function validatePricing(pricing: AccountPricing): FieldProblem[] {
  const problems: FieldProblem[] = []
  const add = (field: string, message: string) => problems.push({ field, message })
  if (!isCurrency(pricing.currency))
    add('currency', `must be an ISO 4217 code such as INR (given: ${pricing.currency})`)
  if (!isTimeZone(pricing.timeZone))
    add('timeZone', `must be an IANA time zone, such as Asia/Kolkata (given: ${pricing.timeZone})`)
  if (pricing.markup.length > maxRules) add('markup', `must have at most ${maxRules} rules`)
  if (pricing.fees.length > maxRules) add('fees', `must have at most ${maxRules} rules`)
  for (const [place, { match, ...rule }] of [...pricing.markup].entries()) {
    if (match.market !== undefined && !isMarket(match.market))
      add(`markup.${place}.match.market`, "must be a market of Meta's rate cards")
    for (const name of ['value', 'min', 'max'] as const)
      if (rule[name] !== undefined && parseMoney(rule[name]) === null)
        add(
          `markup.${place}.${name}`,
          `must be a decimal string such as "10" or "0.05" (given: ${JSON.stringify(rule[name])})`,
        )
  }
  for (const [place, { match, amount }] of pricing.fees.entries()) {
    if (match.market !== undefined && !isMarket(match.market))
      add(`fees.${place}.match.market`, "must be a market of Meta's rate cards")
    const fee = parseMoney(amount)
    if (fee === null || fee < 0n)
      add(`fees.${place}.amount`, `must be an amount such as "0.10" (given: ${JSON.stringify(amount)})`)
  }
  return problems
}
