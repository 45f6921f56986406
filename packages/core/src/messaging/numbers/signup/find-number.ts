import type { Queryable } from '#platform/database/database.ts'
import { holdOrRefuse } from './hold-signup.ts'
import { signupTokenAad } from './number-signup.ts'
import { type SignupHold, selectHeld, storeToken, takeWaitingToken } from './signup-repository.ts'
import { assertHeld, auditSignup, type SignupRun, startRun } from './signup-run.ts'
import { findOnlyNumber } from './signup-steps.ts'
import { signupWork } from './signup-work.ts'

/**
 * Goes on with a sign-up of which only the business account is known, as after the onboarding of a number of the phone
 * app: exchanges the code, asks Meta for the number, and hands all of it over to the sign-up of that number.
 */
export async function findNumber(run: SignupRun): Promise<SignupRun> {
  const { ctx, hold, row, request, call, by } = run
  if (row.tokenCipher === null) await signupWork.code_exchanged(run)
  run.at = 'token_checked'
  const numberHold = { ...hold, phoneNumberId: await findOnlyNumber(call) }
  return ctx.db.asAccounts([hold.accountId], async (tx) => {
    await holdOrRefuse(tx, numberHold, row)
    assertHeld(await adoptToken(tx, ctx, numberHold, { wabaId: call.wabaId, codeFingerprint: null }))
    const found = startRun(ctx, { hold: numberHold, row: await selectHeld(tx, numberHold), request, by, app: call.app })
    await auditSignup(tx, found, 'number_found', {})
    return found
  })
}

/** Hands a token that waits for its number over to the number's sign-up, which is held. False: none waits. */
export async function adoptToken(
  tx: Queryable,
  { secrets }: SignupRun['ctx'],
  hold: SignupHold,
  from: { wabaId: string; codeFingerprint: string | null },
): Promise<boolean> {
  const waiting = await takeWaitingToken(tx, hold, from)
  if (!waiting) return false
  const token = secrets.open(waiting.cipher, signupTokenAad(hold.accountId, from.wabaId))
  const cipher = secrets.seal(token, signupTokenAad(hold.accountId, hold.phoneNumberId))
  return storeToken(tx, hold, { cipher, codeFingerprint: waiting.codeFingerprint })
}
