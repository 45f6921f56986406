import { isUserId } from '#messaging/identities/recipient.ts'
import { spellingsOf } from '#messaging/identities/spellings.ts'
import { peerKey } from '#messaging/messages/peer-key.ts'
import type { Queryable } from '#platform/database/database.ts'
import { isId } from '#platform/ids.ts'

/** By what the data of one person are found. */
export interface PersonKeys {
  /** Null: nobody here but messages under a phone or user id. */
  contactId: string | null
  /** What messages are stored under. */
  peers: string[]
  /** What stands, as a whole JSON string, in events and payloads that speak of them. */
  mentions: string[]
  /** Our numbers that ever exchanged a message here, those that are gone included. */
  numberIds: string[]
  /** Files that were sent to them, while it is looked up whether somebody else got them too. */
  media: string[]
}

interface Found {
  contactId: string | null
  values: string[]
}

/** By our id of the contact, a phone number or a user id; null: nothing of such a person is in this account. */
export async function findPerson(tx: Queryable, accountId: string, named: string): Promise<PersonKeys | null> {
  const found = isId(named) ? await findById(tx, accountId, named) : await findByName(tx, accountId, named)
  if (found === null) return null
  const conversations = await selectConversations(tx, accountId, found.contactId)
  const names = [...new Set([...found.values.flatMap(spellingsOf), ...conversations.flatMap(({ peers }) => peers)])]
  const numberIds = await selectNumberIds(tx, accountId)
  if (found.contactId === null && !(await hasMessages(tx, accountId, numberIds, names))) return null
  const ids = [...(found.contactId === null ? [] : [found.contactId]), ...conversations.map(({ id }) => id)]
  const withPlus = names.filter((name) => /^\d+$/.test(name)).map((phone) => `+${phone}`)
  return { contactId: found.contactId, peers: names, mentions: [...names, ...withPlus, ...ids], numberIds, media: [] }
}

async function findById(tx: Queryable, accountId: string, id: string): Promise<Found | null> {
  const { rows } = await tx.query<{ values: string[] }>(
    `select array(select i.value::text from contact_identifiers i
              where i.account_id = c.account_id and i.contact_id = c.id and i.kind <> 'username') as values
       from contacts c where c.account_id = $1 and c.id = $2`,
    [accountId, id],
  )
  return rows[0] ? { contactId: id.toLowerCase(), values: rows[0].values } : null
}

async function findByName(tx: Queryable, accountId: string, named: string): Promise<Found | null> {
  const phone = /^\+?(\d{5,20})$/.exec(named)?.[1]
  if (phone === undefined && !isUserId(named)) return null
  const names = phone === undefined ? [named] : [...spellingsOf(phone)]
  const { rows } = await tx.query<{ id: string }>(
    `select contact_id::text as id from contact_identifiers
      where account_id = $1 and kind = $2 and value = any ($3::text[]) limit 1`,
    [accountId, phone === undefined ? 'user_id' : 'phone', names],
  )
  const byId = rows[0] ? await findById(tx, accountId, rows[0].id) : null
  return { contactId: byId && (rows[0]?.id ?? null), values: [...names, ...(byId?.values ?? [])] }
}

async function selectConversations(
  tx: Queryable,
  accountId: string,
  contactId: string | null,
): Promise<{ id: string; peers: string[] }[]> {
  const { rows } = await tx.query<{ id: string; peers: string[] }>(
    'select id::text, peers from conversations where account_id = $1 and contact_id = $2::uuid',
    [accountId, contactId],
  )
  return rows
}

/** From entry to entry of the index, one step for each number. */
async function selectNumberIds(tx: Queryable, accountId: string): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(
    `with recursive used as (
       (select number_id from messages where account_id = $1 order by number_id limit 1)
       union all
       select (select number_id from messages m where account_id = $1 and m.number_id > used.number_id order by number_id limit 1)
         from used where used.number_id is not null)
     select number_id::text as id from used where number_id is not null`,
    [accountId],
  )
  return rows.map(({ id }) => id)
}

async function hasMessages(
  tx: Queryable,
  accountId: string,
  numberIds: readonly string[],
  peers: readonly string[],
): Promise<boolean> {
  const { rows } = await tx.query(
    `select 1 from messages m
      where m.account_id = $1 and m.number_id = any ($2::uuid[]) and ${peerKey('m')} = any ($3::text[]) limit 1`,
    [accountId, numberIds, peers],
  )
  return rows.length > 0
}

/** Whether a JSON value, as text, speaks of the person: for SQL; `$n` is their `mentions`. */
export const mentionsSql = (text: string, n: number): string =>
  `exists (select from unnest($${n}::text[]) as named(it) where strpos(${text}, '"' || named.it || '"') > 0)`
