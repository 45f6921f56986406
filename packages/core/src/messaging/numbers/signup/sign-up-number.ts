import { randomUUID } from 'node:crypto'
import type { Queryable } from '#platform/database/database.ts'
import { GatewayError } from '#platform/errors.ts'
import type { Actor } from '#tenancy/audit/actor.ts'
import type { NumberSetup } from '../meta-app.ts'
import { selectByPhoneNumberId } from '../number-repository.ts'
import { adoptToken, findNumber } from './find-number.ts'
import { holdOrRefuse } from './hold-signup.ts'
import { lacksNumber, type NumberSignup, type SignupStep, signupSteps, stateOf } from './number-signup.ts'
import { signupError } from './signup-refusals.ts'
import {
  findBegun,
  isSandboxAccount,
  releaseHold,
  type SignupRow,
  selectHeld,
  selectSignup,
} from './signup-repository.ts'
import { endInFailure, type SignupRequest, type SignupRun, startRun } from './signup-run.ts'
import { signupWork } from './signup-work.ts'

/**
 * Takes a number from the code of Meta's Embedded Signup to one that sends: exchanges the code, checks the token, subscribes
 * our app, registers the number and connects it. Each step is stored before the next, the token sealed, so that what failed
 * or died is gone on with by the next call for the same number, with or without a new code.
 * @throws GatewayError with one of `signupReasons`; `conflict` without one while another call is at work on the number
 */
export async function signUpNumber(
  ctx: NumberSetup,
  accountId: string,
  request: SignupRequest,
  by: Actor,
): Promise<NumberSignup> {
  let run = await ctx.db.asAccounts([accountId], (tx) => begin(tx, ctx, accountId, request, by))
  try {
    if (lacksNumber(run.row)) run = await findNumber(run)
    await goOn(run)
  } catch (error) {
    await endInFailure(run, error).catch(() => undefined) // the database may be away: the hold ends by itself
    throw error
  }
  const { hold } = run
  const signup = await ctx.db.asAccounts([accountId], async (tx) => {
    await releaseHold(tx, hold)
    return selectSignup(tx, accountId, hold.phoneNumberId)
  })
  if (!signup) throw new GatewayError('not_found', 'The number was disconnected meanwhile.')
  return signup
}

/** Nothing is stored by a call that cannot begin. @throws GatewayError as `signUpNumber` */
async function begin(
  tx: Queryable,
  ctx: NumberSetup,
  accountId: string,
  request: SignupRequest,
  by: Actor,
): Promise<SignupRun> {
  const { wabaId, code } = request
  if (request.phoneNumberId === wabaId) throw signupError('number_not_in_account')
  const codeFingerprint = code === undefined ? null : ctx.secrets.fingerprint(code)
  const phoneNumberId = request.phoneNumberId ?? (await findBegun(tx, accountId, { wabaId, codeFingerprint })) ?? wabaId
  const sandbox =
    (await selectByPhoneNumberId(tx, accountId, phoneNumberId))?.sandbox ??
    (phoneNumberId === wabaId && (await isSandboxAccount(tx, accountId, wabaId)))
  const app = sandbox ? (ctx.sandboxApp?.(accountId) ?? null) : ctx.metaApp
  if (app === null) throw signupError('app_not_configured')
  const hold = { accountId, phoneNumberId, heldBy: randomUUID() }
  const held = await holdOrRefuse(tx, hold, { wabaId, sandbox })
  const isChosen = phoneNumberId !== wabaId && held.tokenCipher === null
  const row =
    isChosen && (await adoptToken(tx, ctx, hold, { wabaId, codeFingerprint })) ? await selectHeld(tx, hold) : held
  if (row.tokenCipher === null && code === undefined && !wasDone(row)) throw signupError('code_required')
  return startRun(ctx, { row, app, hold, request, by })
}

const wasDone = (row: SignupRow) => stateOf({ ...row, busy: false }) === 'done'

async function goOn(run: SignupRun): Promise<void> {
  for (const step of stepsLeft(run)) {
    run.at = step
    await signupWork[step](run)
  }
}

/** None for a repetition of the call that finished it; another code is a sign-up anew, of a number that is registered. */
function stepsLeft({ ctx, row, request: { code } }: SignupRun): readonly SignupStep[] {
  const isRepeated = code === undefined || ctx.secrets.fingerprint(code) === row.codeFingerprint
  if (wasDone(row) && isRepeated) return []
  const isAnew = row.tokenCipher === null
  return signupSteps.filter(
    (step) => step === 'number_connected' || row.steps[step] === null || (isAnew && step !== 'number_registered'),
  )
}
