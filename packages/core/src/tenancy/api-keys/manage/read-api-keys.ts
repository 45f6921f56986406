import type { CoreContext } from '#context.ts'
import { GatewayError } from '#platform/errors.ts'
import { isId } from '#platform/ids.ts'
import type { ApiKey } from '../api-key.ts'
import { selectApiKey, selectApiKeys } from '../api-key-repository.ts'

/**
 * Newest first; `after` is the last id of the page before.
 * @throws GatewayError `invalid_request` when the cursor did not come from a page
 */
export function listApiKeys(
  { db }: Pick<CoreContext, 'db'>,
  accountId: string,
  page: { limit: number; after: string | null; revoked: boolean },
): Promise<ApiKey[]> {
  if (page.after !== null && !isId(page.after))
    throw new GatewayError('invalid_request', 'Validation failed.', {
      details: [{ field: 'cursor', message: 'is not one that a page ended with' }],
    })
  return db.asAccounts([accountId], (tx) => selectApiKeys(tx, accountId, page))
}

/** @throws GatewayError `not_found` */
export async function readApiKey({ db }: Pick<CoreContext, 'db'>, accountId: string, id: string): Promise<ApiKey> {
  const key = isId(id) ? await db.asAccounts([accountId], (tx) => selectApiKey(tx, accountId, id)) : null
  if (!key) throw new GatewayError('not_found', `There is no API key ${id.slice(0, 64)}`)
  return key
}
