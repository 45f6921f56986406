import { createApiKey } from '../api-keys/api-key.ts'
import { insertApiKey } from '../api-keys/api-key-repository.ts'
import type { CoreContext } from '../context.ts'
import { GatewayError } from '../errors.ts'
import { newId } from '../ids.ts'
import { insertSandboxNumber, type SandboxNumber } from '../numbers/sandbox-number.ts'
import type { Account, Plan } from './account.ts'
import { insertAccount } from './account-repository.ts'

export interface Registration {
  name: string
  email: string
  plan?: Plan
  /** The number, or what makes it from the account that is about to be; null: it gets none. */
  sandbox: SandboxNumber | ((account: Account) => SandboxNumber) | null
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
    const sandbox = typeof registration.sandbox === 'function' ? registration.sandbox(account) : registration.sandbox
    if (sandbox) await insertSandboxNumber(tx, secrets, account.id, sandbox)
  })
  return { account, apiKey: key.secret }
}

const toNewAccount = ({ name, email, plan }: Registration): Account => ({
  id: newId(),
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
