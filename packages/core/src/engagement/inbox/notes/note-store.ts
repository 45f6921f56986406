import type { Queryable } from '#platform/database/database.ts'
import type { Note } from './note.ts'

type NoteRow = Omit<Note, 'author'> & { authorKind: string; authorId: string | null; authorName: string | null }

const columns =
  'n.id, n.conversation_id, n.author_kind, n.author_id, n.author_name, n.body, n.mentions::text[] as mentions, n.created_at'

const toNote = ({ authorKind: kind, authorId: id, authorName: name, ...note }: NoteRow): Note => ({
  ...note,
  author: { kind, id, name },
})

/** Newest first. */
export const selectNotes = async (
  db: Queryable,
  accountId: string,
  conversationId: string,
  { after, limit }: { after: string | null; limit: number },
): Promise<Note[]> =>
  (
    await db.many<NoteRow>(
      `select ${columns} from conversation_notes n where n.account_id = $1 and n.conversation_id = $2::uuid
          and ($3::uuid is null or n.id < $3::uuid) order by n.id desc limit $4`,
      [accountId, conversationId, after, limit],
    )
  ).map(toNote)

export async function selectNote(db: Queryable, accountId: string, id: string): Promise<Note | null> {
  const row = await db.maybe<NoteRow>(
    `select ${columns} from conversation_notes n where n.account_id = $1 and n.id = $2::uuid for update`,
    [accountId, id],
  )
  return row && toNote(row)
}

/** False: the account has no such conversation. */
export async function insertNote(tx: Queryable, accountId: string, note: Note): Promise<boolean> {
  const { id, conversationId, author, body, mentions, createdAt } = note
  const written = await tx.run(
    `insert into conversation_notes (account_id, id, conversation_id, origin_id, author_kind, author_id, author_name, body, mentions, created_at)
     select c.account_id, $3::uuid, c.id, c.id, $4, $5::uuid, $6, $7, $8::uuid[], $9::timestamptz
       from conversations c where c.account_id = $1 and c.id = $2::uuid`,
    [accountId, conversationId, id, author.kind, author.id, author.name, body, mentions, createdAt],
  )
  return written > 0
}

export async function deleteNoteRow(tx: Queryable, accountId: string, id: string): Promise<void> {
  await tx.run('delete from conversation_notes where account_id = $1 and id = $2::uuid', [accountId, id])
}
