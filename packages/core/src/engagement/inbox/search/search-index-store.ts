import { textOfMessage } from '#messaging/conversations/message-search-store.ts'
import { peerKey } from '#messaging/messages/peer-key.ts'
import type { Queryable } from '#platform/database/database.ts'
import { recordset } from '#platform/database/recordset.ts'

export interface SearchIndex {
  indexedTo: string
  /** ISO 8601. */
  askedAt: string
}

export const selectIndex = (db: Queryable, accountId: string): Promise<SearchIndex | null> =>
  db.maybe<SearchIndex>('select indexed_to, asked_at from search_indexes where account_id = $1', [accountId])

/** It is searched: there is one from now on. */
export async function askIndex(tx: Queryable, accountId: string, { indexedTo, askedAt }: SearchIndex): Promise<void> {
  await tx.run(
    `insert into search_indexes (account_id, indexed_to, asked_at) values ($1, $2::uuid, $3::timestamptz)
     on conflict (account_id) do update set asked_at = excluded.asked_at`,
    [accountId, indexedTo, askedAt],
  )
}

export async function moveIndex(tx: Queryable, accountId: string, indexedTo: string): Promise<void> {
  await tx.run('update search_indexes set indexed_to = $2::uuid where account_id = $1', [accountId, indexedTo])
}

/** Nobody has asked for it: it begins anew when somebody does. False: there is more of it. */
export async function dropIndex(tx: Queryable, accountId: string, rowsAtATime: number): Promise<boolean> {
  const gone = await tx.run(
    `delete from message_texts where account_id = $1 and message_id in (
       select message_id from message_texts where account_id = $1 order by message_id limit ${rowsAtATime})`,
    [accountId],
  )
  if (gone === rowsAtATime) return false
  await tx.run('delete from search_indexes where account_id = $1', [accountId])
  return true
}

export interface MessageText {
  messageId: string
  numberId: string
  text: string
}

/** The next ones, the oldest first; whatever they are, so that the caller sees how far it came. */
export const selectTexts = (
  tx: Queryable,
  accountId: string,
  { after, before, limit }: { after: string; before: string; limit: number },
): Promise<MessageText[]> =>
  tx.many<MessageText>(
    `select m.id as message_id, m.number_id, case when m.dry_run then '' else ${textOfMessage} end as text from messages m
      where m.account_id = $1 and m.id > $2::uuid and m.id < $3::uuid order by m.id limit ${limit}`,
    [accountId, after, before],
  )

const rows = recordset({ accountId: 'uuid', messageId: 'uuid', numberId: 'uuid', terms: 'text[]' })

export async function insertTexts(
  tx: Queryable,
  accountId: string,
  texts: readonly { messageId: string; numberId: string; terms: readonly string[] }[],
): Promise<void> {
  await tx.run(
    `insert into message_texts (account_id, message_id, number_id, words)
     select x.account_id, x.message_id, x.number_id, array_to_tsvector(x.terms) from ${rows.from('$1')} on conflict do nothing`,
    [rows.json(texts.map((one) => ({ accountId, ...one })))],
  )
}

/** The oldest of the index whose messages are gone. */
export async function pruneTexts(tx: Queryable, accountId: string, rowsAtATime: number): Promise<void> {
  await tx.run(
    `delete from message_texts t where t.account_id = $1 and t.message_id in (
       select message_id from message_texts where account_id = $1 order by message_id limit ${rowsAtATime})
        and not exists (select from messages m where m.account_id = t.account_id and m.id = t.message_id)`,
    [accountId],
  )
}

export interface IndexedHit {
  id: string
  conversationId: string | null
  at: string
}

/** Newest first. All that have the words are found by the index before the latest are taken: a common word sorts many. */
export const selectIndexed = (
  db: Queryable,
  accountId: string,
  {
    query,
    numberIds,
    before,
    limit,
  }: { query: string; numberIds: readonly string[] | null; before: string; limit: number },
): Promise<IndexedHit[]> =>
  db.many<IndexedHit>(
    `with hit as materialized (
       select message_id from message_texts t where t.account_id = $1 and t.words @@ $2::tsquery
          and ($3::uuid[] is null or t.number_id = any ($3::uuid[]))),
     latest as materialized (select message_id from hit where message_id < $4::uuid order by message_id desc limit $5)
     select m.id, c.id as conversation_id, m.created_at as at from latest l
       join messages m on m.account_id = $1 and m.id = l.message_id
       left join lateral (
         select c.id from contact_identifiers i join conversations c
             on c.account_id = m.account_id and c.contact_id = i.contact_id and c.number_id = m.number_id
          where i.account_id = m.account_id and i.value = ${peerKey('m')} limit 1) c on true
      order by m.id desc`,
    [accountId, query, numberIds, before, limit],
  )

/** Longer than this nobody waits; the statement ends by itself, for this transaction alone. */
export async function limitStatements(tx: Queryable, ms: number): Promise<void> {
  await tx.run(`select set_config('statement_timeout', $1, true)`, [String(ms)])
}
