import type { Seller } from '../parties.ts'
import type { DocumentKind } from './invoice-document.ts'

const letters: Readonly<Record<DocumentKind, string>> = {
  tax_invoice: '',
  receipt_voucher: 'R',
  refund_voucher: 'F',
  credit_note: 'C',
  statement: 'S',
}

/** The series of documents that is numbered by itself. */
export const seriesOf = ({ prefix }: Pick<Seller, 'prefix'>, kind: DocumentKind): string => `${prefix}${letters[kind]}`

/** At most 16 characters, as India wants it: `DKR/26-27/000123`. */
export const numberOf = (series: string, year: string, count: bigint | string): string =>
  `${series}/${year}/${String(count).padStart(6, '0')}`

/** In India from April to March, `26-27`; elsewhere the calendar year. `day` is YYYY-MM-DD. */
export function financialYear({ country }: Pick<Seller, 'country'>, day: string): string {
  const year = Number(day.slice(0, 4))
  if (country !== 'IN') return String(year)
  const first = Number(day.slice(5, 7)) >= 4 ? year : year - 1
  return `${String(first).slice(2)}-${String(first + 1).slice(2)}`
}

/** The day where the seller is. */
export const dayAt = ({ country }: Pick<Seller, 'country'>, at: Date): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: country === 'IN' ? 'Asia/Kolkata' : 'UTC', dateStyle: 'short' }).format(
    at,
  )
