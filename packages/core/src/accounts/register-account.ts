import { v7 as uuidV7 } from 'uuid'
import { createApiKey } from '../api-keys/api-key.ts'
import { insertApiKey } from '../api-keys/api-key-repository.ts'
import type { CoreContext } from '../context.ts'
import type { Queryable } from '../database/database.ts'
import { GatewayError } from '../errors.ts'
import { tokenAad } from '../numbers/number.ts'
import { insertNumber, insertNumberLane } from '../numbers/number-repository.ts'
import type { Account, Plan } from './account.ts'
import { insertAccount } from './account-repository.ts'

/** A number on the simulator. It belongs to the account like any other, so that everything works before Meta does. */
export interface SandboxNumber {
  phoneNumberId: string
  wabaId: string
  displayPhoneNumber: string
  verifiedName: string
  accessToken: string
  /** Of the app whose secret signs the simulator's webhooks for this number. */
  appFingerprint: string
}

export interface Registration {
  name: string
  email: string
  plan?: Plan
  sandbox: SandboxNumber | null
  /** When the caller derives other things from the id; else one is made. */
  accountId?: string
}

/**
 * Makes an account with its first API key, and its sandbox number with that number's lane, in one transaction. The key
 * is shown here and never again.
 * @throws GatewayError `conflict` when the e-mail address has an account
 */
export async function registerAccount(
  { db, secrets }: Pick<CoreContext, 'db' | 'secrets'>,
  registration: Registration,
): Promise<{ account: Account; apiKey: string }> {
  const account = toNewAccount(registration)
  const key = createApiKey(secrets.pepper('api-keys'))
  await db.asAccounts([account.id], async (tx) => {
    if (!(await insertAccount(tx, account))) throw emailTaken()
    await insertApiKey(tx, account.id, key)
    if (registration.sandbox) await insertSandboxNumber(tx, secrets, account.id, registration.sandbox)
  })
  return { account, apiKey: key.secret }
}

const toNewAccount = ({ accountId, name, email, plan }: Registration): Account => ({
  id: accountId ?? uuidV7(),
  name: name.trim(),
  email: email.trim(),
  plan: plan ?? 'free',
  active: true,
  requestsPerMinute: null,
})

const emailTaken = () =>
  new GatewayError('conflict', 'An account with this e-mail address exists already', {
    details: [{ field: 'email', message: 'is already registered' }],
  })

async function insertSandboxNumber(
  tx: Queryable,
  secrets: CoreContext['secrets'],
  accountId: string,
  sandbox: SandboxNumber,
): Promise<void> {
  const id = uuidV7()
  const laneId = await insertNumberLane(tx, accountId, id)
  await insertNumber(tx, {
    id,
    accountId,
    laneId,
    sandbox: true,
    phoneNumberId: sandbox.phoneNumberId,
    wabaId: sandbox.wabaId,
    displayPhoneNumber: sandbox.displayPhoneNumber,
    verifiedName: sandbox.verifiedName,
    tokenCipher: secrets.seal(sandbox.accessToken, tokenAad(id)),
    appSecretCipher: null,
    appFingerprint: sandbox.appFingerprint,
  })
}
