import type { Queryable } from '#platform/database/database.ts'
import { GatewayError } from '#platform/errors.ts'
import type { Caller } from '#tenancy/access/caller.ts'

/**
 * A caller who is restricted to some numbers reaches people with a conversation at one of them.
 * @throws GatewayError `not_found`
 */
export async function assertReachableContact(
  db: Queryable,
  { accountId, numberIds }: Pick<Caller, 'accountId' | 'numberIds'>,
  id: string,
): Promise<void> {
  const found = await db.maybe(
    `select 1 as one from contacts c where c.account_id = $1 and c.id = $2::uuid and ($3::uuid[] is null or exists (
       select from conversations v where v.account_id = $1 and v.contact_id = c.id and v.number_id = any ($3::uuid[])))`,
    [accountId, id, numberIds],
  )
  if (found === null) throw new GatewayError('not_found', 'There is no such contact in this account.')
}
