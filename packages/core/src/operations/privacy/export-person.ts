import type { CoreContext } from '#context.ts'
import { selectConsentChains } from '#engagement/consent/consent-store.ts'
import { forwardedType } from '#events/event-patterns.ts'
import { peerKey } from '#messaging/messages/peer-key.ts'
import type { Queryable } from '#platform/database/database.ts'
import type { Caller } from '#tenancy/access/caller.ts'
import { findPerson, mentionsSql, type PersonKeys } from './person-store.ts'

export interface PersonRecord {
  kind:
    | 'contact'
    | 'identifier'
    | 'external_id'
    | 'tag'
    | 'history'
    | 'merge'
    | 'segment'
    | 'consent'
    | 'conversation'
    | 'message'
    | 'media'
    | 'event'
  data: Record<string, unknown>
}

const pageSize = 500
const firstId = '00000000-0000-0000-0000-000000000000'

/**
 * All that an account knows of one person, kind by kind, read page by page; null: nothing. Named by our id of the contact, a
 * phone number or a user id.
 */
export async function exportPerson(
  ctx: Pick<CoreContext, 'read'>,
  account: Pick<Caller, 'accountId'>,
  named: string,
): Promise<AsyncGenerator<PersonRecord> | null> {
  const person = await ctx.read(account, (db) => findPerson(db, account.accountId, named))
  return person && readPerson(ctx, account.accountId, person)
}

async function* readPerson(
  ctx: Pick<CoreContext, 'read'>,
  accountId: string,
  person: PersonKeys,
): AsyncGenerator<PersonRecord> {
  yield* await ctx.read({ accountId }, async (db) => [
    ...(await selectContact(db, accountId, person)),
    ...(await consentsOf(db, accountId, person)),
  ])
  for (const selectPage of [messagePage, eventPage])
    for (let after: string | null = firstId; after !== null; ) {
      const page: Page = await ctx.read({ accountId }, (db) => selectPage(db, accountId, person, after ?? ''))
      yield* page.records
      after = page.next
    }
}

interface Page {
  records: PersonRecord[]
  next: string | null
}

async function selectContact(tx: Queryable, accountId: string, { contactId }: PersonKeys): Promise<PersonRecord[]> {
  const { rows } = await tx.query<PersonRecord>(
    `select 'contact' as kind, to_jsonb(c) - array['account_id', 'attribute_keys', 'name_key'] as data from contacts c where account_id = $1 and id = $2::uuid
     union all select 'identifier', to_jsonb(i) - array['account_id', 'ending'] from contact_identifiers i
                where account_id = $1 and contact_id = $2::uuid
     union all select 'external_id', to_jsonb(x) - 'account_id' from contact_external_ids x where account_id = $1 and contact_id = $2::uuid
     union all select 'tag', jsonb_build_object('name', t.name, 'source', g.source, 'addedAt', iso_instant(g.added_at))
                 from contact_tags g join tags t on t.account_id = g.account_id and t.id = g.tag_id
                where g.account_id = $1 and g.contact_id = $2::uuid
     union all select 'history', to_jsonb(h) - 'account_id' from contact_history h where account_id = $1 and contact_id = $2::uuid
     union all select 'segment', jsonb_build_object('name', s.name, 'addedAt', iso_instant(b.added_at))
                 from segment_members b join segments s on s.account_id = b.account_id and s.id = b.segment_id
                where b.account_id = $1 and b.contact_id = $2::uuid
     union all select 'merge', to_jsonb(g) - 'account_id' from contact_merges g where account_id = $1 and survivor_id = $2::uuid
     union all select 'conversation', to_jsonb(v) - 'account_id' from conversations v where account_id = $1 and contact_id = $2::uuid`,
    [accountId, contactId],
  )
  return rows
}

async function consentsOf(tx: Queryable, accountId: string, { contactId }: PersonKeys): Promise<PersonRecord[]> {
  if (contactId === null) return []
  const events = await selectConsentChains(tx, { accountId, contactId })
  return events.map((event) => ({ kind: 'consent', data: { ...event } }))
}

/** Messages, each followed by the file that came with it. */
async function messagePage(tx: Queryable, accountId: string, person: PersonKeys, after: string): Promise<Page> {
  const { rows } = await tx.query<{ id: string; data: PersonRecord['data']; media: PersonRecord['data'] | null }>(
    `select m.id::text, to_jsonb(m) - 'account_id' as data,
            (select to_jsonb(f) - array['account_id', 'blob_id'] from media f where f.account_id = $1 and f.message_id = m.id) as media
       from messages m where m.account_id = $1 and m.number_id = any ($2::uuid[]) and ${peerKey('m')} = any ($3::text[])
        and m.id > $4::uuid order by m.id limit ${pageSize}`,
    [accountId, person.numberIds, person.peers, after],
  )
  const records = rows.flatMap(({ data, media }): PersonRecord[] => [
    { kind: 'message', data },
    ...(media ? [{ kind: 'media' as const, data: media }] : []),
  ])
  return { records, next: rows.length === pageSize ? (rows.at(-1)?.id ?? null) : null }
}

/** Of a page of all events those that speak of the person; Meta's payloads as they came repeat them, with others' among them. */
async function eventPage(tx: Queryable, accountId: string, { mentions }: PersonKeys, after: string): Promise<Page> {
  const { rows } = await tx.query<{ id: string; data: PersonRecord['data'] | null }>(
    `select e.id::text, case when ${mentionsSql('e.data::text', 3)} then to_jsonb(e) - 'account_id' end as data
       from events e where e.account_id = $1 and e.id > $2::uuid and e.type <> '${forwardedType}' order by e.id limit ${pageSize}`,
    [accountId, after, mentions],
  )
  return {
    records: rows.flatMap(({ data }) => (data ? [{ kind: 'event', data }] : [])),
    next: rows.length === pageSize ? (rows.at(-1)?.id ?? null) : null,
  }
}
