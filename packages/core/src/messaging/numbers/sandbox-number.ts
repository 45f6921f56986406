import type { CoreContext } from '#context.ts'
import { newId } from '#platform/ids.ts'
import type { SecretBox } from '#platform/secrets.ts'
import { systemCaller } from '#tenancy/access/caller.ts'
import { lockAccount } from '#tenancy/accounts/account-store.ts'
import type { UnitOfWork } from '#tenancy/unit-of-work.ts'
import { appSecretAad, tokenAad } from './number.ts'
import { hasSandboxNumber, insertNumber, insertNumberLane } from './number-store.ts'

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
  (tx: UnitOfWork, account: { id: string; name: string }): Promise<void> =>
    insertSandboxNumber({ secrets }, tx, numberOf(account))

/** Inserts the number and its lane. */
async function insertSandboxNumber(
  { secrets }: Pick<CoreContext, 'secrets'>,
  tx: UnitOfWork,
  { accessToken, appSecret, ...sandbox }: SandboxNumber,
): Promise<void> {
  const id = newId()
  const { accountId } = tx.caller
  const laneId = await insertNumberLane(tx, accountId, id)
  const tokenCipher = secrets.seal(accessToken, tokenAad(id))
  const appSecretCipher = secrets.seal(appSecret, appSecretAad(id))
  const number = { ...sandbox, id, accountId, laneId, sandbox: true, tokenCipher, appSecretCipher }
  if (!(await insertNumber(tx, number))) throw new Error('The sandbox number of an account is taken')
}

/** Gives an account that has none its sandbox number; doing so twice changes nothing. */
export async function ensureSandboxNumber(
  ctx: Pick<CoreContext, 'transaction' | 'secrets'>,
  accountId: string,
  sandbox: SandboxNumber,
): Promise<void> {
  await ctx.transaction(systemCaller(accountId), async (tx) => {
    if (!(await lockAccount(tx, accountId)) || (await hasSandboxNumber(tx, accountId))) return
    await insertSandboxNumber(ctx, tx, sandbox)
    tx.notify('accounts', accountId)
  })
}
