import type { CoreContext } from '../context.ts'
import { createApiKey } from './api-key.ts'
import { insertApiKey } from './api-key-repository.ts'

/** Gives an account one more key, and shows it here for the only time. */
export async function issueApiKey(
  { db, secrets }: Pick<CoreContext, 'db' | 'secrets'>,
  accountId: string,
): Promise<string> {
  const key = createApiKey(secrets.pepper('api-keys'))
  await db.asAccounts([accountId], (tx) => insertApiKey(tx, accountId, key))
  return key.secret
}
