import { GatewayError } from '#platform/errors.ts'
import type { Principal, SendingNumber } from './principal.ts'

/**
 * The number from which a caller sends who names none, as a lateral subquery over the numbers that `usable` lets through: the
 * account's default; where a key is restricted to one number, that one; the sandbox number while the account has no other.
 * Otherwise nobody can tell which number is meant, and no row is returned. The account stands as `a`, its numbers as `o`.
 */
export const defaultNumberSql = (usable: string, isRestricted: string): string => `(
  select o.*, count(*) over () as usable, count(*) filter (where not o.sandbox) over () as own from numbers o
   where o.account_id = a.id and ${usable}) o
  where o.id = a.default_number_id or (o.usable = 1 and ${isRestricted}) or (o.sandbox and o.own = 0)
  order by o.id = a.default_number_id desc nulls last limit 1`

/** What an account can name in place of a default: up to ten of its numbers, as they are displayed. */
export const numberChoicesSql = (usable: string): string => `array(
  select coalesce(o.display_phone_number || ' (' || o.phone_number_id || ')', o.phone_number_id) from numbers o
   where o.account_id = a.id and ${usable} order by o.id limit 10)`

/**
 * The number from which the caller sends when a request names none.
 * @param how how a number is connected through this surface, as `POST /v1/numbers`
 * @throws GatewayError `number_not_connected`, listing the numbers to choose from
 */
export function defaultNumberOf({ number, numberChoices }: Principal, how: string): SendingNumber {
  if (number) return number
  if (numberChoices.length === 0) throw new GatewayError('number_not_connected', `Connect a number first: ${how}.`)
  throw new GatewayError(
    'number_not_connected',
    `The account has no default number, and the request names none. Its numbers: ${numberChoices.join(', ')}. Choose one: PATCH /v1/account {"defaultNumberId": …}.`,
    {
      details: numberChoices.map((choice) => ({ field: 'from', message: `could be ${choice}` })),
      reason: 'no_default',
    },
  )
}
