import type { CoreContext } from '../context.ts'
import { settleCounts } from '../messaging/analytics/count-hours.ts'

const partitionedTables = ['messages', 'journal', 'events', 'deliveries'] as const
export type PartitionedTable = (typeof partitionedTables)[number]

/** For how many days after its end a month is kept; null: for ever. */
export type KeepDays = Readonly<Record<PartitionedTable, number | null>>

/** Blocks of 8 KiB that one statement goes through. */
const blocksAtATime = 5000

/** Drops every month whose time is over, and what names its messages; returns their names. */
export async function dropExpired(db: CoreContext['worker'], keepDays: KeepDays, now: Date): Promise<string[]> {
  const dropped: string[] = []
  for (const table of partitionedTables) {
    const days = keepDays[table]
    if (days === null) continue
    const before = new Date(now.getTime() - days * 86_400_000)
    for (let month = await findExpired(db, table, before); month; month = await findExpired(db, table, before)) {
      if (table === 'messages') {
        await settleCounts({ worker: db }, new Date(month.ended), null)
        await forgetWamids(db, month.ended) // first: after a crash the month is found again
        await forgetPreviews(db, month.ended)
      }
      await db.query('select drop_partition($1, $2)', [table, month.part])
      dropped.push(month.part)
    }
  }
  return dropped
}

async function findExpired(
  db: CoreContext['worker'],
  table: PartitionedTable,
  before: Date,
): Promise<{ part: string; ended: string } | null> {
  const { rows } = await db.query<{ part: string | null; ended: string | null }>(
    'select part, ended from expired_partition($1, $2::timestamptz)',
    [table, before.toISOString()],
  )
  const [{ part, ended } = { part: null, ended: null }] = rows
  return part !== null && ended !== null ? { part, ended } : null
}

const forgetWamids = (db: CoreContext['worker'], ended: string) =>
  passOver(
    db,
    'wamids',
    ended,
    (part) => `delete from wamids where ${part} and message_id < uuid_v7_floor($3::timestamptz)`,
  )

/** A conversation shows words of its last message: they go with it. */
const forgetPreviews = (db: CoreContext['worker'], ended: string) =>
  passOver(
    db,
    'conversations',
    ended,
    (
      part,
    ) => `update conversations set last_message_id = null, last_said_at = null, last_direction = null, last_type = null,
        last_preview = null where ${part} and last_message_id < uuid_v7_floor($3::timestamptz)`,
  )

/** One pass over a table, in short transactions: it has no index on messages, which would cost each send something. */
async function passOver(
  db: CoreContext['worker'],
  table: 'wamids' | 'conversations',
  ended: string,
  statement: (part: string) => string,
): Promise<void> {
  const { rows } = await db.query<{ blocks: number }>(
    `select (pg_relation_size('${table}') / current_setting('block_size')::int)::int as blocks`,
  )
  const part = `ctid >= format('(%s,0)', $1::int)::tid and ctid < format('(%s,0)', $2::int)::tid`
  for (let block = 0; block <= (rows[0]?.blocks ?? 0); block += blocksAtATime)
    await db.query(statement(part), [block, block + blocksAtATime, ended])
}

/** Rows that fit no month: there should be none, and while there are the month they belong to cannot be made. */
export async function countStrays(db: CoreContext['worker']): Promise<Record<PartitionedTable, number>> {
  const { rows } = await db.query<Record<PartitionedTable, number>>(
    `select ${partitionedTables
      .map((table) => `(select count(*)::int from (select from ${table}_default limit 100000) x) as ${table}`)
      .join(', ')}`,
  )
  return rows[0] ?? { messages: 0, journal: 0, events: 0, deliveries: 0 }
}
