import type { ColumnAnalysis, DetectedType } from '../import.ts'
import { readDateAs } from '../run/dates.ts'
import { yesOrNo } from '../run/value-cells.ts'

const phoneLike = /^\+?[\d\s\-.()/\u00a0\u200b-\u200f\u202a-\u202e]{7,24}$/
const plain: Record<Exclude<DetectedType, 'text'>, (text: string) => boolean> = {
  phone: (text) => isPhoneLike(text),
  email: (text) => /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(text),
  url: (text) => /^https?:\/\/\S+$/i.test(text),
  date: (text) => readDateAs(text, undefined) !== null || /^\d{1,2}[/.-]\d{1,2}[/.-](\d{2}|\d{4})$/.test(text),
  datetime: (text) => /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/.test(text),
  boolean: (text) => yesOrNo(text) !== null,
  number: (text) => /^[+-]?[\d.,\s']*\d$/.test(text) && text.length <= 24,
}
/** In the order in which they are believed where several fit. */
const order: readonly DetectedType[] = ['email', 'url', 'datetime', 'date', 'boolean', 'phone', 'number', 'text']

const isPhoneLike = (text: string): boolean => {
  const bare = text.replace(/^(tel|whatsapp):/i, '').trim()
  const { length } = bare.replaceAll(/\D/g, '')
  return phoneLike.test(bare) && length >= 8 && length <= 15 && !/^\d{4}-\d\d-\d\d$/.test(bare)
}

const maxExamples = 3
const examined = 10_000

/** What the values of one column look like, collected row by row. */
export class ColumnTypes {
  filled = 0
  #seen = 0
  #counts = new Map<DetectedType, number>()
  #misses = new Map<DetectedType, { row: number; value: string }[]>()

  add(row: number, value: string): void {
    if (value === '') return
    this.filled += 1
    if (this.#seen >= examined) return
    this.#seen += 1
    for (const type of order) {
      if (type === 'text' || plain[type](value)) this.#counts.set(type, (this.#counts.get(type) ?? 0) + 1)
      else this.#miss(type, row, value)
    }
  }

  #miss(type: DetectedType, row: number, value: string): void {
    const known = this.#misses.get(type) ?? []
    if (known.length < maxExamples) this.#misses.set(type, [...known, { row, value: value.slice(0, 100) }])
  }

  /** The first type that four of five values are of. */
  toAnalysis(column: string): ColumnAnalysis {
    const share = (type: DetectedType) => (this.#seen === 0 ? 0 : (this.#counts.get(type) ?? 0) / this.#seen)
    const type = this.#seen === 0 ? 'text' : (order.find((one) => share(one) >= 0.8) ?? 'text')
    const confidence = Math.round(share(type) * 1000) / 1000
    return { column, filled: this.filled, type, confidence, counterExamples: this.#misses.get(type) ?? [] }
  }
}
