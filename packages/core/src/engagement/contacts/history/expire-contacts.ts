import type { CoreContext } from '#context.ts'
import { deleteExpired, deleteMergesBefore } from './expired-contact-store.ts'

const keptDays = 30
const batchSize = 500

/**
 * Removes for good what was deleted 30 days ago, and the snapshots of merges that can no longer be undone. Somebody with whom
 * messages were exchanged stays hidden, with nothing but the identifiers under which these are found.
 */
export async function expireContacts({ worker }: Pick<CoreContext, 'worker'>, now: Date): Promise<void> {
  const before = new Date(now.getTime() - keptDays * 24 * 3600_000).toISOString()
  while ((await worker.transaction((tx) => deleteExpired(tx, before, batchSize))) === batchSize);
  await deleteMergesBefore(worker, before)
}
