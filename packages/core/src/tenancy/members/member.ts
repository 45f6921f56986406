import { GatewayError } from '#platform/errors.ts'
import type { Role } from '../access/roles.ts'

/** A person's place in one account. Instants are ISO 8601. */
export interface Member {
  id: string
  accountId: string
  personId: string
  email: string
  /** As this account knows them. */
  name: string
  role: Role
  createdAt: string
}

const longestEmail = 254

/** In the one spelling by which a person is found. @throws GatewayError `invalid_request` */
export function readEmail(text: string): string {
  const email = text.trim().toLowerCase()
  if (email.length > longestEmail || !/^[^\s@\p{Cc}]+@[^\s@\p{Cc}]+\.[^\s@\p{Cc}]+$/u.test(email))
    throw rejectField('email', 'must be an e-mail address')
  return email
}

const longestName = 100

/** @throws GatewayError `invalid_request` */
export function readName(text: string): string {
  const name = text.trim()
  if (name === '' || name.length > longestName || /\p{Cc}/u.test(name))
    throw rejectField('name', `must have 1 to ${longestName} characters`)
  return name
}

export const rejectField = (field: string, message: string) =>
  new GatewayError('invalid_request', 'Validation failed.', { details: [{ field, message }] })
