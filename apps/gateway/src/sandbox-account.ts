import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CoreContext } from '@dawk/core/context.ts'
import { ensureSandboxNumber, withSandboxNumber } from '@dawk/core/messaging/numbers/sandbox-number.ts'
import { GatewayError } from '@dawk/core/platform/errors.ts'
import type { Account } from '@dawk/core/tenancy/accounts/account.ts'
import { findAccountByEmail } from '@dawk/core/tenancy/accounts/account-repository.ts'
import { registerAccount } from '@dawk/core/tenancy/accounts/register-account.ts'
import type { Authenticator } from '@dawk/core/tenancy/api-keys/authenticate/authenticate.ts'
import { createApiKey, fullSettings } from '@dawk/core/tenancy/api-keys/manage/create-api-key.ts'
import { system } from '@dawk/core/tenancy/audit/actor.ts'
import type { Sandbox } from './sandbox.ts'

/** The content of `sandbox.json`: scripts read it. */
export interface SandboxFile {
  url: string
  apiKey: string
  accountId: string
  phoneNumberId: string
  simulatorUrl: string
}

interface SandboxAccountDeps {
  core: CoreContext
  authenticator: Authenticator
  sandbox: Sandbox
  dataDir: string
}

const email = 'sandbox@dawk.localhost'
const name = 'Sandbox'

/**
 * The account that a newcomer starts with, on the highest plan, and the file that tells of it. A file whose key works is
 * kept but for the addresses; without one the account is made, or gets one more key.
 */
export async function provideSandboxAccount(
  deps: SandboxAccountDeps,
  addresses: { url: string; simulatorUrl: string },
): Promise<SandboxFile> {
  const path = join(deps.dataDir, 'sandbox.json')
  const { account, apiKey } = (await readWorking(deps, path)) ?? (await openAccount(deps))
  await ensureSandboxNumber(deps.core, account.id, deps.sandbox.numberOf(account))
  const { phoneNumberId } = deps.sandbox.numberOf(account)
  const file = {
    url: addresses.url,
    apiKey,
    accountId: account.id,
    phoneNumberId,
    simulatorUrl: addresses.simulatorUrl,
  }
  writeFileSync(`${path}.new`, `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600, flush: true })
  renameSync(`${path}.new`, path)
  return file
}

async function readWorking(
  { authenticator }: SandboxAccountDeps,
  path: string,
): Promise<{ account: Account; apiKey: string } | null> {
  const apiKey = readKey(path)
  const key = apiKey === null ? null : await authenticator.authenticate(apiKey)
  return apiKey && key?.good && key.principal.account.active ? { account: key.principal.account, apiKey } : null
}

function readKey(path: string): string | null {
  try {
    const { apiKey } = JSON.parse(readFileSync(path, 'utf8')) as Partial<SandboxFile>
    return typeof apiKey === 'string' ? apiKey : null
  } catch {
    return null // not there, or spoilt: it is written again
  }
}

async function openAccount({ core, sandbox }: SandboxAccountDeps): Promise<{ account: Account; apiKey: string }> {
  try {
    const provision = withSandboxNumber(core.secrets, sandbox.numberOf)
    return await registerAccount(core, { name, email, plan: 'enterprise', provision })
  } catch (error) {
    const account = await findAccountByEmail(core.db.worker, email)
    if (!(error instanceof GatewayError && error.code === 'conflict') || !account) throw error
    const settings = { ...fullSettings, test: false }
    return { account, apiKey: (await createApiKey(core, account.id, settings, system, null)).secret }
  }
}
