import type { Queryable } from '#platform/database/database.ts'
import { newIdAt } from '#platform/ids.ts'

const hourMs = 3600_000
/** Meta shares 180 days. */
const reachMs = 400 * 24 * hourMs

/**
 * Makes ids by which messages of the past sort before all later ones. Ids also say in which monthly part of the table a
 * message lies, and no part is older than this installation: what is older than the first goes, in its order, into the
 * first hour of that.
 */
export async function createBackdatedIds(tx: Queryable): Promise<(atMs: number) => string> {
  const { rows } = await tx.query<{ month: string | null }>(
    `select min(right(c.relname, 6)) as month from pg_inherits i join pg_class c on c.oid = i.inhrelid
      where i.inhparent = 'messages'::regclass and c.relname ~ '_[0-9]{6}$'`,
  )
  const month = rows[0]?.month
  const floorMs = month ? Date.UTC(Number(month.slice(0, 4)), Number(month.slice(4)) - 1) : 0
  return (atMs) => newIdAt(atMs >= floorMs + hourMs ? atMs : compress(atMs, floorMs))
}

export function compress(atMs: number, floorMs: number): number {
  const share = (atMs - (floorMs - reachMs)) / (reachMs + hourMs)
  return floorMs + Math.min(Math.max(share, 0), 1) * hourMs
}
