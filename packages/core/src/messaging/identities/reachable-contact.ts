import type { Queryable } from '#platform/database/database.ts'
import { GatewayError } from '#platform/errors.ts'
import type { Caller } from '#tenancy/access/caller.ts'
import { isReachable } from './contact-store.ts'

/**
 * A caller who is restricted to some numbers reaches people with a conversation at one of them.
 * @throws GatewayError `not_found`
 */
export async function assertReachableContact(
  db: Queryable,
  { accountId, numberIds }: Pick<Caller, 'accountId' | 'numberIds'>,
  id: string,
): Promise<void> {
  if (!(await isReachable(db, accountId, id, numberIds)))
    throw new GatewayError('not_found', 'There is no such contact in this account.')
}
