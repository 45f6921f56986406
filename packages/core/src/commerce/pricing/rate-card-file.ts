import { parse } from 'csv-parse/sync'
import { type FieldProblem, GatewayError } from '#platform/errors.ts'
import { isMarket } from './markets.ts'
import { type Micros, parseMoney } from './money.ts'
import { type Category, isCategory, type Rate } from './rate-card.ts'

const maxProblems = 20

/**
 * Reads a rate card: Meta's wide file (a market a line, a category a column), a long one (`market, category, from, price`),
 * with commas, semicolons or tabs, or JSON of the long form.
 * @throws GatewayError `invalid_request` that names lines and columns. A column that is not known is a problem: it may be a price.
 */
export function readRateCard(text: string): Rate[] {
  if (text.startsWith('PK'))
    throw problem('file', 'is a spreadsheet (.xlsx), whatever its name says; save it as CSV first')
  const problems: FieldProblem[] = []
  const rates = readRows(text).flatMap((row, index) =>
    readRow(row, (column, message) => {
      problems.push({ field: `line ${index + 2}, ${column}`, message })
    }),
  )
  problems.push(...findGaps(rates))
  if (problems.length > 0)
    throw new GatewayError('invalid_request', 'The rate card cannot be used.', {
      details: problems.slice(0, maxProblems),
    })
  if (rates.length === 0) throw problem('file', 'holds no rates')
  return rates
}

const problem = (field: string, message: string) =>
  new GatewayError('invalid_request', 'The rate card cannot be used.', { details: [{ field, message }] })

type Row = Readonly<Record<string, string>>

function readRows(text: string): Row[] {
  const trimmed = text.replace(/^\ufeff/, '').trimStart()
  if (trimmed.startsWith('[')) return readJson(trimmed)
  const [head = ''] = trimmed.split('\n', 1)
  const delimiter = ['\t', ';', ','].find((one) => head.includes(one)) ?? ','
  const records = parse(trimmed, {
    delimiter,
    relax_column_count: true,
    skip_empty_lines: true,
    trim: true,
  }) as string[][]
  const [names = [], ...lines] = records
  const keys = names.map(toKey)
  return lines.map((line) => Object.fromEntries(keys.map((key, place) => [key, line[place] ?? ''])))
}

function readJson(text: string): Row[] {
  let rows: unknown
  try {
    rows = JSON.parse(text)
  } catch (cause) {
    throw problem('file', `is not JSON: ${(cause as Error).message}`)
  }
  return (rows as unknown[]).map((row) =>
    Object.fromEntries(Object.entries(row ?? {}).map(([name, value]) => [toKey(name), String(value ?? '')])),
  )
}

/** `Authentication-International` and `authentication international` are one column. */
const toKey = (name: string) =>
  name
    .trim()
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, '_')
    .replace(/^_|_$/g, '')

type Complain = (column: string, message: string) => void

function readRow(row: Row, complain: Complain): Rate[] {
  const { market = '', currency: _, ...rest } = row
  if (!isMarket(market)) {
    complain('market', `is no market of Meta's rate cards (given: ${JSON.stringify(market)})`)
    return []
  }
  return 'category' in rest ? readLong(market, rest, complain) : readWide(market, rest, complain)
}

/** An empty cell, or `n/a` or a dash, means that the market has no price of its own for it. */
function readWide(market: string, row: Row, complain: Complain): Rate[] {
  return Object.entries(row).flatMap(([column, cell]) => {
    if (!isCategory(column)) {
      complain(column, 'is a column that is not known')
      return []
    }
    if (/^(n\/a|[-–—]?)$/i.test(cell)) return []
    return toRate({ market, category: column, tierFrom: 1 }, cell, (message) => complain(column, message))
  })
}

function readLong(market: string, row: Row, complain: Complain): Rate[] {
  const { category = '', from = '', tier_from: tierFrom = from, price = '', ...unknown } = row
  for (const column of Object.keys(unknown)) complain(column, 'is a column that is not known')
  const key = toKey(category)
  if (!isCategory(key)) {
    complain(
      'category',
      `must be marketing, utility, authentication, authentication_international or service (given: ${category})`,
    )
    return []
  }
  const first = tierFrom === '' ? 1 : Number(tierFrom)
  if (!Number.isSafeInteger(first) || first < 1) complain('from', `must be a whole number from 1 (given: ${tierFrom})`)
  return toRate({ market, category: key, tierFrom: first }, price, (message) => complain('price', message))
}

function toRate(rate: Omit<Rate, 'unitMicros'>, cell: string, complain: (message: string) => void): Rate[] {
  const unitMicros = readPrice(cell)
  if (unitMicros !== null) return [{ ...rate, unitMicros }]
  complain(`must be a price such as 0.0118 (given: ${JSON.stringify(cell)})`)
  return []
}

/** With a symbol of the currency before it, and a decimal comma where that is the only mark. */
function readPrice(cell: string): Micros | null {
  const digits = cell.replace(/^[^\d,.-]+/, '').trim()
  const price = parseMoney(/^\d+,\d+$/.test(digits) ? digits.replace(',', '.') : digits)
  return price === null || price < 0n ? null : price
}

/** Every band of a market and category has its neighbour: the first begins with the first message, none comes twice. */
function findGaps(rates: readonly Rate[]): FieldProblem[] {
  const bands = Map.groupBy(rates, ({ market, category }) => `${market}, ${category}`)
  return [...bands].flatMap(([field, band]) => {
    const starts = band.map(({ tierFrom }) => tierFrom).toSorted((a, b) => a - b)
    if (starts[0] !== 1)
      return [{ field, message: `begins with message ${starts[0]} of the month; the first band must begin with 1` }]
    const repeated = starts.find((start, place) => starts.indexOf(start) < place)
    return repeated === undefined ? [] : [{ field, message: `has two prices from message ${repeated} on` }]
  })
}

export interface RateChange {
  market: string
  category: Category
  tierFrom: number
  before: Micros | null
  after: Micros | null
}

/** What a new card would change, so that a person sees it before it holds. */
export function compareRates(before: readonly Rate[], after: readonly Rate[]): RateChange[] {
  const keyOf = ({ market, category, tierFrom }: Rate) => `${market}|${category}|${tierFrom}`
  const old = new Map(before.map((rate) => [keyOf(rate), rate]))
  const fresh = new Map(after.map((rate) => [keyOf(rate), rate]))
  return [...new Map([...old, ...fresh])].flatMap(([key, { market, category, tierFrom }]) => {
    const [was, is] = [old.get(key)?.unitMicros ?? null, fresh.get(key)?.unitMicros ?? null]
    return was === is ? [] : [{ market, category, tierFrom, before: was, after: is }]
  })
}
