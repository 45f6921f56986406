import type { CoreContext } from '#context.ts'
import { GatewayError } from '#platform/errors.ts'
import { isId } from '#platform/ids.ts'
import type { Member } from './member.ts'
import { selectMember, selectMembers } from './member-repository.ts'

/** In the order in which they joined. `after` is the last id of the page before. */
export const listMembers = (
  { db }: Pick<CoreContext, 'db'>,
  accountId: string,
  page: { limit: number; after: string | null },
): Promise<Member[]> => db.asAccounts([accountId], (tx) => selectMembers(tx, accountId, page))

/** @throws GatewayError `not_found` */
export async function readMember({ db }: Pick<CoreContext, 'db'>, accountId: string, id: string): Promise<Member> {
  const member = isId(id) ? await db.asAccounts([accountId], (tx) => selectMember(tx, accountId, id)) : null
  if (!member) throw new GatewayError('not_found', 'There is no such member in this account.')
  return member
}
