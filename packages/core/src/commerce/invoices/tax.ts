import { divideRounded, type Micros, minorDigits } from '../pricing/money.ts'
import { indianStates, stateTaxName } from './gstin.ts'
import type { BillingProfile, Seller } from './parties.ts'

/** A tax by its name with its rate in hundredths of a per cent: 900 is 9 %. */
interface TaxPart {
  name: string
  rate: number
}

/** How a sale is taxed. */
export interface TaxTreatment {
  parts: readonly TaxPart[]
  placeOfSupply: string | null
  /** A sentence that the law wants on the document; null: none. */
  note: string | null
}

export interface TaxAmount extends TaxPart {
  amount: Micros
}

/** The members of the European Union, as countries in ISO 3166. */
const union = new Set('AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE'.split(' '))

/** Whose tax applies, from where the seller is and where the buyer is. Without a profile the buyer is at the seller's place. */
export function treatSale(seller: Seller, buyer: BillingProfile | null): TaxTreatment {
  if (seller.country === 'IN') return treatIndianSale(seller, buyer)
  if (union.has(seller.country)) return treatUnionSale(seller, buyer)
  return { parts: partsOf('Tax', seller.taxRate), placeOfSupply: null, note: null }
}

function treatIndianSale(seller: Seller, buyer: BillingProfile | null): TaxTreatment {
  if (buyer !== null && buyer.country !== 'IN')
    return {
      parts: [],
      placeOfSupply: 'Outside India',
      note: 'Supply meant for export under letter of undertaking without payment of integrated tax',
    }
  const own = seller.state ?? ''
  const state = buyer?.gstin?.slice(0, 2) ?? buyer?.state ?? own
  const placeOfSupply = `${indianStates[state] ?? state} (${state})`
  if (state !== own) return { parts: partsOf('IGST', seller.taxRate), placeOfSupply, note: null }
  const half = seller.taxRate / 2
  return { parts: [...partsOf('CGST', half), ...partsOf(stateTaxName(state), half)], placeOfSupply, note: null }
}

function treatUnionSale(seller: Seller, buyer: BillingProfile | null): TaxTreatment {
  const vat = { parts: partsOf('VAT', seller.taxRate), placeOfSupply: buyer?.country ?? seller.country, note: null }
  if (buyer === null || buyer.country === seller.country) return vat
  if (!union.has(buyer.country))
    return {
      parts: [],
      placeOfSupply: buyer.country,
      note: 'Not subject to VAT: service supplied outside the European Union',
    }
  if (buyer.vatId !== null) return { parts: [], placeOfSupply: buyer.country, note: 'Reverse charge' }
  const rate = seller.vatRates[buyer.country] ?? seller.taxRate
  return { ...vat, parts: partsOf('VAT', rate) }
}

const partsOf = (name: string, rate: number): TaxPart[] => (rate > 0 ? [{ name, rate }] : [])

const hundredthsOfPercent = 10_000n

/** To whole coins, each part by itself, so that both halves of GST are equal. */
export function taxOn(taxable: Micros, { parts }: Pick<TaxTreatment, 'parts'>, currency: string): TaxAmount[] {
  const coin = 10n ** BigInt(6 - minorDigits(currency))
  return parts.map((part) => ({
    ...part,
    amount: divideRounded(taxable * BigInt(part.rate), hundredthsOfPercent * coin) * coin,
  }))
}

export const sumOfTaxes = (taxes: readonly TaxAmount[]): Micros => taxes.reduce((sum, { amount }) => sum + amount, 0n)

/** What of a price that includes its tax is the price without; the rest is the tax, and a rounding of a coin or two. */
export function taxableOf(total: Micros, { parts }: Pick<TaxTreatment, 'parts'>, currency: string): Micros {
  const rate = parts.reduce((sum, part) => sum + part.rate, 0)
  const coin = 10n ** BigInt(6 - minorDigits(currency))
  return divideRounded(total * hundredthsOfPercent, (hundredthsOfPercent + BigInt(rate)) * coin) * coin
}
