import type { CoreContext } from '#context.ts'
import { isId, lastId } from '#platform/ids.ts'
import type { Contact, ContactIdentifier } from './contact.ts'
import { contactIdsOf } from './search-contacts.ts'

const columns = `id::text, name, username, phone, user_id as "userId", created_at as "createdAt"`

/** Those known latest first; `before` is the last id of the page before. */
export async function listContacts(
  { db }: Pick<CoreContext, 'db'>,
  accountId: string,
  { search, before, limit }: { search?: string; before: string | null; limit: number },
): Promise<Contact[]> {
  return db.asAccounts([accountId], async (tx) => {
    const ids = search === undefined ? null : await contactIdsOf(tx, accountId, search)
    const { rows } = await tx.query<Contact>(
      `select ${columns} from contacts where account_id = $1 and id < $2::uuid
          ${ids === null ? '' : 'and id = any ($4::uuid[])'} order by id desc limit $3`,
      ids === null ? [accountId, before ?? lastId, limit] : [accountId, before ?? lastId, limit, ids],
    )
    return rows
  })
}

/** With all that the person is known by; null: the account has no such contact. */
export async function findContact(
  { db }: Pick<CoreContext, 'db'>,
  accountId: string,
  id: string,
): Promise<(Contact & { identifiers: ContactIdentifier[] }) | null> {
  if (!isId(id)) return null
  return db.asAccounts([accountId], async (tx) => {
    const { rows } = await tx.query<Contact>(`select ${columns} from contacts where account_id = $1 and id = $2`, [
      accountId,
      id,
    ])
    if (!rows[0]) return null
    const { rows: identifiers } = await tx.query<ContactIdentifier>(
      `select kind, value, created_at as since from contact_identifiers where account_id = $1 and contact_id = $2 order by kind, value`,
      [accountId, id],
    )
    return { ...rows[0], identifiers }
  })
}
