import { deleteOwnFiles } from '#messaging/media/media-record-store.ts'
import type { Queryable } from '#platform/database/database.ts'
import { removeFromBatches, type StoredImport, selectImport, updateImport } from './import-store.ts'

/** States in which a worker reads the file. */
const inUse: readonly StoredImport['state'][] = ['uploaded', 'checking', 'running']

/**
 * A person is erased: what imports kept of them for an undo goes, and with it every file that has brought them, unless it is being
 * read; then it goes with its time. A row that brings them back later is refused.
 */
export async function forgetImportsOfPerson(
  tx: Queryable,
  { accountId, contactId }: { accountId: string; contactId: string },
): Promise<Record<string, number>> {
  const importIds = await removeFromBatches(tx, accountId, contactId)
  for (const id of importIds) {
    const stored = await selectImport(tx, accountId, id, 'for update')
    if (stored && !inUse.includes(stored.state)) await forgetFile(tx, stored)
  }
  return { contact_imports: importIds.length }
}

/** The stored file goes, and with it the sample of its rows. */
export async function forgetFile(tx: Queryable, stored: StoredImport): Promise<void> {
  const { accountId, id, mediaId, analysis, state } = stored
  if (mediaId !== null) await deleteOwnFiles(tx, accountId, [mediaId])
  const bare = analysis && {
    ...analysis,
    sample: [],
    columnAnalyses: analysis.columnAnalyses.map((column) => ({ ...column, counterExamples: [] })),
  }
  const isOver = state !== 'uploaded' && state !== 'analysed' && state !== 'ready'
  const ended = isOver ? {} : { state: 'canceled' as const, error: 'It was not run in time, and its file is gone.' }
  await updateImport(tx, { accountId, id, mediaId: null, analysis: bare, ...ended }, [state])
}
