import { randomUUID } from 'node:crypto'
import type { Actor } from '../../audit/actor.ts'
import type { Queryable } from '../../database/database.ts'
import { GatewayError } from '../../errors.ts'
import type { MetaApp, NumberSetup } from '../meta-app.ts'
import { selectByPhoneNumberId } from '../number-repository.ts'
import { type NumberSignup, type SignupStep, signupSteps, stateOf } from './number-signup.ts'
import { signupError } from './signup-refusals.ts'
import {
  holdSignup,
  releaseHold,
  type SignupHold,
  type SignupRow,
  secondsHeld,
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
  const { phoneNumberId } = request
  const hold = { accountId, phoneNumberId, heldBy: randomUUID() }
  const begun = await ctx.db.asAccounts([accountId], (tx) => begin(tx, ctx, hold, request))
  const run = startRun(ctx, { ...begun, hold, request, by })
  await goOn(run).catch(async (error: unknown) => {
    await endInFailure(run, error).catch(() => undefined) // the database may be away: the hold ends by itself
    throw error
  })
  const signup = await ctx.db.asAccounts([accountId], async (tx) => {
    await releaseHold(tx, hold)
    return selectSignup(tx, accountId, phoneNumberId)
  })
  if (!signup) throw new GatewayError('not_found', 'The number was disconnected meanwhile.')
  return signup
}

/** Nothing is stored by a call that cannot begin. @throws GatewayError as `signUpNumber` */
async function begin(
  tx: Queryable,
  ctx: NumberSetup,
  hold: SignupHold,
  { wabaId, code }: SignupRequest,
): Promise<{ row: SignupRow; app: MetaApp }> {
  const { accountId, phoneNumberId } = hold
  const sandbox = (await selectByPhoneNumberId(tx, accountId, phoneNumberId))?.sandbox ?? false
  const app = sandbox ? ctx.sandboxApp : ctx.metaApp
  if (app === null) throw signupError('app_not_configured')
  const row = await holdSignup(tx, hold, { wabaId, sandbox })
  if (!row) throw busy(await secondsHeld(tx, accountId, phoneNumberId))
  if (row.tokenCipher === null && code === undefined && !wasDone(row)) throw signupError('code_required')
  return { row, app }
}

const busy = (seconds: number) =>
  new GatewayError('conflict', `Another call is at work on this number. Repeat yours in ${seconds} seconds.`, {
    retryAfterSeconds: Math.max(1, seconds),
  })

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
