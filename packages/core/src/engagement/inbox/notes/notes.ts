import type { CoreContext } from '#context.ts'
import { GatewayError } from '#platform/errors.ts'
import { isId, newId } from '#platform/ids.ts'
import { assertScope, type Caller } from '#tenancy/access/caller.ts'
import type { UnitOfWork } from '#tenancy/unit-of-work.ts'
import { findStrangers } from '../teams/team-store.ts'
import type { Note } from './note.ts'
import { deleteNoteRow, insertNote, selectNote, selectNotes } from './note-store.ts'

/** Newest first. */
export const listNotes = (
  ctx: Pick<CoreContext, 'read'>,
  caller: Pick<Caller, 'accountId'>,
  conversationId: string,
  page: { after: string | null; limit: number },
): Promise<Note[]> => ctx.read(caller, (db) => selectNotes(db, caller.accountId, conversationId, page))

/** Announces it, with who is mentioned. @throws GatewayError `not_found`; `invalid_request` for a mention of nobody here */
export async function createNote(
  ctx: Pick<CoreContext, 'transaction'>,
  caller: Caller,
  conversationId: string,
  note: Pick<Note, 'body' | 'mentions'>,
): Promise<Note> {
  assertScope(caller, 'conversations:write')
  return ctx.transaction(caller, (tx) => writeNote(tx, conversationId, note))
}

/** The same within a unit of work, which has checked the scope. */
export async function writeNote(
  tx: UnitOfWork,
  conversationId: string,
  { body, mentions }: Pick<Note, 'body' | 'mentions'>,
): Promise<Note> {
  const { accountId, actor } = tx.caller
  const author = { kind: actor.kind, id: actor.id, name: actor.name }
  const note: Note = {
    ...{ id: newId(), conversationId, author, body },
    mentions: [...new Set(mentions.map((one) => one.toLowerCase()))],
    createdAt: new Date().toISOString(),
  }
  const strangers = await findStrangers(tx, accountId, note.mentions)
  if (strangers.length > 0)
    throw new GatewayError('invalid_request', 'Validation failed.', {
      details: strangers.map((one) => ({
        field: `mentions.${note.mentions.indexOf(one)}`,
        message: 'is no member of this account',
      })),
    })
  if (!(await insertNote(tx, accountId, note))) throw noSuch('conversation')
  await tx.audit('note.created', note.id, { before: null, after: { conversationId } })
  tx.emit('note.created', { noteId: note.id, conversationId, body, mentions: note.mentions, author })
  return note
}

/** An agent takes back their own; owners, admins and keys any. @throws GatewayError `not_found`, `forbidden` */
export async function deleteNote(
  ctx: Pick<CoreContext, 'transaction'>,
  caller: Caller,
  { conversationId, noteId }: { conversationId: string; noteId: string },
): Promise<void> {
  assertScope(caller, 'conversations:write')
  await ctx.transaction(caller, async (tx) => {
    const note = isId(noteId) ? await selectNote(tx, caller.accountId, noteId) : null
    if (note === null || note.conversationId !== conversationId) throw noSuch('note')
    const isOwn = note.author.id !== null && note.author.id === caller.actor.id
    if (!isOwn && !caller.scopes.has('members:write'))
      throw new GatewayError('forbidden', 'Only its author may delete a note, or whoever manages members.')
    await deleteNoteRow(tx, caller.accountId, noteId)
    await tx.audit('note.deleted', noteId, { before: { conversationId }, after: null })
    tx.emit('note.deleted', { noteId, conversationId })
  })
}

const noSuch = (what: string) => new GatewayError('not_found', `There is no such ${what} in this account.`)
