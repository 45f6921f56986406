import type { Queryable } from '#platform/database/database.ts'
import { GatewayError } from '#platform/errors.ts'
import { holdSignup, type SignupHold, type SignupRow, secondsHeld } from './signup-repository.ts'

/** @throws GatewayError `conflict` while another call is at work on the number */
export async function holdOrRefuse(
  tx: Queryable,
  hold: SignupHold,
  { wabaId, sandbox }: Pick<SignupRow, 'wabaId' | 'sandbox'>,
): Promise<SignupRow> {
  const row = await holdSignup(tx, hold, { wabaId, sandbox })
  if (row) return row
  const seconds = await secondsHeld(tx, hold.accountId, hold.phoneNumberId)
  throw new GatewayError('conflict', `Another call is at work on this number. Repeat yours in ${seconds} seconds.`, {
    retryAfterSeconds: Math.max(1, seconds),
  })
}
