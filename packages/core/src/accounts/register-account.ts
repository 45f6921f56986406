import { fullSettings, storeNewKey } from '../api-keys/manage/create-api-key.ts'
import { type Actor, system } from '../audit/actor.ts'
import { recordAudit } from '../audit/audit-log.ts'
import type { CoreContext } from '../context.ts'
import type { Queryable } from '../database/database.ts'
import { GatewayError } from '../errors.ts'
import { newId } from '../ids.ts'
import { insertSandboxNumber, type SandboxNumber } from '../numbers/sandbox-number.ts'
import type { Account } from './account.ts'
import { insertAccount } from './account-repository.ts'
import type { Plan } from './plans.ts'

export interface Registration {
  name: string
  email: string
  plan?: Plan
  /** The number, or what makes it from the account that is about to be; null: it gets none. */
  sandbox: SandboxNumber | ((account: Account) => SandboxNumber) | null
  /** Left out: Dawk itself. */
  by?: Actor
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
  const by = registration.by ?? system
  const secret = await db.asAccounts([account.id], async (tx) => {
    if (!(await insertAccount(tx, account))) throw emailTaken()
    await tellOf(tx, account, by)
    const shown = await storeNewKey(tx, secrets, account.id, { ...fullSettings, test: false }, by)
    const sandbox = typeof registration.sandbox === 'function' ? registration.sandbox(account) : registration.sandbox
    if (sandbox) await insertSandboxNumber(tx, secrets, account.id, sandbox)
    return shown.secret
  })
  return { account, apiKey: secret }
}

function tellOf(tx: Queryable, { id, name, email, plan }: Account, by: Actor): Promise<void> {
  const target = { kind: 'account', id }
  return recordAudit(tx, {
    accountId: id,
    by,
    action: 'account.created',
    target,
    before: null,
    after: { name, email, plan },
  })
}

const toNewAccount = ({ name, email, plan }: Registration): Account => ({
  id: newId(),
  name: name.trim(),
  email: email.trim(),
  plan: plan ?? 'free',
  active: true,
  requestsPerMinute: null,
  quota: null,
})

const emailTaken = () =>
  new GatewayError('conflict', 'An account with this e-mail address exists already', {
    details: [{ field: 'email', message: 'is already registered' }],
  })
