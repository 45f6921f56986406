import type { Queryable } from '#platform/database/database.ts'
import { GatewayError } from '#platform/errors.ts'
import { isId } from '#platform/ids.ts'
import { lockAccount } from '#tenancy/accounts/account-repository.ts'
import type { ApiKey } from '../api-key.ts'
import { selectApiKey } from '../api-key-repository.ts'

/** The account's key, while no other change to its keys runs. @throws GatewayError `not_found` */
export async function lockKey(tx: Queryable, accountId: string, id: string): Promise<ApiKey> {
  await lockAccount(tx, accountId)
  const key = isId(id) ? await selectApiKey(tx, accountId, id) : null
  if (!key) throw new GatewayError('not_found', `There is no API key ${id.slice(0, 64)}`)
  return key
}
