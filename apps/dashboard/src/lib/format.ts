import { i18n } from '@lingui/core'

const cached = new Map<string, Intl.DateTimeFormat>()

function formatter(name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${i18n.locale}|${name}`
  const known = cached.get(key) ?? new Intl.DateTimeFormat(i18n.locale, options)
  cached.set(key, known)
  return known
}

export const formatTime = (iso: string): string =>
  formatter('time', { hour: 'numeric', minute: '2-digit' }).format(new Date(iso))

export const formatDay = (iso: string): string =>
  formatter('day', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(new Date(iso))

export const formatMoment = (iso: string): string =>
  formatter('moment', { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(iso))

/** As a list of conversations shows it: a time today, a day of this year, else a date. */
export function formatRecent(iso: string, now = new Date()): string {
  const at = new Date(iso)
  if (at.toDateString() === now.toDateString()) return formatTime(iso)
  if (at.getFullYear() === now.getFullYear()) return formatter('short', { day: 'numeric', month: 'short' }).format(at)
  return formatter('date', { dateStyle: 'short' }).format(at)
}

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const

export function formatBytes(bytes: number): string {
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3))
  const options = { style: 'unit', unit: units[power], maximumFractionDigits: 1 } as Intl.NumberFormatOptions
  return new Intl.NumberFormat(i18n.locale, options).format(bytes / 1000 ** power)
}

/** Hours and minutes that are left, or minutes and seconds when there is less than an hour. */
export function formatRemaining(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000))
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)]
  const two = (value: number) => String(value).padStart(2, '0')
  return hours > 0 ? `${hours}:${two(minutes)} h` : `${minutes}:${two(seconds % 60)} min`
}

/** A number as it is written abroad; digits stay left to right in every script. */
export const formatPhone = (digits: string): string => `\u2066+${digits}\u2069`

/** A decimal string of the API in the currency's own way; prices of messages have up to four decimals. */
export function formatMoney(amount: string, currency: string): string {
  const options = { style: 'currency', currency, maximumFractionDigits: 4 } as const
  return new Intl.NumberFormat(i18n.locale, options).format(amount as Intl.StringNumericLiteral)
}

/** A number with what part of the whole it is. */
export const formatShare = (value: number, whole: number) =>
  whole === 0 ? '0' : `${value.toLocaleString()} (${Math.round((value / whole) * 100)} %)`

export const formatCount = (count: number): string => new Intl.NumberFormat(i18n.locale).format(count)

/** A share from 0 to 1; a dash where it is a share of nothing. */
export const formatPercent = (share: number | null): string =>
  share === null
    ? '–'
    : new Intl.NumberFormat(i18n.locale, { style: 'percent', maximumFractionDigits: 1 }).format(share)

export const formatShortDay = (iso: string): string =>
  formatter('short day', { weekday: 'short', day: 'numeric', month: 'short' }).format(new Date(iso))
