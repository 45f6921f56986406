import { randomInt } from 'node:crypto'
import type { PhoneNumberDetails } from '@dawk/cloud-api/calls/number-calls.ts'
import type { CallOutcome, CloudApiClient } from '@dawk/cloud-api/client.ts'
import { appToken, type MetaApp } from '../meta-app.ts'
import { judgeToken } from './judge-token.ts'
import { type CallBy, signupError } from './signup-refusals.ts'

/** What the steps at Meta need to know, and how they ask. Each may be repeated: none does a thing twice. */
export interface SignupCall {
  app: MetaApp
  wabaId: string
  phoneNumberId: string
  /** Of the sign-up; empty before the code is exchanged. */
  token: string
  /** One call to Meta under the hold. @throws GatewayError in plain words when Meta refuses, or the hold is lost */
  ask<Data>(by: CallBy, call: (client: CloudApiClient) => Promise<CallOutcome<Data>>): Promise<Data>
}

/** The token that Meta gives for a code: it does so once. */
export async function exchangeCode({ app, ask }: SignupCall, code: string): Promise<string> {
  const { access_token: token } = await ask('code', (client) =>
    client.exchangeCode({ appId: app.id, appSecret: app.secret, code }),
  )
  if (typeof token === 'string' && /^[\x21-\x7e]{1,4096}$/.test(token)) return token
  throw signupError('meta_unavailable', { said: 'the answer has no token' })
}

/** That the token is our app's, has the permissions, and covers the account, which has the number. */
export async function checkToken(call: SignupCall): Promise<void> {
  await checkGrant(call)
  for await (const { id } of numbersOf(call)) if (id === call.phoneNumberId) return
  throw signupError('number_not_in_account')
}

async function checkGrant({ app, token, wabaId, ask }: SignupCall): Promise<void> {
  const { data } = await ask('app', (client) => client.debugToken({ inputToken: token, token: appToken(app) }))
  judgeToken(data, { appId: app.id, wabaId, now: new Date() })
}

/** The number of a business account that has one. @throws GatewayError for none, and for several, which it names */
export async function findOnlyNumber(call: SignupCall): Promise<string> {
  await checkGrant(call)
  const found: PhoneNumberDetails[] = []
  for await (const number of numbersOf(call)) found.push(number)
  const [only, another] = found
  if (!only) throw signupError('account_has_no_number')
  if (another) throw signupError('number_not_chosen', { detail: toChoice(found) })
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

async function* numbersOf({ token, wabaId, ask }: SignupCall): AsyncGenerator<PhoneNumberDetails> {
  let after: string | undefined
  for (let pages = 0; pages < maxPages; pages++) {
    const place = { limit: numbersAtATime, ...(after !== undefined && { after }) }
    const page = await ask('token', (client) => client.listPhoneNumbers({ wabaId, token, ...place }))
    yield* page.data
    after = page.paging?.next === undefined ? undefined : page.paging.cursors?.after
    if (after === undefined) return
  }
}

/** A subscription that is there stays as it is: to subscribe again would take off the account's own callback. */
export async function subscribeApp({ app, token, wabaId, ask }: SignupCall): Promise<void> {
  const { data } = await ask('token', (client) => client.listSubscribedApps({ wabaId, token }))
  if (data.some(({ whatsapp_business_api_data: { id } }) => id === app.id)) return
  await ask('token', (client) => client.subscribeApp({ wabaId, token }))
}

/** What stands in the way of a registration, or makes it needless. */
export const readNumber = ({ token, phoneNumberId, ask }: SignupCall): Promise<PhoneNumberDetails> =>
  ask('token', (client) => client.getPhoneNumber({ phoneNumberId, token }))

/**
 * Whether the number sends already: one that was linked in the phone app is never registered here, which could take it off
 * the app, and one that is live behind a PIN that nobody has told us needs none. The latter is also what is found after a
 * registration whose answer was lost. `isNamed`: the sign-up said which number; one of the phone app does not.
 * @throws GatewayError for one of the phone app that was not linked
 */
export function isLive(
  details: PhoneNumberDetails,
  { pinIsGiven, isNamed }: { pinIsGiven: boolean; isNamed: boolean },
) {
  const { platform_type: platform, status, is_on_biz_app: inPhoneApp, is_pin_enabled: hasPin } = details
  if (inPhoneApp && platform !== 'CLOUD_API') throw signupError('number_in_phone_app')
  if (platform !== 'CLOUD_API') return false
  return inPhoneApp === true || (status === 'CONNECTED' && !pinIsGiven && (hasPin === true || !isNamed))
}

export const newPin = (): string => String(randomInt(1_000_000)).padStart(6, '0')

export async function registerNumber({ token, phoneNumberId, ask }: SignupCall, pin: string): Promise<void> {
  await ask('token', (client) => client.registerNumber({ phoneNumberId, token, pin }))
}
