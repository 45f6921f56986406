import { accountChannel } from '../accounts/account-channel.ts'
import type { CoreContext } from '../context.ts'
import { GatewayError } from '../errors.ts'
import { createApiKey, hashApiKey } from './api-key.ts'
import { replaceApiKey } from './api-key-repository.ts'

/**
 * Gives a key a new secret, shown here for the only time; the old secret is dead with the commit. The key keeps its id,
 * so that what is counted against it goes on. The notification is part of the transaction: no process misses it because
 * the connection broke in between. The caller forgets the account in its own process.
 * @throws GatewayError `unauthenticated` when another rotation of the same secret came first
 */
export async function rotateApiKey(
  { db, secrets }: Pick<CoreContext, 'db' | 'secrets'>,
  accountId: string,
  oldSecret: string,
): Promise<string> {
  const pepper = secrets.pepper('api-keys')
  const key = createApiKey(pepper)
  await db.asAccounts([accountId], async (tx) => {
    if (!(await replaceApiKey(tx, accountId, hashApiKey(oldSecret, pepper), key)))
      throw new GatewayError('unauthenticated', 'Invalid API key.')
    await tx.query('select pg_notify($1, $2)', [accountChannel, accountId])
  })
  return key.secret
}
