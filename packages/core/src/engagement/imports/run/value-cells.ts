import type { Attribute } from '../../contacts/attributes/attribute.ts'
import type { MappedColumn } from '../import.ts'
import type { CellProblem } from '../import-errors.ts'
import { instantIn, readDateAs } from './dates.ts'

/** A value as the API takes it. */
export type CellValue = { value: unknown } | CellProblem

const wrong = (text: string, why: string): CellProblem => ({
  problem: 'type_mismatch',
  detail: `${JSON.stringify(text.slice(0, 60))} ${why}`,
})

type Reader = (text: string, column: MappedColumn) => CellValue

const readers: Partial<Record<Attribute['type'], Reader>> = {
  number: readNumber,
  boolean: readBoolean,
  date: readDate,
  datetime: readInstant,
  money: readMoney,
  multi_select: (text, { split = ',' }) => ({ value: listIn(text, split) }),
  json: readObject,
}

/** What a cell says, as a value of an attribute; whether the attribute takes it is checked with all other writes. */
export const readValueCell = (text: string, type: Attribute['type'], column: MappedColumn): CellValue =>
  readers[type]?.(text, column) ?? { value: text }

/** A list that a spreadsheet holds in one cell, or a JSON array. */
export function listIn(text: string, split: string): string[] {
  const parts: unknown[] = /^\s*\[.*\]\s*$/s.test(text) ? jsonList(text) : text.split(split)
  return parts.map((part) => String(part).trim()).filter((part) => part !== '')
}

function jsonList(text: string): unknown[] {
  try {
    const list: unknown = JSON.parse(text)
    return Array.isArray(list) ? list : [text]
  } catch {
    return [text]
  }
}

/** Without `decimal`, only what cannot be read in two ways. */
function readNumber(text: string, { decimal }: MappedColumn): CellValue {
  if (/^[+-]?\d+(?:[.,]\d+)?e[+-]?\d+$/i.test(text)) return wrong(text, 'has lost digits: format the column as text')
  const value = decimal === undefined ? text : toPlain(text, decimal)
  if (value !== null && /^[+-]?\d+(?:\.\d+)?$/.test(value)) return { value: value.replace(/^\+/, '') }
  return wrong(
    text,
    decimal === undefined ? 'is not a number such as 1234.5; name the decimal mark in the mapping' : 'is not a number',
  )
}

function toPlain(text: string, decimal: '.' | ','): string | null {
  const thousands = decimal === '.' ? ',' : '.'
  const bare = text.replaceAll(/[\s\u00a0\u202f']/g, '')
  const [whole = '', fraction, ...more] = bare.split(decimal)
  const groups = whole.split(thousands)
  const isGrouped = groups.length === 1 || groups.slice(1).every((group) => group.length === 3 || group.length === 2)
  if (more.length > 0 || !isGrouped) return null
  return `${groups.join('')}${fraction === undefined ? '' : `.${fraction}`}`
}

const yes = new Set(['true', 'yes', 'y', '1', 'on', 'x'])
const no = new Set(['false', 'no', 'n', '0', 'off'])

/** null: neither. */
export function yesOrNo(text: string): boolean | null {
  const word = text.toLowerCase()
  return yes.has(word) ? true : no.has(word) ? false : null
}

function readBoolean(text: string): CellValue {
  const value = yesOrNo(text)
  return value === null ? wrong(text, 'must be yes or no') : { value }
}

function readDate(text: string, { dateFormat }: MappedColumn): CellValue {
  const value = readDateAs(text, dateFormat)
  if (value !== null) return { value }
  return wrong(
    text,
    dateFormat === undefined ? 'is not YYYY-MM-DD; name the format in the mapping' : `is not a date as ${dateFormat}`,
  )
}

const withOffset = /(?:[zZ]|[+-]\d\d:?\d\d)$/

function readInstant(text: string, column: MappedColumn): CellValue {
  if (withOffset.test(text)) return { value: text }
  const [date = '', time = '00:00'] = text.split(/[T ]+(?=\d)/)
  const day = readDateAs(date, column.dateFormat)
  if (day === null) return readDate(date, column)
  if (column.timezone === undefined) return wrong(text, 'names no time zone; name one in the mapping')
  const instant = instantIn(column.timezone, day, time)
  return instant === null ? wrong(text, 'is not an instant') : { value: instant }
}

function readMoney(text: string, { decimal, currency }: MappedColumn): CellValue {
  const [, first, amount = text, last] = /^([A-Z]{3})?\s*(.*?)\s*([A-Z]{3})?$/.exec(text) ?? []
  const unit = first ?? last ?? currency
  if (unit === undefined) return wrong(text, 'names no currency; name one in the mapping')
  const plain = decimal === undefined ? amount : toPlain(amount, decimal)
  return plain === null ? wrong(text, 'is not an amount') : { value: `${plain} ${unit}` }
}

function readObject(text: string): CellValue {
  try {
    return { value: JSON.parse(text) }
  } catch {
    return wrong(text, 'is not JSON')
  }
}
