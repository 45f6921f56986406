import { randomInt } from 'node:crypto'
import type { PhoneNumberDetails } from '@dawk/cloud-api/calls/number-calls.ts'
import { isUniqueViolation } from '#platform/database/errors.ts'
import { GatewayError } from '#platform/errors.ts'
import type { UnitOfWork } from '#tenancy/unit-of-work.ts'
import { announceConnected } from '../announce-connected.ts'
import { connectOneMore } from '../connect-number.ts'
import { appToken } from '../meta-app.ts'
import { endRivalClaims } from '../number-claims.ts'
import { markVerified } from '../number-store.ts'
import { type SignupStep, signupPinAad, signupTokenAad } from './number-signup.ts'
import { assertGoodToken, signupError } from './signup-errors.ts'
import { ask, auditSignup, type SignupRun, storeUnderLock } from './signup-run.ts'
import { dropToken, isConnectedElsewhere, markStep, storePin, storeToken } from './signup-store.ts'

/**
 * What Meta's yes leaves to be stored. It is written in one transaction with the mark that the step is done and its audit
 * record, before the next step begins.
 */
interface StepResult {
  /** Written with the mark. False: another call has taken the sign-up over. */
  write?: (tx: UnitOfWork) => Promise<boolean>
  /** What the audit record shows; null: the step leaves no record of its own. */
  record?: { registered?: boolean } | null
  /** Follows the commit; repeated by others where a crash loses it. */
  afterwards?: () => Promise<void>
}

/** Asks Meta for one step of a sign-up. Each may be repeated: none does a thing twice. */
type Step = (run: SignupRun) => Promise<StepResult>

const steps: Readonly<Record<SignupStep, Step>> = {
  /**
   * Asks: the token for the code, which Meta gives once. Stores: the token, sealed.
   * A crash before the store loses both: the caller signs up in the browser again, and sends its new code.
   */
  async code_exchanged(run) {
    const { ctx, lock } = run
    const { code } = run.request
    if (code === undefined) throw signupError('code_required')
    run.token = await exchangeCode(run, code)
    const cipher = ctx.secrets.seal(run.token, signupTokenAad(lock.accountId, lock.phoneNumberId))
    return { write: (tx) => storeToken(tx, lock, { cipher, codeFingerprint: ctx.secrets.fingerprint(code) }) }
  },

  /**
   * Asks: whether the token is our app's, and covers the account and its number. Stores: that it does. A crash leaves nothing.
   * Only the owner of the business account at Meta learns whose number it is here; nothing was changed there so far.
   */
  async token_checked(run) {
    await checkToken(run)
    const { accountId, phoneNumberId } = run.lock
    if (await isConnectedElsewhere(run.ctx.worker, accountId, phoneNumberId)) throw signupError('number_taken')
    return {}
  },

  /** Asks: the subscription of our app. Stores: that it is there. After a crash it is found, and left as it is. */
  async app_subscribed(run) {
    await subscribeApp(run)
    return {}
  },

  /**
   * Asks: the registration, with a PIN that is stored before (`ownPin`). Stores: a PIN that was given, once Meta has taken it.
   * After a crash the number is registered with the same PIN again, or found live.
   */
  async number_registered(run) {
    const { pin, phoneNumberId } = run.request
    const live = isLive(await readNumber(run), { pinIsGiven: pin !== undefined, isNamed: phoneNumberId !== undefined })
    if (!live) await registerNumber(run, pin ?? (await ownPin(run)))
    const record = { registered: !live }
    return live || pin === undefined
      ? { record }
      : { record, write: (tx) => storePin(tx, run.lock, sealPin(run, pin, false)) }
  },

  /**
   * Asks: how the number is displayed. Stores: the number with the token, which the sign-up gives up, so that a token is in
   * one place. A crash leaves one or the other. The record is the number's own.
   */
  async number_connected(run) {
    const { ctx, lock, row } = run
    if (row.sandbox) return { record: null, write: (tx) => dropToken(tx, lock) }
    const details = await readNumber(run)
    return {
      record: null,
      write: (tx) => connect(run, tx, details),
      afterwards: () => endRivalClaims(ctx, { phoneNumberId: lock.phoneNumberId }),
    }
  },
}

/** Does one step and stores that it is done, before anything else happens. */
export async function doStep(run: SignupRun, step: SignupStep): Promise<void> {
  run.at = step
  const { write = async () => true, record = {}, afterwards } = await steps[step](run)
  await storeUnderLock(run, async (tx) => {
    if (record) await auditSignup(tx, run, step, record)
    return (await write(tx)) && markStep(tx, run.lock, step)
  })
  await afterwards?.()
}

async function connect(run: SignupRun, tx: UnitOfWork, details: PhoneNumberDetails): Promise<boolean> {
  const { ctx, lock, token, request } = run
  const { phoneNumberId, accountId } = lock
  const { display_phone_number: displayPhoneNumber = null, verified_name: verifiedName = null } = details
  const within = { secrets: ctx.secrets, transaction: tx.transaction }
  try {
    const { id } = await connectOneMore(within, run.caller, { accessToken: token, phoneNumberId })
    await markVerified(tx, accountId, id, { displayPhoneNumber, verifiedName, wabaId: request.wabaId })
    await announceConnected(tx, { accountId, id })
  } catch (error) {
    const isTaken = error instanceof GatewayError && error.details[0]?.field === 'phoneNumberId'
    throw isTaken || isUniqueViolation(error) ? signupError('number_taken') : error
  }
  return dropToken(tx, lock)
}

/** The token that Meta gives for a code: it does so once. */
async function exchangeCode(run: SignupRun, code: string): Promise<string> {
  const { id: appId, secret: appSecret } = run.app
  const { access_token: token } = await ask(run, 'code', (client) => client.exchangeCode({ appId, appSecret, code }))
  if (typeof token === 'string' && /^[\x21-\x7e]{1,4096}$/.test(token)) return token
  throw signupError('meta_unavailable', { said: 'the answer has no token' })
}

/** That the token is our app's, has the permissions, and covers the account, which has the number. */
async function checkToken(run: SignupRun): Promise<void> {
  await checkGrant(run)
  for await (const { id } of numbersOf(run)) if (id === run.lock.phoneNumberId) return
  throw signupError('number_not_in_account')
}

async function checkGrant(run: SignupRun): Promise<void> {
  const { app, token, request } = run
  const { data } = await ask(run, 'app', (client) => client.debugToken({ inputToken: token, token: appToken(app) }))
  assertGoodToken(data, { appId: app.id, wabaId: request.wabaId, now: new Date() })
}

/** The number of a business account that has one. @throws GatewayError for none, and for several, which it names */
export async function findOnlyNumber(run: SignupRun): Promise<string> {
  await checkGrant(run)
  const numbers: PhoneNumberDetails[] = []
  for await (const number of numbersOf(run)) numbers.push(number)
  const [only, another] = numbers
  if (!only) throw signupError('account_has_no_number')
  if (another) throw signupError('number_not_chosen', { detail: toChoice(numbers) })
  return only.id
}

const maxNamed = 20

function toChoice(numbers: readonly PhoneNumberDetails[]): string {
  const named = numbers
    .slice(0, maxNamed)
    .map(({ id, display_phone_number: shown }) => (shown ? `${id} (${shown})` : id))
  const more = numbers.length > maxNamed ? ` and ${numbers.length - maxNamed} more` : ''
  return `The WhatsApp Business Account has ${numbers.length} phone numbers: ${named.join(', ')}${more}. Repeat the call with one of these ids as \`phoneNumberId\`; no new code is needed.`
}

const numbersAtATime = 100
const maxPages = 50

async function* numbersOf(run: SignupRun): AsyncGenerator<PhoneNumberDetails> {
  const account = { wabaId: run.request.wabaId, token: run.token }
  let after: string | undefined
  for (let pages = 0; pages < maxPages; pages++) {
    const place = { limit: numbersAtATime, ...(after !== undefined && { after }) }
    const page = await ask(run, 'token', (client) => client.listPhoneNumbers({ ...account, ...place }))
    yield* page.data
    after = page.paging?.next === undefined ? undefined : page.paging.cursors?.after
    if (after === undefined) return
  }
}

/** A subscription that is there stays as it is: to subscribe again would take off the account's own callback. */
async function subscribeApp(run: SignupRun): Promise<void> {
  const account = { wabaId: run.request.wabaId, token: run.token }
  const { data } = await ask(run, 'token', (client) => client.listSubscribedApps(account))
  if (data.some(({ whatsapp_business_api_data: { id } }) => id === run.app.id)) return
  await ask(run, 'token', (client) => client.subscribeApp(account))
}

/** What stands in the way of a registration, or makes it needless. */
const readNumber = (run: SignupRun): Promise<PhoneNumberDetails> =>
  ask(run, 'token', (client) => client.getPhoneNumber({ phoneNumberId: run.lock.phoneNumberId, token: run.token }))

/**
 * Whether the number sends already: one that was linked in the phone app is never registered here, which could take it off
 * the app, and one that is live behind a PIN that nobody has told us needs none. The latter is also what is found after a
 * registration whose answer was lost. `isNamed`: the sign-up said which number; one of the phone app does not.
 * @throws GatewayError for one of the phone app that was not linked
 */
function isLive(details: PhoneNumberDetails, { pinIsGiven, isNamed }: { pinIsGiven: boolean; isNamed: boolean }) {
  const { platform_type: platform, status, is_on_biz_app: inPhoneApp, is_pin_enabled: hasPin } = details
  if (inPhoneApp && platform !== 'CLOUD_API') throw signupError('number_in_phone_app')
  if (platform !== 'CLOUD_API') return false
  return inPhoneApp === true || (status === 'CONNECTED' && !pinIsGiven && (hasPin === true || !isNamed))
}

const registerNumber = (run: SignupRun, pin: string) =>
  ask(run, 'token', (client) => client.registerNumber({ phoneNumberId: run.lock.phoneNumberId, token: run.token, pin }))

/**
 * Stored before it is set at Meta: a PIN that nobody knows locks the number. One that is given is stored once Meta has
 * taken it, so that a wrong guess does not replace the one that was made here and may be set already.
 */
async function ownPin(run: SignupRun): Promise<string> {
  const { ctx, lock, row } = run
  if (row.pinCipher !== null) return ctx.secrets.open(row.pinCipher, signupPinAad(lock.accountId, lock.phoneNumberId))
  const pin = String(randomInt(1_000_000)).padStart(6, '0')
  await storeUnderLock(run, (tx) => storePin(tx, lock, sealPin(run, pin, true)))
  return pin
}

const sealPin = ({ ctx, lock }: SignupRun, pin: string, generated: boolean) => ({
  cipher: ctx.secrets.seal(pin, signupPinAad(lock.accountId, lock.phoneNumberId)),
  generated,
})
