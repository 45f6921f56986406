/** The ways in which a mapping may say that a column has dates: day, month and year in an order, with anything between. */
export const dateFormats = [
  'YYYY-MM-DD',
  'DD/MM/YYYY',
  'MM/DD/YYYY',
  'DD.MM.YYYY',
  'DD-MM-YYYY',
  'MM-DD-YYYY',
  'YYYY/MM/DD',
] as const

const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?$/
const partsOf = /^(\d{1,4})[/.\-\s](\d{1,2})[/.\-\s](\d{1,4})$/

/** As YYYY-MM-DD. Without a format only ISO counts: 03/04/26 could be two days. Null: it is no such date. */
export function readDateAs(text: string, format: string | undefined): string | null {
  const plain = iso.exec(text)
  if (plain) return toDate(plain[1], plain[2], plain[3])
  const parts = format === undefined ? null : partsOf.exec(text)
  if (!parts || format === undefined) return null
  const order = format.split(/[^DMY]/)
  const at = (name: string) => parts[1 + order.findIndex((part) => part.startsWith(name))]
  return toDate(at('Y'), at('M'), at('D'))
}

function toDate(year = '', month = '', day = ''): string | null {
  const full = year.length === 2 ? `${Number(year) < 50 ? 20 : 19}${year}` : year
  const text = `${full}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const at = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text) ? text : null
}

/** A day and a time of a zone, as an instant; null: not a time. One that a clock change skips is taken an hour later. */
export function instantIn(zone: string, day: string, time: string): string | null {
  const local = Date.parse(`${day}T${time.length === 5 ? `${time}:00` : time}Z`)
  if (Number.isNaN(local)) return null
  const first = local - offsetMs(zone, local)
  return new Date(local - offsetMs(zone, first)).toISOString()
}

const formats = new Map<string, Intl.DateTimeFormat>()

function offsetMs(zone: string, at: number): number {
  const format = formats.get(zone) ?? new Intl.DateTimeFormat('en-US', { ...parts, timeZone: zone })
  formats.set(zone, format)
  const fields = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]))
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = fields
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000
}

const parts = {
  hourCycle: 'h23',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
  second: 'numeric',
} as const
