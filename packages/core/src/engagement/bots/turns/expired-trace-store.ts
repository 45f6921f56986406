import type { Queryable } from '#platform/database/database.ts'

const linesAtATime = 5000

/** Deletes lines of traces from before an instant; returns how many. */
export async function deleteTraceBefore(db: Queryable, before: string): Promise<number> {
  let deleted = 0
  for (let count = linesAtATime; count === linesAtATime; deleted += count)
    count = await db.run(
      `delete from flow_steps f using (select account_id, id from flow_steps where id < uuid_v7_floor($1::timestamptz) limit $2) old
        where f.account_id = old.account_id and f.id = old.id`,
      [before, linesAtATime],
    )
  return deleted
}
