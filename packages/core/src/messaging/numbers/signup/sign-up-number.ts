import type { CoreContext } from '#context.ts'
import { GatewayError } from '#platform/errors.ts'
import { assertEveryScope, assertScope, type Caller, type Reader } from '#tenancy/access/caller.ts'
import type { UnitOfWork } from '#tenancy/unit-of-work.ts'
import type { NumberSetup } from '../meta-app.ts'
import { selectByPhoneNumberId } from '../number-store.ts'
import {
  lacksNumber,
  type NumberSignup,
  type SignupReason,
  type SignupStep,
  signupPinAad,
  signupReasons,
  signupSteps,
  stateOf,
} from './number-signup.ts'
import { forgottenBy, signupError } from './signup-errors.ts'
import {
  adoptToken,
  assertLocked,
  auditSignup,
  newLock,
  type SignupRequest,
  type SignupRun,
  startRun,
  takeLock,
} from './signup-run.ts'
import { doStep, findOnlyNumber } from './signup-steps.ts'
import {
  findBegun,
  isSandboxAccount,
  releaseLock,
  type SignupRow,
  selectLocked,
  selectPin,
  selectSignup,
  storeFailure,
} from './signup-store.ts'

/**
 * Takes a number from the code of Meta's Embedded Signup to one that sends: exchanges the code, checks the token, subscribes
 * our app, registers the number and connects it (`signup-steps.ts`). Each step is stored before the next, the token sealed,
 * so the next call for the same number goes on where a step failed or the process died, with or without a new code.
 * @throws GatewayError with one of `signupReasons`; `conflict` without one while another call is at work on the number
 */
export async function signUpNumber(ctx: NumberSetup, caller: Caller, request: SignupRequest): Promise<NumberSignup> {
  assertScope(caller, 'numbers:write')
  let run = await ctx.transaction(caller, (tx) => begin(ctx, tx, request))
  try {
    if (lacksNumber(run.row)) run = await findNumber(run)
    for (const step of stepsLeft(run)) await doStep(run, step)
  } catch (error) {
    await endInFailure(run, error).catch(() => undefined) // the database may be away: the lock ends by itself
    throw error
  }
  const { lock } = run
  const signup = await ctx.transaction(caller, async (tx) => {
    await releaseLock(tx, lock)
    return selectSignup(tx, lock.accountId, lock.phoneNumberId)
  })
  if (!signup) throw new GatewayError('not_found', 'The number was disconnected meanwhile.')
  return signup
}

/** Nothing is stored by a call that cannot begin. @throws GatewayError as `signUpNumber` */
async function begin(ctx: NumberSetup, tx: UnitOfWork, request: SignupRequest): Promise<SignupRun> {
  const { wabaId, code } = request
  const { caller } = tx
  const { accountId } = caller
  if (request.phoneNumberId === wabaId) throw signupError('number_not_in_account')
  const codeFingerprint = code === undefined ? null : ctx.secrets.fingerprint(code)
  const phoneNumberId = request.phoneNumberId ?? (await findBegun(tx, accountId, { wabaId, codeFingerprint })) ?? wabaId
  const sandbox =
    (await selectByPhoneNumberId(tx, accountId, phoneNumberId))?.sandbox ??
    (phoneNumberId === wabaId && (await isSandboxAccount(tx, accountId, wabaId)))
  const app = sandbox ? (ctx.sandboxApp?.(accountId) ?? null) : ctx.metaApp
  if (app === null) throw signupError('app_not_configured')
  const lock = newLock(accountId, phoneNumberId)
  const locked = await takeLock(tx, lock, { wabaId, sandbox })
  const isChosen = phoneNumberId !== wabaId && locked.tokenCipher === null
  const row =
    isChosen && (await adoptToken(ctx, tx, lock, { wabaId, codeFingerprint })) ? await selectLocked(tx, lock) : locked
  if (row.tokenCipher === null && code === undefined && !wasDone(row)) throw signupError('code_required')
  return startRun({ ctx, caller, lock, row, request, app })
}

/**
 * Goes on with a sign-up of which only the business account is known, as after the onboarding of a number of the phone
 * app: exchanges the code, asks Meta for the number, and hands all of it over to the sign-up of that number.
 */
async function findNumber(run: SignupRun): Promise<SignupRun> {
  const { ctx, caller, row, request, app } = run
  if (row.tokenCipher === null) await doStep(run, 'code_exchanged')
  run.at = 'token_checked'
  const lock = { ...run.lock, phoneNumberId: await findOnlyNumber(run) }
  return ctx.transaction(caller, async (tx) => {
    await takeLock(tx, lock, row)
    assertLocked(await adoptToken(ctx, tx, lock, { wabaId: request.wabaId, codeFingerprint: null }))
    const run = startRun({ ctx, caller, lock, row: await selectLocked(tx, lock), request, app })
    await auditSignup(tx, run, 'number_found', {})
    return run
  })
}

const wasDone = (row: SignupRow) => stateOf({ ...row, busy: false }) === 'done'

/** None for a repetition of the call that finished it; another code is a sign-up anew, of a number that is registered. */
function stepsLeft({ ctx, row, request: { code } }: SignupRun): readonly SignupStep[] {
  const isRepeated = code === undefined || ctx.secrets.fingerprint(code) === row.codeFingerprint
  if (wasDone(row) && isRepeated) return []
  const isAnew = row.tokenCipher === null
  return signupSteps.filter(
    (step) => step === 'number_connected' || row.steps[step] === null || (isAnew && step !== 'number_registered'),
  )
}

/** Why it ended is stored, and others may go on with it at once. */
async function endInFailure(run: SignupRun, error: unknown): Promise<void> {
  const { ctx, caller, lock, at: step } = run
  await ctx.transaction(caller, async (tx) => {
    if (error instanceof GatewayError && isReason(error.reason)) {
      const { reason, message: detail, details } = error
      const said = details[0]?.message ?? ''
      const meta = said.startsWith('Meta: ') ? said : null
      const failure = { step, reason, detail, meta, at: new Date().toISOString() }
      const { token, pin } = forgottenBy(reason)
      const isLocked = await storeFailure(tx, lock, failure, { token, pin: pin && run.request.pin === undefined })
      if (isLocked) await auditSignup(tx, run, 'failed', { step, reason })
    }
    await releaseLock(tx, lock)
  })
}

const isReason = (reason: string | null): reason is SignupReason => signupReasons.some((one) => one === reason)

/** How far the sign-up of a number has come; null: the account has begun none. */
export const findSignup = (
  { read }: Pick<CoreContext, 'read'>,
  { accountId }: Reader,
  phoneNumberId: string,
): Promise<NumberSignup | null> => read({ accountId }, (db) => selectSignup(db, accountId, phoneNumberId))

/** The PIN of a number's two-step verification: whoever moves the number away from here needs it at Meta. */
export interface NumberPin {
  /** Six digits. */
  pin: string
  /** It was made here, for none was given. */
  generated: boolean
}

/** Recorded before it is returned; null: none is stored. @throws GatewayError `forbidden` without every scope */
export function revealPin(
  ctx: Pick<CoreContext, 'transaction' | 'secrets'>,
  caller: Caller,
  phoneNumberId: string,
): Promise<NumberPin | null> {
  assertEveryScope(caller)
  const { accountId } = caller
  return ctx.transaction(caller, async (tx) => {
    const stored = await selectPin(tx, accountId, phoneNumberId)
    if (stored === null) return null
    const { cipher, generated } = stored
    await tx.audit('number_signup.pin_revealed', phoneNumberId, { before: null, after: { generated } })
    return { pin: ctx.secrets.open(cipher, signupPinAad(accountId, phoneNumberId)), generated }
  })
}
