import type { CoreContext } from '#context.ts'
import { lastId } from '#platform/ids.ts'
import type { Reader } from '#tenancy/access/caller.ts'
import { peerKey } from '../messages/peer-key.ts'

/** Messages read for one page at most: a rare word costs no more than a common one. */
const maxScanned = 5000

interface FoundText {
  messageId: string
  conversationId: string
  at: string
}

export interface TextPage {
  found: FoundText[]
  /** The last message that was looked at; null: there are no older ones. */
  before: string | null
}

interface FoundRow {
  id: string
  conversationId: string | null
  at: string | null
  isLast: boolean
}

/** Words, captions, names of files, titles of what was chosen. */
const textOf = `lower(concat_ws(' ', m.content #>> '{text,body}', m.content -> m.type ->> 'caption', m.content -> m.type ->> 'filename',
  m.content #>> '{interactive,body,text}', m.content #>> '{interactive,button_reply,title}',
  m.content #>> '{interactive,list_reply,title}', m.content #>> '{button,text}', m.content #>> '{order,text}',
  m.content #>> '{template,name}', m.content #>> '{location,name}'))`

/**
 * Messages that contain a text, whatever its case, newest first. No index holds words, for it would cost each accept more
 * than everything else there: a page reads the account's latest 5,000 messages before the place given, and says how far it
 * came. It may be empty and still have a next one.
 */
export async function searchMessages(
  { read }: Pick<CoreContext, 'read'>,
  { accountId }: Reader,
  {
    text,
    numberIds,
    before,
    limit,
  }: { text: string; numberIds: readonly string[] | null; before: string | null; limit: number },
): Promise<TextPage> {
  if (text.includes('\0')) return { found: [], before: null } // no stored text holds it
  const rows = await read({ accountId }, (db) =>
    db.many<FoundRow>(
      `with scanned as materialized (
         select id, account_id, number_id, ${peerKey('m')} as key, type, content, created_at, dry_run from messages m
          where account_id = $1 and id < $2::uuid order by id desc limit ${maxScanned}),
       hit as (
         select m.* from scanned m where not m.dry_run and strpos(${textOf}, lower($3)) > 0
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
      [accountId, before ?? lastId, text, numberIds, limit],
    ),
  )
  return toPage(rows, limit)
}

function toPage(rows: readonly FoundRow[], limit: number): TextPage {
  const hits = rows.filter((row) => !row.isLast)
  const scannedTo = rows.find((row) => row.isLast)?.id ?? null
  const found = hits.flatMap(({ id, conversationId, at }) =>
    conversationId === null || at === null ? [] : [{ messageId: id, conversationId, at }],
  )
  return { found, before: hits.length === limit ? (hits.at(-1)?.id ?? null) : scannedTo }
}
