import type { Queryable } from '#platform/database/database.ts'
import { GatewayError } from '#platform/errors.ts'
import { connectOneMore } from '../connect-number.ts'
import { endRivalClaims } from '../number-claims.ts'
import { markVerified } from '../number-repository.ts'
import { type SignupStep, signupPinAad, signupTokenAad } from './number-signup.ts'
import { signupError } from './signup-refusals.ts'
import { dropToken, isConnectedElsewhere, markStep, storePin, storeToken } from './signup-repository.ts'
import { assertHeld, auditSignup, keep, type SignupRun } from './signup-run.ts'
import { checkToken, exchangeCode, isLive, newPin, readNumber, registerNumber, subscribeApp } from './signup-steps.ts'

/** Does one step and stores that it is done, before anything else happens. */
export type SignupWork = (run: SignupRun) => Promise<void>

const exchange: SignupWork = async (run) => {
  const { ctx, hold, call, request } = run
  if (request.code === undefined) throw signupError('code_required')
  const token = await exchangeCode(call, request.code)
  const cipher = ctx.secrets.seal(token, signupTokenAad(hold.accountId, hold.phoneNumberId))
  const codeFingerprint = ctx.secrets.fingerprint(request.code)
  await keep(run, async (tx) => {
    await auditSignup(tx, run, 'code_exchanged', {})
    return storeToken(tx, hold, { cipher, codeFingerprint })
  })
  call.token = token
}

/** Only the owner of the business account at Meta learns whose number it is here; nothing was changed there so far. */
const check: SignupWork = async (run) => {
  const { ctx, hold, call } = run
  await checkToken(call)
  if (await isConnectedElsewhere(ctx.db.worker, hold.accountId, hold.phoneNumberId)) throw signupError('number_taken')
  await finish(run, 'token_checked')
}

const subscribe: SignupWork = async (run) => {
  await subscribeApp(run.call)
  await finish(run, 'app_subscribed')
}

const register: SignupWork = async (run) => {
  const { call, request } = run
  const details = await readNumber(call)
  const live = isLive(details, { pinIsGiven: request.pin !== undefined, isNamed: request.phoneNumberId !== undefined })
  if (!live) await registerNumber(call, request.pin ?? (await ownPin(run)))
  const proven = live ? undefined : request.pin
  await finish(run, 'number_registered', { registered: !live }, async (tx) => {
    if (proven !== undefined) assertHeld(await storePin(tx, run.hold, sealPin(run, proven, false)))
  })
}

/**
 * Stored before it is set at Meta: a PIN that nobody knows locks the number. One that is given is stored once Meta has
 * taken it, so that a wrong guess does not replace the one that was made here and may be set already.
 */
async function ownPin(run: SignupRun): Promise<string> {
  const { ctx, hold, row } = run
  if (row.pinCipher !== null) return ctx.secrets.open(row.pinCipher, signupPinAad(hold.accountId, hold.phoneNumberId))
  const pin = newPin()
  await keep(run, (tx) => storePin(tx, hold, sealPin(run, pin, true)))
  return pin
}

const sealPin = ({ ctx, hold }: SignupRun, pin: string, generated: boolean) => ({
  cipher: ctx.secrets.seal(pin, signupPinAad(hold.accountId, hold.phoneNumberId)),
  generated,
})

/** In one transaction, so that the token is in one place: with the sign-up or with the number. */
const connect: SignupWork = async (run) => {
  const { ctx, hold, call, row, by } = run
  const { phoneNumberId, token, wabaId } = call
  if (row.sandbox) return keep(run, async (tx) => (await dropToken(tx, hold)) && markStep(tx, hold, 'number_connected'))
  const { display_phone_number: displayPhoneNumber = null, verified_name: verifiedName = null } = await readNumber(call)
  await connectOneMore(ctx, hold.accountId, { accessToken: token, phoneNumberId }, by, async (tx, { id }) => {
    await markVerified(tx, hold.accountId, id, { displayPhoneNumber, verifiedName, wabaId })
    assertHeld((await dropToken(tx, hold)) && (await markStep(tx, hold, 'number_connected')))
  }).catch((error: unknown) => {
    const isTaken = error instanceof GatewayError && error.details[0]?.field === 'phoneNumberId'
    throw isTaken ? signupError('number_taken') : error
  })
  await endRivalClaims(ctx, { phoneNumberId })
}

const finish = (
  run: SignupRun,
  step: SignupStep,
  told: { registered?: boolean } = {},
  also: (tx: Queryable) => Promise<void> = async () => undefined,
) =>
  keep(run, async (tx) => {
    await auditSignup(tx, run, step, told)
    await also(tx)
    return markStep(tx, run.hold, step)
  })

export const signupWork: Readonly<Record<SignupStep, SignupWork>> = {
  code_exchanged: exchange,
  token_checked: check,
  app_subscribed: subscribe,
  number_registered: register,
  number_connected: connect,
}
