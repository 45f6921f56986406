import { readPhone } from '#messaging/identities/phone-number.ts'
import { isUserId } from '#messaging/identities/recipient.ts'
import { type FieldProblem, GatewayError } from '#platform/errors.ts'
import type { ListEntry } from '../campaign.ts'

/** A person of a list as it was given. */
export interface GivenEntry {
  phone?: string | undefined
  userId?: string | undefined
  /** Values of its columns, which bindings name as `list.<column>`. */
  values?: Readonly<Record<string, string>> | undefined
}

const maxProblems = 50

/** @throws GatewayError `invalid_request` with the first problems by their place */
export function parseList(given: readonly GivenEntry[]): ListEntry[] {
  const problems: FieldProblem[] = []
  const entries = given.map(({ phone, userId, values = {} }, place): ListEntry => {
    const add = (name: string, message: string) => problems.push({ field: `list.${place}.${name}`, message })
    const read = phone === undefined ? null : readPhone(phone, 'written')
    if (read !== null && 'problem' in read) add('phone', read.problem)
    if (userId !== undefined && !isUserId(userId))
      add('userId', 'must be a user id of Meta, such as IN.13491208655302741918')
    if (phone === undefined && userId === undefined) add('phone', 'is required, or userId in its place')
    return { phone: read !== null && 'phone' in read ? read.phone : null, userId: userId ?? null, vars: values }
  })
  if (problems.length > 0)
    throw new GatewayError('invalid_request', 'Validation failed.', { details: problems.slice(0, maxProblems) })
  return entries
}
