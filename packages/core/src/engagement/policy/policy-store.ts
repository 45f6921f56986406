import type { Queryable } from '#platform/database/database.ts'
import { recordset } from '#platform/database/recordset.ts'
import { recordsOfContact, type StoredConsent } from '../consent/consent-store.ts'
import { joinRecords } from '../consent/record-consents.ts'
import type { PersonFacts, StoredSuppression } from './decide-policy.ts'
import { defaultSettings, type PolicySettings } from './policy-settings.ts'

/** Of the accounts that use any of this; the rest are left out. */
export async function selectPolicies(
  db: Queryable,
  accountIds: readonly string[],
): Promise<Map<string, PolicySettings>> {
  const rows = await db.many<{ accountId: string; settings: Partial<PolicySettings> }>(
    'select account_id, settings from account_policies where account_id = any ($1::uuid[])',
    [accountIds],
  )
  return new Map(rows.map(({ accountId, settings }) => [accountId, { ...defaultSettings, ...settings }]))
}

/** From here on the account's sends are looked at. True: they were not before. */
export const insertPolicies = async (tx: Queryable, accountIds: readonly string[]): Promise<string[]> => {
  const rows = await tx.many<{ accountId: string }>(
    `insert into account_policies (account_id) select value::uuid from json_array_elements_text($1::json) order by 1
     on conflict (account_id) do nothing returning account_id`,
    [JSON.stringify(accountIds)],
  )
  return rows.map(({ accountId }) => accountId)
}

export async function updatePolicy(tx: Queryable, accountId: string, settings: PolicySettings): Promise<void> {
  await tx.run(
    `insert into account_policies (account_id, settings, updated_at) values ($1, $2::jsonb, $3::timestamptz)
     on conflict (account_id) do update set settings = excluded.settings, updated_at = excluded.updated_at`,
    [accountId, JSON.stringify(settings), new Date().toISOString()],
  )
}

/** A person as a message names them, or as a contact. */
export interface PersonKey {
  accountId: string
  contactId: string | null
  phone: string | null
  userId: string | null
  /** All that the phone or user id may be stored as. */
  spellings: readonly { kind: 'phone' | 'user_id'; value: string }[]
  /** Keyed hashes of the phone and of the user id. */
  hashes: readonly string[]
}

export interface PolicyPerson extends PersonFacts {
  /** Null: nobody here. */
  contactId: string | null
  sends: (PersonFacts['sends'][number] & { messageId: string })[]
}

const places = recordset({ place: 'int', accountId: 'uuid', contactId: 'uuid', spellings: 'jsonb', hashes: 'jsonb' })

interface PersonRow {
  place: number
  contactId: string | null
  timeZone: string | null
  records: StoredConsent[] | null
  suppressions: StoredSuppression[] | null
  reach: Pick<PersonFacts, 'undeliverableAt' | 'cappedAt' | 'cappedUntil' | 'rests'> | null
  sends: PolicyPerson['sends'] | null
}

/** Every one of them in one round trip, by their place. */
export async function selectPeople(db: Queryable, people: readonly PersonKey[]): Promise<PolicyPerson[]> {
  if (people.length === 0) return []
  const rows = await db.many<PersonRow>(peopleSql, [places.json(people.map((key, place) => ({ ...key, place })))])
  const byPlace = new Map(rows.map((row) => [row.place, row]))
  return people.map(({ phone, userId }, place) => toPerson({ phone, userId }, byPlace.get(place)))
}

function toPerson(named: Pick<PersonFacts, 'phone' | 'userId'>, row: PersonRow | undefined): PolicyPerson {
  const none = { undeliverableAt: [], cappedAt: null, cappedUntil: null, rests: {} }
  return {
    ...named,
    contactId: row?.contactId ?? null,
    timeZone: row?.timeZone ?? null,
    consents: joinRecords(row?.records ?? []),
    suppressions: row?.suppressions ?? [],
    ...(row?.reach ?? none),
    sends: row?.sends ?? [],
  }
}

/** At most so many marketing messages of a person are counted. */
const maxSends = 200

const peopleSql = `with input as materialized (select * from ${places.from('$1')}),
  x as materialized (
    select i.place, i.account_id, i.hashes, coalesce(i.contact_id, (
      select c.contact_id from jsonb_to_recordset(i.spellings) as s(kind text, value text)
        join contact_identifiers c on c.account_id = i.account_id and c.kind = s.kind and c.value = s.value limit 1)) as contact_id
      from input i)
  select x.place, x.contact_id, (select c.timezone from contacts c where c.account_id = x.account_id and c.id = x.contact_id) as time_zone,
    ${recordsOfContact('x')} as records,
    (select json_agg(json_build_object('id', s.id, 'scope', s.scope, 'reason', s.reason, 'until', iso_instant(s.until),
        'createdAt', iso_instant(s.created_at)))
       from suppressions s where s.account_id = x.account_id and (s.until is null or s.until > now()) and s.id in (
         select h.id from jsonb_array_elements_text(x.hashes) as e(hash)
           join suppressions h on h.account_id = x.account_id and h.hash = e.hash
         union all
         select v.id from contact_identifiers i
           join suppressions v on v.account_id = i.account_id and v.kind = i.kind and v.value = i.value
          where i.account_id = x.account_id and i.contact_id = x.contact_id)) as suppressions,
    (select json_build_object('undeliverableAt', array(select iso_instant(t) from unnest(r.undeliverable_at) as t),
        'cappedAt', iso_instant(r.capped_at), 'cappedUntil', iso_instant(r.capped_until), 'rests', r.rests)
       from contact_reachability r where r.account_id = x.account_id and r.contact_id = x.contact_id) as reach,
    (select json_agg(json_build_object('at', iso_instant(m.sent_at), 'digest', m.digest, 'messageId', m.message_id) order by m.sent_at desc)
       from (select sent_at, digest, message_id from marketing_sends where account_id = x.account_id and contact_id = x.contact_id
              order by sent_at desc limit ${maxSends}) as m) as sends
    from x`

/** What sends to a person taught. Returns rows per table. */
export async function deletePolicyFactsOfPerson(
  tx: Queryable,
  { accountId, contactId }: { accountId: string; contactId: string },
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const table of ['contact_reachability', 'marketing_sends'])
    counts[table] = await tx.run(`delete from ${table} where account_id = $1 and contact_id = $2::uuid`, [
      accountId,
      contactId,
    ])
  return counts
}
