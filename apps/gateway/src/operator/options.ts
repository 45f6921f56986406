import { isId } from '@dawk/core/platform/ids.ts'
import { isPlan, type Plan, type Quota, readQuota } from '@dawk/core/tenancy/accounts/plans.ts'
import { readEmail } from '@dawk/core/tenancy/members/member.ts'
import type { Option } from './command.ts'

const required = <T>(placeholder: string, read: (text: string) => T): Option<T> => ({
  placeholder,
  required: true,
  read,
})

/** The same option, which may be left out. */
export const optional = <T>(option: Option<T>): Option<T | undefined> => ({ ...option, required: false })

export const text = (placeholder: string) => required(placeholder, (given) => given)

/** A flag without a value: `true` when it is given. */
export const flag: Option<boolean | undefined> = { placeholder: '', required: false, read: () => true }

export const id = required('<id>', (given) => {
  if (!isId(given)) throw new Error(`must be an id such as 01a1fce0-31b0-75bf-b5b0-3a1e285d179b, not "${given}"`)
  return given
})

export const laneId = required('<number>', (given) => {
  if (!/^\d{1,18}$/.test(given))
    throw new Error(`must be the number of a lane, as the command lanes shows it, not "${given}"`)
  return given
})

export const digits = required('<id>', (given) => {
  if (!/^\d{1,20}$/.test(given)) throw new Error(`must be Meta's id, which has digits alone, not "${given}"`)
  return given
})

export const email = required('<address>', (given) => {
  try {
    return readEmail(given)
  } catch {
    throw new Error(`must be an e-mail address, not "${given}"`)
  }
})

/** ISO 8601 in, ISO 8601 in UTC out. */
export const instant = required('<ISO 8601>', (given) => {
  if (Number.isNaN(Date.parse(given)))
    throw new Error(`must be an instant such as 2026-11-29T12:00:00Z, not "${given}"`)
  return new Date(given).toISOString()
})

export const wholeDays = required('<days>', (given) => {
  if (!/^\d{1,3}$/.test(given)) throw new Error(`must be a whole number of days up to 999, not "${given}"`)
  return Number(given)
})

/** A number, or one of some words: `<number>|unlimited|plan`. */
export const numberOr = <W extends string>(...words: readonly W[]) =>
  required(['<number>', ...words].join('|'), (given): number | W => {
    const word = words.find((one) => one === given)
    if (word !== undefined) return word
    if (!/^\d+(\.\d+)?$/.test(given)) throw new Error(`must be a number or ${words.join(' or ')}, not "${given}"`)
    return Number(given)
  })

export const quota = required('<number>/day|<number>/month|unlimited|plan', (given): Quota | 'unlimited' | 'plan' => {
  if (given === 'unlimited' || given === 'plan') return given
  const read = readQuota(given)
  if (!read) throw new Error(`must be such as 1000/day or 50000/month, or unlimited or plan, not "${given}"`)
  return read
})

export const plan = required('free|basic|pro|enterprise', (given): Plan => {
  if (!isPlan(given)) throw new Error(`must be free, basic, pro or enterprise, not "${given}"`)
  return given
})
