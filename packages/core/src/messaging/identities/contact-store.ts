import { peerKey } from '#messaging/messages/peer-key.ts'
import type { Queryable } from '#platform/database/database.ts'
import { newId } from '#platform/ids.ts'
import { nameKey, nameWords } from './name-words.ts'
import { countryOf } from './phone-number.ts'
import type { ContactPlan, ContactRow, KnownIdentifier, ReassignedPhone } from './plan-contacts.ts'

export type IdentifierRow = Omit<KnownIdentifier, 'contactId'>

/** The identifiers that are stored already, and whose they are. */
export async function findIdentifiers(
  tx: Queryable,
  identifiers: readonly IdentifierRow[],
): Promise<{ known: KnownIdentifier[]; contacts: ContactRow[] }> {
  const { rows } = await tx.query<KnownIdentifier & ContactRow>(
    `select i.account_id::text as "accountId", i.kind, i.value, i.contact_id::text as "contactId",
            c.id::text, c.name, c.name_source as "nameSource", c.deleted_at as "deletedAt", c.book_name as "addressBookName", c.username, c.phone, c.user_id as "userId"
       from json_to_recordset($1::json) as x("accountId" uuid, kind text, value text)
       join contact_identifiers i on i.account_id = x."accountId" and i.kind = x.kind and i.value = x.value
       join contacts c on c.account_id = i.account_id and c.id = i.contact_id`,
    [JSON.stringify(identifiers)],
  )
  return { known: rows, contacts: [...new Map(rows.map((row) => [row.id, row])).values()] }
}

/** One at a time per account adds or joins contacts; held until the transaction ends. */
export async function lockContacts(tx: Queryable, accountIds: readonly string[]): Promise<void> {
  await tx.query(
    `select pg_advisory_xact_lock(key) from (
       select hashtextextended('contacts|' || value, 0) as key from json_array_elements_text($1::json) order by 1) as locks`,
    [JSON.stringify([...new Set(accountIds)])],
  )
}

/** Writes new contacts, identifiers and words of names in one statement. */
export async function insertContacts(
  tx: Queryable,
  { created, identifiers }: Pick<ContactPlan, 'created' | 'identifiers'>,
): Promise<void> {
  if (created.length === 0 && identifiers.length === 0) return
  await tx.query(
    `with person as (
       insert into contacts (id, account_id, name, name_key, book_name, username, phone, country, user_id, created_at)
       select id, "accountId", name, "nameKey", "addressBookName", username, phone, country, "userId", $3::timestamptz
         from json_to_recordset($1::json) as x(id uuid, "accountId" uuid, name text, "nameKey" text, "addressBookName" text, username text,
              phone text, country text, "userId" text)),
     word as (
       insert into contact_words (account_id, word, contact_id)
       select "accountId", word, id from json_to_recordset($1::json) as x(id uuid, "accountId" uuid, words text[]), unnest(words) as word)
     insert into contact_identifiers (account_id, kind, value, contact_id, created_at, ending)
     select "accountId", kind, value, "contactId", $3::timestamptz, case when kind = 'phone' then reverse(value) end
       from json_to_recordset($2::json) as x("accountId" uuid, kind text, value text, "contactId" uuid) order by 1, 2, 3
     on conflict (account_id, kind, value) do update set contact_id = excluded.contact_id, created_at = excluded.created_at`,
    [JSON.stringify(created.map(derived)), JSON.stringify(identifiers), new Date().toISOString()],
  )
}

/** Writes what is known newly of contacts that are there. */
export async function updateContacts(tx: Queryable, changed: ContactPlan['changed']): Promise<void> {
  if (changed.length === 0) return
  const renamed = changed.filter((row) => row.renamed)
  if (renamed.length > 0)
    await tx.query(
      `delete from contact_words w using json_to_recordset($1::json) as x(id uuid, "accountId" uuid)
        where w.account_id = x."accountId" and w.contact_id = x.id`,
      [JSON.stringify(renamed)],
    )
  await tx.query(
    `with word as (
       insert into contact_words (account_id, word, contact_id)
       select "accountId", word, id from json_to_recordset($2::json) as x(id uuid, "accountId" uuid, words text[]), unnest(words) as word
       on conflict do nothing)
     update contacts c set name = x.name, name_key = x."nameKey", book_name = x."addressBookName", username = x.username, phone = x.phone,
            country = x.country, user_id = x."userId", deleted_at = x."deletedAt", version = c.version + 1, updated_at = $3::timestamptz
       from json_to_recordset($1::json) as x(id uuid, "accountId" uuid, name text, "nameKey" text, "addressBookName" text, username text,
            phone text, country text, "userId" text, "deletedAt" timestamptz)
      where c.account_id = x."accountId" and c.id = x.id`,
    [JSON.stringify(changed.map(derived)), JSON.stringify(renamed.map(derived)), new Date().toISOString()],
  )
}

/** Writes anew by which words a contact is found. */
export async function replaceWords(
  tx: Queryable,
  accountId: string,
  { id, name }: Pick<ContactRow, 'id' | 'name'>,
): Promise<void> {
  await tx.query('delete from contact_words where account_id = $1 and contact_id = $2', [accountId, id])
  await tx.query(
    `insert into contact_words (account_id, word, contact_id) select $1, word, $2::uuid from json_array_elements_text($3::json) as word`,
    [accountId, id, JSON.stringify(name === null ? [] : nameWords(name))],
  )
}

/** With what is stored beside the name and the phone, so that they are found. */
const derived = (row: ContactRow) => ({
  ...row,
  words: row.name === null ? [] : nameWords(row.name),
  nameKey: row.name === null ? null : nameKey(row.name),
  country: row.phone === null ? null : countryOf(row.phone),
})

/** Whether the contact is in the account and, with `numberIds`, has a conversation at one of these numbers. */
export async function isReachable(
  db: Queryable,
  accountId: string,
  id: string,
  numberIds: readonly string[] | null,
): Promise<boolean> {
  const contact = await db.maybe(
    `select 1 as one from contacts c where c.account_id = $1 and c.id = $2::uuid and ($3::uuid[] is null or exists (
       select from conversations v where v.account_id = $1 and v.contact_id = c.id and v.number_id = any ($3::uuid[])))`,
    [accountId, id, numberIds],
  )
  return contact !== null
}

/**
 * Parts a person from a phone number that somebody else has now: what was said with them is found under their user id
 * from here on, so that neither sees what was said with the other. What still waits to leave keeps its number: its lane
 * orders by it.
 */
export async function reassignPhones(tx: Queryable, reassigned: readonly ReassignedPhone[]): Promise<void> {
  for (const one of reassigned) {
    await insertReleased(tx, one)
    await reassignPhone(tx, one)
  }
}

async function insertReleased(tx: Queryable, { accountId, phone, from }: ReassignedPhone): Promise<void> {
  await tx.query(
    `insert into released_phones (account_id, phone, contact_id, released_id) values ($1, $2, $3::uuid, $4::uuid)
     on conflict (account_id, phone, contact_id) do update set released_id = excluded.released_id`,
    [accountId, phone, from, newId()],
  )
}

async function reassignPhone(tx: Queryable, { accountId, phone, from, userId }: ReassignedPhone): Promise<void> {
  await tx.query(
    `update messages m set peer = null, peer_user_id = coalesce(m.peer_user_id, $4)
       from conversations c
      where c.account_id = $1 and c.contact_id = $2::uuid and m.account_id = $1 and m.number_id = c.number_id
        and ${peerKey('m')} = $3 and m.state not in ('scheduled', 'queued', 'retrying')
        and (m.peer_user_id is null or m.peer_user_id in (
          select i.value from contact_identifiers i where i.account_id = $1 and i.contact_id = $2::uuid and i.kind = 'user_id'))`,
    [accountId, from, phone, userId],
  )
  await tx.query(
    `update conversations set peers = array_append(array_remove(array_remove(peers, $3), $4), $4)
      where account_id = $1 and contact_id = $2::uuid and peers @> array[$3]`,
    [accountId, from, phone, userId],
  )
}
