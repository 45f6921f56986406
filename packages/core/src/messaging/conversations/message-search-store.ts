import type { Queryable } from '#platform/database/database.ts'
import { lastId } from '#platform/ids.ts'
import { peerKey } from '../messages/peer-key.ts'

/** Messages read for one page at most: a rare word costs no more than a common one. */
const maxScanned = 5000

export interface FoundTextRow {
  id: string
  conversationId: string | null
  at: string | null
  /** The last message that was looked at, which need not contain the text. */
  isLast: boolean
}

/** Words, captions, names of files, titles of what was chosen. */
export const textOfMessage = `lower(concat_ws(' ', m.content #>> '{text,body}', m.content -> m.type ->> 'caption', m.content -> m.type ->> 'filename',
  m.content #>> '{interactive,body,text}', m.content #>> '{interactive,button_reply,title}',
  m.content #>> '{interactive,list_reply,title}', m.content #>> '{button,text}', m.content #>> '{order,text}',
  m.content #>> '{template,name}', m.content #>> '{location,name}'))`

/** What is searched, and between which messages: our ids, neither of them included; null: all of them. */
export interface TextSearch {
  text: string
  numberIds: readonly string[] | null
  before: string | null
  after?: string | null
  limit: number
}

const firstId = '00000000-0000-0000-0000-000000000000'

/** A message has to contain each of them. */
const piecesOf = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/\s+/)
    .filter((piece) => piece !== '')

/** Newest first. */
export const selectMessagesWithText = (
  db: Queryable,
  accountId: string,
  { text, numberIds, before, after, limit }: TextSearch,
): Promise<FoundTextRow[]> =>
  db.many(
    `with scanned as materialized (
       select id, account_id, number_id, ${peerKey('m')} as key, type, content, created_at, dry_run from messages m
        where account_id = $1 and id < $2::uuid and id > $6::uuid order by id desc limit ${maxScanned}),
     hit as (
       select m.* from scanned m where not m.dry_run and not exists (
         select from json_array_elements_text($3::json) as piece(it) where strpos(${textOfMessage}, piece.it) = 0)
          and ($4::uuid[] is null or m.number_id = any ($4::uuid[])) order by m.id desc limit $5)
     select h.id::text, c.id::text as "conversationId", h.created_at as at, false as "isLast" from hit h
       left join lateral (
         select c.id from contact_identifiers i join conversations c
             on c.account_id = h.account_id and c.contact_id = i.contact_id and c.number_id = h.number_id
          where i.account_id = h.account_id and i.value = h.key limit 1) c on true
     union all
     select id::text, null, null, true from (
       select id from scanned order by id limit 1) as last where (select count(*) from scanned) = ${maxScanned}
     order by 1 desc`,
    [accountId, before ?? lastId, JSON.stringify(piecesOf(text)), numberIds, limit, after ?? firstId],
  )
