import type { Queryable } from '#platform/database/database.ts'

/**
 * Deletes events and the log of their deliveries; what still waits to be delivered never is. Where an attempt is under
 * way, the event stays for now, since its log would be written afterwards: returns the ids of those.
 */
export async function eraseEvents(tx: Queryable, accountId: string, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const { rows } = await tx.query<{ id: string }>(
    `with item as materialized (
       select i.id, i.event_id from endpoints p join lane_items i on i.lane_id = p.lane_id
        where p.account_id = $1 and i.account_id = $1 and i.event_id = any ($2::uuid[])),
     gone as (delete from lane_items i using item where i.id = item.id and i.started_at is null returning i.id)
     select distinct event_id::text as id from item where id not in (select id from gone)`,
    [accountId, ids],
  )
  const leaving = new Set(rows.map(({ id }) => id))
  const gone = ids.filter((id) => !leaving.has(id))
  await deleteDeliveries(tx, accountId, gone)
  await tx.query('delete from events where account_id = $1 and id = any ($2::uuid[])', [accountId, gone])
  return [...leaving]
}

/** The id of a delivery begins with the instant of its event, so the primary key leads there. */
async function deleteDeliveries(tx: Queryable, accountId: string, eventIds: readonly string[]): Promise<void> {
  await tx.query(
    `delete from deliveries d using unnest($2::uuid[]) as e(id)
      where d.account_id = $1 and d.event_id = e.id
        and d.id between (left(e.id::text, 15) || '000-8000-000000000000')::uuid and (left(e.id::text, 15) || 'fff-ffff-ffffffffffff')::uuid`,
    [accountId, eventIds],
  )
}
