import type { FieldProblem } from '#platform/errors.ts'
import { validatePhone } from './phone-number.ts'

/** Whom a message goes to; at least one of the two is there, and Meta looks at the phone first. */
export interface Recipient {
  /** Digits in E.164 without `+`, as given by the caller. Null: known by user id alone. */
  readonly phone: string | null
  /** Meta's business-scoped user id, for people who show no phone number. */
  readonly userId: string | null
}

const userIdPattern = /^[A-Z]{2}\.(ENT\.)?[0-9A-Za-z]{1,128}$/

/** Whether a text has the form of Meta's business-scoped user ids: `IN.13491208655302741918`. */
export const isUserId = (text: string) => userIdPattern.test(text)

/** What is wrong with a recipient: fields are `to`, the phone, and `recipient`, the user id. */
export function checkRecipient({ phone, userId }: Recipient): readonly FieldProblem[] {
  if (phone === null && userId === null) return [{ field: 'to', message: 'is required', rule: 'required' }]
  const problems: FieldProblem[] = []
  const wrong = phone === null ? null : validatePhone(phone)
  if (wrong !== null) problems.push({ field: 'to', message: wrong })
  if (userId !== null && !isUserId(userId))
    problems.push({ field: 'recipient', message: 'must be a user id of Meta, such as IN.13491208655302741918' })
  return problems
}
