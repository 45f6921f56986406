import type pg from 'pg'

/** What a database has done since it was created; two of these make a difference. */
export interface DatabaseCounts {
  statements: number
  plans: number
  /** Including those of transactions that only read. */
  commits: number
  walBytes: number
  walRecords: number
  walSyncs: number
  /** Entries made in indexes, as the log has them. */
  indexEntries: number
  /** Rows of the queue that were read in order to be worked on. */
  laneRowsLoaded: number
  tables: Record<string, TableCounts>
  byStatement: Record<string, StatementCounts>
}

export interface TableCounts {
  inserted: number
  updated: number
  deleted: number
}

interface StatementCounts {
  calls: number
  plans: number
  rows: number
  planMs: number
  executionMs: number
}

/** Settings of the server under which all of this is counted. */
export const countingSettings = {
  shared_preload_libraries: 'pg_stat_statements',
  'pg_stat_statements.track_planning': 'on',
  'pg_stat_statements.track_utility': 'off', // begin, commit and set are counted as commits
  checkpoint_timeout: '1h', // the images of whole pages after a checkpoint would depend on when it came
  max_wal_size: '8GB',
  wal_keep_size: '8GB', // dropping a database makes a checkpoint, and the log is read again
}

/** To be called once on each connection that counts: what it asks is not to be counted. */
export async function prepareToCount(client: pg.Client): Promise<void> {
  await client.query('create extension if not exists pg_stat_statements')
  await client.query('create extension if not exists pg_walinspect')
  await client.query('set pg_stat_statements.track = none')
  await client.query(`select set_config('bench.wal_start', pg_current_wal_lsn()::text, false)`)
  await client.query('set stats_fetch_consistency = none')
}

export async function readCounts(client: pg.Client): Promise<DatabaseCounts> {
  const byStatement = await readStatements(client)
  const statements = Object.entries(byStatement)
  const sum = (of: (one: StatementCounts) => number) => statements.reduce((total, [, one]) => total + of(one), 0)
  const { rows } = await client.query<Omit<DatabaseCounts, 'tables' | 'byStatement' | 'statements' | 'plans'>>(
    `select xact_commit::float8 as commits, wal_bytes::float8 as "walBytes", wal_records::float8 as "walRecords",
            wal_sync::float8 as "walSyncs", (select coalesce(sum(count), 0)::float8 from pg_get_wal_stats_till_end_of_wal(current_setting('bench.wal_start')::pg_lsn, true)
              where "resource_manager/record_type" in ('Btree/INSERT_LEAF', 'Btree/INSERT_POST')) as "indexEntries" from pg_stat_database, pg_stat_wal where datname = current_database()`,
  )
  const [totals] = rows
  if (!totals) throw new Error('the database tells nothing of itself')
  const laneRowsLoaded = statements.reduce((total, [text, { rows }]) => total + (isLoad(text) ? rows : 0), 0)
  return {
    ...totals,
    statements: sum(({ calls }) => calls),
    plans: sum(({ plans }) => plans),
    laneRowsLoaded,
    tables: await readTables(client),
    byStatement,
  }
}

const isLoad = (text: string) => /^\s*select/i.test(text) && /\b(from|join) lane_items\b/i.test(text)

async function readStatements(client: pg.Client): Promise<Record<string, StatementCounts>> {
  const { rows } = await client.query<StatementCounts & { query: string }>(
    `select query, sum(calls)::float8 as calls, sum(plans)::float8 as plans, sum(rows)::float8 as rows,
            sum(total_plan_time)::float8 as "planMs", sum(total_exec_time)::float8 as "executionMs"
       from pg_stat_statements join pg_database d on d.oid = dbid and d.datname = current_database()
      group by query`,
  )
  return Object.fromEntries(rows.map(({ query, ...counts }) => [query.replace(/\s+/g, ' ').trim(), counts]))
}

/** Partitions count as their table. */
async function readTables(client: pg.Client): Promise<Record<string, TableCounts>> {
  const { rows } = await client.query<TableCounts & { name: string }>(
    `select coalesce(pg_partition_root(s.relid), s.relid)::regclass::text as name,
            sum(n_tup_ins)::float8 as inserted, sum(n_tup_upd)::float8 as updated, sum(n_tup_del)::float8 as deleted
       from pg_stat_user_tables s group by 1`,
  )
  return Object.fromEntries(rows.map(({ name, ...counts }) => [name, counts]))
}

/** What was counted between two readings, for each of `messages`. */
export function countsPerMessage(before: DatabaseCounts, after: DatabaseCounts, messages: number): DatabaseCounts {
  return perEach(before, after, messages) as unknown as DatabaseCounts
}

type Nested = number | { [name: string]: Nested }

function perEach(before: unknown, after: unknown, messages: number): Nested {
  if (typeof after === 'number') return (after - (typeof before === 'number' ? before : 0)) / messages
  const earlier = (before ?? {}) as Record<string, unknown>
  const entries = Object.entries(after as Record<string, unknown>)
  return Object.fromEntries(entries.map(([name, value]) => [name, perEach(earlier[name], value, messages)]))
}

export function rowOperations(tables: Record<string, TableCounts>): number {
  return Object.values(tables).reduce((sum, { inserted, updated, deleted }) => sum + inserted + updated + deleted, 0)
}
