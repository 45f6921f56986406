import type { CoreContext } from '#context.ts'
import { GatewayError } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { trustedCaller } from '../access/caller.ts'
import { fullSettings, storeNewKey } from '../api-keys/manage/api-keys.ts'
import { type Actor, system } from '../audit/actor.ts'
import type { UnitOfWork } from '../unit-of-work.ts'
import type { Account } from './account.ts'
import { insertAccount } from './account-store.ts'
import type { Plan } from './plans.ts'

export interface Registration {
  name: string
  email: string
  plan?: Plan
  /** What the account gets in the same transaction, such as its sandbox number. */
  provision?: (tx: UnitOfWork, account: Account) => Promise<void>
  /** Left out: Dawk itself. */
  by?: Actor
}

/**
 * Creates an account with its first API key, and whatever it is provisioned with, in one transaction. The key is
 * returned here and never again.
 * @throws GatewayError `conflict` when the e-mail address has an account
 */
export async function registerAccount(
  ctx: Pick<CoreContext, 'transaction' | 'secrets'>,
  registration: Registration,
): Promise<{ account: Account; apiKey: string }> {
  const account = toNewAccount(registration)
  const { id, name, email, plan } = account
  const founder = trustedCaller(id, registration.by ?? system) // the account has no callers of its own yet
  const apiKey = await ctx.transaction(founder, async (tx) => {
    if (!(await insertAccount(tx, account))) throw emailTaken()
    await tx.audit('account.created', id, { before: null, after: { name, email, plan } })
    const { secret } = await storeNewKey(ctx, tx, { ...fullSettings, test: false })
    await registration.provision?.(tx, account)
    return secret
  })
  return { account, apiKey }
}

const toNewAccount = ({ name, email, plan }: Registration): Account => ({
  id: newId(),
  name: name.trim(),
  email: email.trim(),
  plan: plan ?? 'free',
  active: true,
  requestsPerMinute: null,
  quota: null,
  defaultNumberId: null,
  storageBytes: null,
  requiresTwoFactor: false,
})

const emailTaken = () =>
  new GatewayError('conflict', 'An account with this e-mail address exists already', {
    details: [{ field: 'email', message: 'is already registered' }],
  })
