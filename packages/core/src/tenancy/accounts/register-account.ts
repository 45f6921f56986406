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
  /** Left out: a new one. */
  id?: string
  name: string
  email: string
  plan?: Plan
  /** What the account gets in the same transaction, such as its sandbox number. */
  provision?: (tx: UnitOfWork, account: Account) => Promise<void>
  /** Left out: Dawk itself. */
  by?: Actor
}

type Context = Pick<CoreContext, 'transaction' | 'secrets'>

/**
 * Creates an account with its first API key, and whatever it is provisioned with, in one transaction. The key is
 * returned here and never again.
 * @throws GatewayError `conflict` when the e-mail address has an account
 */
export async function registerAccount(
  ctx: Context,
  { provision, ...registration }: Registration,
): Promise<{ account: Account; apiKey: string }> {
  let apiKey = ''
  const account = await openAccount(ctx, {
    ...registration,
    async provision(tx, founded) {
      apiKey = (await storeNewKey(ctx, tx, { ...fullSettings, test: false })).secret
      await provision?.(tx, founded)
    },
  })
  return { account, apiKey }
}

/** The same without a key. @throws GatewayError as `registerAccount` */
export async function openAccount(
  ctx: Pick<Context, 'transaction'>,
  { provision, by = system, ...registration }: Registration,
): Promise<Account> {
  const account = toNewAccount(registration)
  const { id, name, email, plan } = account
  const founder = trustedCaller(id, by) // the account has no callers of its own yet
  await ctx.transaction(founder, async (tx) => {
    if (!(await insertAccount(tx, account))) throw emailTaken()
    await tx.audit('account.created', id, { before: null, after: { name, email, plan } })
    await provision?.(tx, account)
  })
  return account
}

const toNewAccount = ({ id = newId(), name, email, plan }: Registration): Account => ({
  id,
  name: name.trim(),
  email: email.trim(),
  plan: plan ?? 'free',
  active: true,
  requestsPerMinute: null,
  quota: null,
  defaultNumberId: null,
  storageBytes: null,
  requiresTwoFactor: false,
  suspended: false,
})

const emailTaken = () =>
  new GatewayError('conflict', 'An account with this e-mail address exists already', {
    details: [{ field: 'email', message: 'is already registered' }],
  })
