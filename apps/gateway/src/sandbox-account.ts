import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CoreContext } from '@dawk/core/context.ts'
import { ensureSandboxNumber, withSandboxNumber } from '@dawk/core/messaging/numbers/sandbox-number.ts'
import { trustedCaller } from '@dawk/core/tenancy/access/caller.ts'
import type { Account } from '@dawk/core/tenancy/accounts/account.ts'
import { findAccountByEmail } from '@dawk/core/tenancy/accounts/account-store.ts'
import { registerAccount } from '@dawk/core/tenancy/accounts/register-account.ts'
import type { Authenticator } from '@dawk/core/tenancy/api-keys/authenticate/authenticate.ts'
import { createApiKey, fullSettings } from '@dawk/core/tenancy/api-keys/manage/api-keys.ts'
import { type Actor, system } from '@dawk/core/tenancy/audit/actor.ts'
import { createSandboxNumbers } from './sandbox-numbers.ts'

/** A key of the sandbox account, and what it reaches. */
export interface SandboxKey {
  apiKey: string
  accountId: string
  phoneNumberId: string
}

/** The content of `sandbox.json`: scripts read it. */
export interface SandboxFile extends SandboxKey {
  url: string
  simulatorUrl: string
  /** Signs in by itself. */
  dashboardUrl: string
}

type SandboxContext = Pick<CoreContext, 'transaction' | 'worker' | 'secrets'>

interface SandboxAccountDeps {
  core: SandboxContext
  authenticator: Authenticator
  dataDir: string
}

const email = 'sandbox@dawk.localhost'
const name = 'Sandbox'

/** Who is signed in by the link that a trial prints. */
export const sandboxOwner = { email, name: 'You' }

/**
 * The account that a newcomer starts with in a trial, on the highest plan, and the file that tells of it. Only the first
 * start makes a key: null when the file is gone, or its key has been revoked since.
 */
export async function provideSandboxAccount(
  { core, authenticator, dataDir }: SandboxAccountDeps,
  addresses: Pick<SandboxFile, 'url' | 'simulatorUrl' | 'dashboardUrl'>,
): Promise<SandboxFile | null> {
  const path = join(dataDir, 'sandbox.json')
  const account = await findAccountByEmail(core.worker, email)
  const key = account === null ? await openAccount(core, system) : await readWorking(core, authenticator, path)
  if (key === null) return null
  const { url, ...others } = addresses
  const file = { url, ...key, ...others }
  writeFileSync(`${path}.new`, `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600, flush: true })
  renameSync(`${path}.new`, path)
  return file
}

/** A key of the sandbox account for the operator who asked; the account is made when it is not there. Earlier keys stay. */
export async function createSandboxKey(core: SandboxContext, by: Actor): Promise<SandboxKey> {
  const account = await findAccountByEmail(core.worker, email)
  if (account === null) return openAccount(core, by)
  const phoneNumberId = await provideNumber(core, account)
  const { secret } = await createApiKey(core, trustedCaller(account.id, by), { ...fullSettings, test: false })
  return { apiKey: secret, accountId: account.id, phoneNumberId }
}

async function openAccount(core: SandboxContext, by: Actor): Promise<SandboxKey> {
  const { numberOf } = createSandboxNumbers(core.secrets)
  const provision = withSandboxNumber(core.secrets, numberOf)
  const { account, apiKey } = await registerAccount(core, { name, email, plan: 'enterprise', provision, by })
  return { apiKey, accountId: account.id, phoneNumberId: numberOf(account).phoneNumberId }
}

async function readWorking(
  core: SandboxContext,
  authenticator: Authenticator,
  path: string,
): Promise<SandboxKey | null> {
  const apiKey = readKey(path)
  const key = apiKey === null ? null : await authenticator.authenticate(apiKey)
  if (!apiKey || !key?.good || !key.principal.account.active) return null
  const { account } = key.principal
  return { apiKey, accountId: account.id, phoneNumberId: await provideNumber(core, account) }
}

async function provideNumber(core: SandboxContext, account: Account): Promise<string> {
  const number = createSandboxNumbers(core.secrets).numberOf(account)
  await ensureSandboxNumber(core, account.id, number)
  return number.phoneNumberId
}

function readKey(path: string): string | null {
  try {
    const { apiKey } = JSON.parse(readFileSync(path, 'utf8')) as Partial<SandboxFile>
    return typeof apiKey === 'string' ? apiKey : null
  } catch {
    return null // not there, or spoilt
  }
}
