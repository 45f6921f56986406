import type { CoreContext } from '#context.ts'
import { isUniqueViolation } from '#platform/database/errors.ts'
import { type FieldProblem, GatewayError } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { assertScope, type Caller } from '#tenancy/access/caller.ts'
import { lockAccount } from '#tenancy/accounts/account-store.ts'
import type { UnitOfWork } from '#tenancy/unit-of-work.ts'
import { forgetHealth } from './health/health-store.ts'
import { appSecretAad, type PhoneNumber, tokenAad } from './number.ts'
import {
  adoptDefaultNumber,
  findOwnNumber,
  insertNumber,
  insertNumberLane,
  openLane,
  replaceCredentials,
  selectByPhoneNumberId,
  selectNumber,
} from './number-store.ts'

export interface Credentials {
  accessToken: string
  /** Meta's id, digits. */
  phoneNumberId: string
  /** Of the app that receives the number's webhooks; left out: the operator's app does. */
  appSecret?: string
}

type ConnectContext = Pick<CoreContext, 'transaction' | 'secrets'>

/**
 * Connects the account's own number, or gives it other credentials: its lane and what waits there stay, and a lane that
 * was paused because of the old credentials runs again. Nothing is asked of Meta here: `verifyNumber` does.
 * It is a claim until its token has read the number at Meta: it keeps nobody else from the number, and receives nothing.
 * @throws GatewayError `invalid_request`; `conflict` when the account has the phone number id already
 */
export const connectNumber = (ctx: ConnectContext, caller: Caller, credentials: Credentials): Promise<PhoneNumber> =>
  connect(ctx, caller, credentials, (tx) => findOwnNumber(tx, caller.accountId))

/**
 * Connects one more number, or gives the one with this phone number id other credentials, as `connectNumber` does.
 * @throws GatewayError `invalid_request`; `conflict` when it is the account's sandbox number
 */
export const connectOneMore = (ctx: ConnectContext, caller: Caller, credentials: Credentials): Promise<PhoneNumber> =>
  connect(ctx, caller, credentials, async (tx) => {
    const current = await selectByPhoneNumberId(tx, caller.accountId, credentials.phoneNumberId)
    if (current?.sandbox) throw numberTaken()
    return current
  })

/** @param findCurrent which number is given other credentials; null: one is connected */
async function connect(
  ctx: ConnectContext,
  caller: Caller,
  credentials: Credentials,
  findCurrent: (tx: UnitOfWork) => Promise<PhoneNumber | null>,
): Promise<PhoneNumber> {
  assertScope(caller, 'numbers:write')
  refuseUnusable(credentials)
  const storing = ctx.transaction(caller, async (tx) => {
    if (!(await lockAccount(tx, caller.accountId))) throw new GatewayError('not_found', 'There is no such account')
    const number = await storeCredentials(ctx, tx, credentials, await findCurrent(tx))
    tx.notify('accounts', caller.accountId)
    tx.wake(number.laneId)
    return number
  })
  return storing.catch((error: unknown) => {
    throw isUniqueViolation(error) ? numberTaken() : error
  })
}

async function storeCredentials(
  { secrets }: ConnectContext,
  tx: UnitOfWork,
  credentials: Credentials,
  current: PhoneNumber | null,
): Promise<PhoneNumber> {
  const { accountId } = tx.caller
  const id = current?.id ?? newId()
  const sealed = { id, accountId, phoneNumberId: credentials.phoneNumberId, ...seal(secrets, id, credentials) }
  if (current) {
    await replaceCredentials(tx, sealed)
    await forgetHealth(tx, accountId, id)
    await openLane(tx, accountId, current.laneId)
  } else {
    const laneId = await insertNumberLane(tx, accountId, id)
    const unread = { wabaId: null, displayPhoneNumber: null, verifiedName: null }
    if (!(await insertNumber(tx, { ...sealed, ...unread, laneId, sandbox: false }))) throw numberTaken()
    await adoptDefaultNumber(tx, accountId, id)
  }
  const stored = await selectNumber(tx, accountId, id)
  if (!stored) throw new Error('The number that was just stored is not there')
  await tx.audit(current ? 'number.credentials_changed' : 'number.connected', id, {
    before: current && toAudited(current),
    after: toAudited(stored),
  })
  return stored
}

const toAudited = ({ phoneNumberId, hasAppSecret }: PhoneNumber) => ({ phoneNumberId, hasAppSecret })

const seal = (secrets: CoreContext['secrets'], numberId: string, { accessToken, appSecret }: Credentials) => ({
  tokenCipher: secrets.seal(accessToken, tokenAad(numberId)),
  appSecretCipher: appSecret === undefined ? null : secrets.seal(appSecret, appSecretAad(numberId)),
  appFingerprint: appSecret === undefined ? null : secrets.fingerprint(appSecret),
})

/** They travel in headers and paths: what could not be there is refused before it is stored. */
function refuseUnusable({ accessToken, phoneNumberId, appSecret }: Credentials): void {
  const details: FieldProblem[] = []
  if (!/^[\x21-\x7e]{1,4096}$/.test(accessToken))
    details.push({ field: 'accessToken', message: 'must be 1 to 4096 printable characters without spaces' })
  if (!/^[0-9]{5,20}$/.test(phoneNumberId))
    details.push({ field: 'phoneNumberId', message: "must be Meta's id of the number, 5 to 20 digits" })
  if (appSecret !== undefined && !/^[\x21-\x7e]{8,256}$/.test(appSecret))
    details.push({ field: 'appSecret', message: 'must be 8 to 256 printable characters without spaces' })
  if (details.length > 0) throw new GatewayError('invalid_request', 'The credentials are not usable', { details })
}

const numberTaken = () =>
  new GatewayError('conflict', 'This phone number id is connected already', {
    details: [{ field: 'phoneNumberId', message: 'is connected already' }],
  })
