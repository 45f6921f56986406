import type { CoreContext } from '#context.ts'
import type { Queryable } from '#platform/database/database.ts'
import { newId } from '#platform/ids.ts'
import type { SecretBox } from '#platform/secrets.ts'
import { accountChannel } from '#tenancy/accounts/account-channel.ts'
import { lockAccount } from '#tenancy/accounts/account-repository.ts'
import { appSecretAad, tokenAad } from './number.ts'
import { hasSandboxNumber, insertNumber, insertNumberLane } from './number-repository.ts'

/** A number on the simulator. It belongs to the account like any other, so that everything works before Meta does. */
export interface SandboxNumber {
  phoneNumberId: string
  wabaId: string
  displayPhoneNumber: string
  verifiedName: string
  accessToken: string
  /** Signs the simulator's webhooks for this number; no other account has it. */
  appSecret: string
  appFingerprint: string
}

/** What a new account is provisioned with: the sandbox number that `numberOf` derives from it. */
export const withSandboxNumber =
  (secrets: SecretBox, numberOf: (account: { id: string; name: string }) => SandboxNumber) =>
  (tx: Queryable, account: { id: string; name: string }): Promise<void> =>
    insertSandboxNumber(tx, secrets, account.id, numberOf(account))

/** Inserts the number and its lane. */
async function insertSandboxNumber(
  tx: Queryable,
  secrets: SecretBox,
  accountId: string,
  { accessToken, appSecret, ...sandbox }: SandboxNumber,
): Promise<void> {
  const id = newId()
  const laneId = await insertNumberLane(tx, accountId, id)
  const tokenCipher = secrets.seal(accessToken, tokenAad(id))
  const appSecretCipher = secrets.seal(appSecret, appSecretAad(id))
  const number = { ...sandbox, id, accountId, laneId, sandbox: true, tokenCipher, appSecretCipher }
  if (!(await insertNumber(tx, number))) throw new Error('The sandbox number of an account is taken')
}

/** Gives an account that has none its sandbox number; doing so twice changes nothing. */
export async function ensureSandboxNumber(
  { db, secrets }: Pick<CoreContext, 'db' | 'secrets'>,
  accountId: string,
  sandbox: SandboxNumber,
): Promise<void> {
  const added = await db.asAccounts([accountId], async (tx) => {
    if (!(await lockAccount(tx, accountId)) || (await hasSandboxNumber(tx, accountId))) return false
    await insertSandboxNumber(tx, secrets, accountId, sandbox)
    return true
  })
  if (added) await db.notify(accountChannel, accountId)
}
