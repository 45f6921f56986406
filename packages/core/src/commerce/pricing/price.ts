import { divideRounded, formatMoney, type Micros, parseMoney } from './money.ts'
import { type Category, findRate, type RateCard } from './rate-card.ts'

interface Match {
  market?: string
  category?: Category
}

/** A change to Meta's price. All that match apply, in their order. */
interface MarkupRule {
  match: Match
  /** Adds per cent of the price so far, adds an amount, or sets the price. */
  type: 'percent' | 'fixed' | 'set'
  /** A decimal string: per cent, or an amount in the currency of the wallet. */
  value: string
  min?: string
  max?: string
}

/** What the operator adds for each message, apart from Meta's price. The first that matches applies. */
interface PlatformFee {
  match: Match
  amount: string
}

/** How an account pays for messages. */
export interface PricingTerms {
  markup: readonly MarkupRule[]
  fees: readonly PlatformFee[]
  /** Meta's price is charged; false: the operator bears it. */
  chargesMeta: boolean
}

/** What a message costs, in its parts. `steps` explain each figure to a person. */
export interface Price {
  meta: Micros
  markup: Micros
  fee: Micros
  total: Micros
  market: string
  category: Category
  cardId: string | null
  steps: readonly PriceStep[]
}

/** Money as decimal strings, as it is stored with the message and shown. */
export interface PriceStep {
  kind: 'rate' | 'reported_cost' | 'free' | 'markup' | 'platform_fee' | 'meta_included' | 'total'
  label: string
  amount: string
}

export interface PriceQuestion {
  terms: PricingTerms
  card: RateCard | null
  /** The nearest first. */
  markets: readonly string[]
  category: Category
  /** Which of the month's messages of this category it is, from 1. */
  nth: number
  /** Why Meta takes nothing for it; null: it does. */
  freeBecause: string | null
  /** What Meta said that it cost, in place of the card's rate. */
  reportedCost: Micros | null
}

/** What a message costs. A market that the card does not speak of costs nothing of Meta's, and the steps say so. */
export function priceOf(question: PriceQuestion): Price {
  const { terms, category } = question
  const base = metaPrice(question)
  const steps: PriceStep[] = [base.step]
  const marked = terms.chargesMeta ? addMarkup(base.amount, question, steps) : 0n
  const meta = terms.chargesMeta ? base.amount : 0n
  if (!terms.chargesMeta)
    steps.push({ kind: 'meta_included', label: 'Meta is paid by the operator', amount: formatMoney(-base.amount) })
  const fee = feeOf(question, steps)
  const total = marked + fee
  steps.push({ kind: 'total', label: 'Total', amount: formatMoney(total) })
  const { market } = base
  return { meta, markup: marked - meta, fee, total, market, category, cardId: question.card?.id ?? null, steps }
}

function metaPrice({ card, markets, category, nth, freeBecause, reportedCost }: PriceQuestion) {
  const [nearest = ''] = markets
  const rate = card && findRate(card, { markets, category, nth })
  const market = rate?.market ?? nearest
  const step = (kind: PriceStep['kind'], label: string, amount: Micros) => ({
    market,
    amount,
    step: { kind, label, amount: formatMoney(amount) },
  })
  if (freeBecause !== null) return step('free', freeBecause, 0n)
  if (reportedCost !== null) return step('reported_cost', 'As Meta reported it', reportedCost)
  if (rate === null) return step('rate', `No rate of ${category} messages in ${nearest} is known`, 0n)
  return step(
    'rate',
    `${rate.market}, ${category}, card ${card?.name ?? ''} of ${card?.effectiveFrom ?? ''}`,
    rate.unitMicros,
  )
}

function addMarkup(base: Micros, question: PriceQuestion, steps: PriceStep[]): Micros {
  let price = base
  for (const rule of question.terms.markup) {
    if (!matches(rule.match, question)) continue
    const before = price
    price = bounded(rule, markedUp(rule, price))
    steps.push({ kind: 'markup', label: describeRule(rule), amount: formatMoney(price - before) })
  }
  return price < 0n ? 0n : price
}

/** Rounded here, once: what is left beyond six decimals. */
function markedUp({ type, value }: MarkupRule, price: Micros): Micros {
  const given = parseMoney(value) ?? 0n
  if (type === 'percent') return price + divideRounded(price * given, 100_000_000n)
  return type === 'fixed' ? price + given : given
}

function bounded({ min, max }: MarkupRule, price: Micros): Micros {
  const least = min === undefined ? null : parseMoney(min)
  const most = max === undefined ? null : parseMoney(max)
  if (least !== null && price < least) return least
  return most !== null && price > most ? most : price
}

function describeRule({ type, value, match }: MarkupRule): string {
  const what = { percent: `${value} per cent`, fixed: `${value} more`, set: `set to ${value}` }[type]
  const of = [match.category, match.market].filter((part) => part !== undefined).join(' in ')
  return of === '' ? what : `${what} for ${of}`
}

function feeOf(question: PriceQuestion, steps: PriceStep[]): Micros {
  const fee = question.terms.fees.find(({ match }) => matches(match, question))
  if (!fee) return 0n
  steps.push({ kind: 'platform_fee', label: 'Platform fee', amount: fee.amount })
  return parseMoney(fee.amount) ?? 0n
}

const matches = ({ market, category }: Match, question: PriceQuestion): boolean =>
  (category === undefined || category === question.category) &&
  (market === undefined || question.markets.includes(market))
