import { isUserId } from '#messaging/identities/recipient.ts'
import { spellingsOf } from '#messaging/identities/spellings.ts'
import { peerKey } from '#messaging/messages/peer-key.ts'
import type { Queryable } from '#platform/database/database.ts'
import { instantOf, isId, newIdAt } from '#platform/ids.ts'

/** By what the data of one person are found. */
export interface PersonKeys {
  /** Null: nobody here but messages under a phone or user id. */
  contactId: string | null
  /** What messages are stored under. */
  peers: string[]
  /** What stands, as a whole JSON string, in events and payloads that speak of them. */
  mentions: string[]
  /** The same for phone numbers that somebody else had before or has now: they are this person's for a time only. */
  shared?: SharedName[]
  /** Our numbers that ever exchanged a message here, those that are gone included. */
  numberIds: string[]
  /** Files that were sent to them, while it is looked up whether somebody else got them too. */
  media: string[]
}

/** Of ids that begin with their instant: inclusive, exclusive; null: open. */
interface SharedName {
  name: string
  from: string | null
  until: string | null
}

interface FoundContact {
  contactId: string | null
  values: string[]
}

/** By our id of the contact, a phone number or a user id; null: nothing of such a person is in this account. */
export async function findPerson(tx: Queryable, accountId: string, named: string): Promise<PersonKeys | null> {
  const contact = isId(named) ? await findById(tx, accountId, named) : await findByName(tx, accountId, named)
  if (contact === null) return null
  const conversations = await selectConversations(tx, accountId, contact.contactId)
  const names = [...new Set([...contact.values.flatMap(spellingsOf), ...conversations.flatMap(({ peers }) => peers)])]
  const numberIds = await selectNumberIds(tx, accountId)
  if (contact.contactId === null && !(await hasMessages(tx, accountId, numberIds, names))) return null
  const ids = [...(contact.contactId === null ? [] : [contact.contactId]), ...conversations.map(({ id }) => id)]
  const shared = await selectShared(tx, accountId, contact.contactId, names)
  const own = names.filter((name) => shared.every((one) => one.name !== name))
  return {
    contactId: contact.contactId,
    peers: names,
    mentions: [...own.flatMap(withPlus), ...ids],
    shared: shared.flatMap((one) => withPlus(one.name).map((name) => ({ ...one, name }))),
    numberIds,
    media: [],
  }
}

const withPlus = (name: string) => (/^\d+$/.test(name) ? [name, `+${name}`] : [name])

/** What came in with the word that told of the new owner has an id from before it: the former owner's time ends so much earlier. */
const tellingMs = 60_000

/** Of the phone numbers that the person has, when they came from somebody else; and those that the person had. */
async function selectShared(
  tx: Queryable,
  accountId: string,
  contactId: string | null,
  names: readonly string[],
): Promise<SharedName[]> {
  const { rows } = await tx.query<{ phone: string; contactId: string; releasedId: string }>(
    `select r.phone, r.contact_id::text as "contactId", r.released_id::text as "releasedId" from released_phones r
      where r.account_id = $1 and (r.contact_id = $2::uuid or r.phone = any ($3::text[])
         or r.phone in (select o.phone from released_phones o where o.account_id = $1 and o.contact_id = $2::uuid))
      order by r.released_id`,
    [accountId, contactId, names],
  )
  return [...Map.groupBy(rows, ({ phone }) => phone)].flatMap(([name, owners]) => {
    const spans = owners.map((owner, at) => ({
      contactId: owner.contactId,
      span: { name, from: owners[at - 1]?.releasedId ?? null, until: earlier(owner.releasedId, tellingMs) },
    }))
    const former = spans.filter((owner) => owner.contactId === contactId).map(({ span }) => span)
    const now = { name, from: owners.at(-1)?.releasedId ?? null, until: null }
    return names.includes(name) ? [...former, now] : former
  })
}

const earlier = (id: string, ms: number) => newIdAt(Date.parse(instantOf(id)) - ms)

async function findById(tx: Queryable, accountId: string, id: string): Promise<FoundContact | null> {
  const { rows } = await tx.query<{ values: string[] }>(
    `select array(select i.value::text from contact_identifiers i
              where i.account_id = c.account_id and i.contact_id = c.id and i.kind <> 'username') as values
       from contacts c where c.account_id = $1 and c.id = $2`,
    [accountId, id],
  )
  return rows[0] ? { contactId: id.toLowerCase(), values: rows[0].values } : null
}

async function findByName(tx: Queryable, accountId: string, named: string): Promise<FoundContact | null> {
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

/** Whether a JSON value, as text, speaks of the person: for SQL; `id` tells when it was written, `$n` is `namesJson`. */
export const mentionsSql = (text: string, id: string, n: number): string =>
  `exists (select from json_to_recordset($${n}::json) as named(name text, "from" uuid, until uuid)
            where (named.from is null or ${id} >= named.from) and (named.until is null or ${id} < named.until)
              and strpos(${text}, '"' || named.name || '"') > 0)`

type Names = Pick<PersonKeys, 'mentions' | 'shared'>

export const namesJson = ({ mentions, shared = [] }: Names): string =>
  JSON.stringify([...mentions.map((name) => ({ name })), ...shared])

/** All names that ever were theirs. */
export const allNames = ({ mentions, shared = [] }: Names): string[] => [
  ...new Set([...mentions, ...shared.map(({ name }) => name)]),
]

/** The names that were theirs when something with this id was written. */
export const namesAt = ({ mentions, shared = [] }: Names, id: string): string[] => [
  ...mentions,
  ...shared
    .filter(({ from, until }) => (from === null || id >= from) && (until === null || id < until))
    .map(({ name }) => name),
]
