import type { CoreContext } from '#context.ts'
import type { Queryable } from '#platform/database/database.ts'
import { GatewayError } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { fullSettings, storeNewKey } from '../api-keys/manage/create-api-key.ts'
import { type Actor, system } from '../audit/actor.ts'
import { recordAudit } from '../audit/record-audit.ts'
import type { Account } from './account.ts'
import { insertAccount } from './account-repository.ts'
import type { Plan } from './plans.ts'

export interface Registration {
  name: string
  email: string
  plan?: Plan
  /** What the account gets in the same transaction, such as its sandbox number. */
  provision?: (tx: Queryable, account: Account) => Promise<void>
  /** Left out: Dawk itself. */
  by?: Actor
}

/**
 * Creates an account with its first API key, and whatever it is provisioned with, in one transaction. The key is
 * returned here and never again.
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
    await registration.provision?.(tx, account)
    return shown.secret
  })
  return { account, apiKey: secret }
}

function tellOf(tx: Queryable, { id, name, email, plan }: Account, by: Actor): Promise<void> {
  const targetId = id
  return recordAudit(tx, {
    accountId: id,
    by,
    action: 'account.created',
    targetId,
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
