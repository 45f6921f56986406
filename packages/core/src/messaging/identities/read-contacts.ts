import type { CoreContext } from '#context.ts'
import { isId, lastId } from '#platform/ids.ts'
import type { Contact, ContactIdentifier } from './contact.ts'
import { contactIdsOf } from './search-contacts.ts'

const columns = `id::text, name, username, phone, user_id as "userId", created_at as "createdAt",
  marketing_preference as preference, marketing_preference_at as "preferenceAt"`

interface ContactRow extends Omit<Contact, 'marketing'> {
  preference: 'stop' | 'resume' | null
  preferenceAt: string | null
}

interface ContactPage {
  search?: string
  before: string | null
  limit: number
  /** Only people with a conversation at one of these numbers; null: all. */
  numberIds: readonly string[] | null
}

const reachable = (parameter: number) => `($${parameter}::uuid[] is null or exists (
  select from conversations v where v.account_id = $1 and v.contact_id = c.id and v.number_id = any ($${parameter}::uuid[])))`

/** Those known latest first; `before` is the last id of the page before. */
export async function listContacts(
  { db }: Pick<CoreContext, 'db'>,
  accountId: string,
  { search, before, limit, numberIds }: ContactPage,
): Promise<Contact[]> {
  return db.asAccounts([accountId], async (tx) => {
    const ids = search === undefined ? null : await contactIdsOf(tx, accountId, search)
    const { rows } = await tx.query<ContactRow>(
      `select ${columns} from contacts c where account_id = $1 and id < $2::uuid
          ${ids === null ? 'and $4::uuid[] is null' : 'and id = any ($4::uuid[])'} and ${reachable(5)} order by id desc limit $3`,
      [accountId, before ?? lastId, limit, ids, numberIds],
    )
    return rows.map(toContact)
  })
}

/** With all that the person is known by; null: the account has no such contact. */
export async function findContact(
  { db }: Pick<CoreContext, 'db'>,
  accountId: string,
  id: string,
  numberIds: readonly string[] | null,
): Promise<(Contact & { identifiers: ContactIdentifier[] }) | null> {
  if (!isId(id)) return null
  return db.asAccounts([accountId], async (tx) => {
    const { rows } = await tx.query<ContactRow>(
      `select ${columns} from contacts c where account_id = $1 and id = $2 and ${reachable(3)}`,
      [accountId, id, numberIds],
    )
    if (!rows[0]) return null
    const { rows: identifiers } = await tx.query<ContactIdentifier>(
      `select kind, value, created_at as since from contact_identifiers where account_id = $1 and contact_id = $2 order by kind, value`,
      [accountId, id],
    )
    return { ...toContact(rows[0]), identifiers }
  })
}

const toContact = ({ preference, preferenceAt: at, ...row }: ContactRow): Contact => ({
  ...row,
  marketing: preference && at ? { preference, at } : null,
})
