import type { Queryable } from '#platform/database/database.ts'
import { recordset } from '#platform/database/recordset.ts'
import type { Connection, SyncError, SyncRun } from './connection.ts'

const columns = `id, account_id, kind, name, state, problem, settings, credentials_cipher, mapping, cursor, source_id, failures,
  last_ok_at, created_at, updated_at`

/** Latest first. */
export const selectConnections = (
  db: Queryable,
  accountId: string,
  { before, limit }: { before: string | null; limit: number },
): Promise<Connection[]> =>
  db.many<Connection>(
    `select ${columns} from connections where account_id = $1 and ($2::uuid is null or id < $2::uuid) order by id desc limit $3`,
    [accountId, before, limit],
  )

export const selectConnection = (db: Queryable, accountId: string, id: string): Promise<Connection | null> =>
  db.maybe<Connection>(`select ${columns} from connections where account_id = $1 and id = $2::uuid`, [accountId, id])

/** Until the transaction ends nobody else changes it. */
export const lockConnection = (tx: Queryable, accountId: string, id: string): Promise<Connection | null> =>
  tx.maybe<Connection>(`select ${columns} from connections where account_id = $1 and id = $2::uuid for update`, [
    accountId,
    id,
  ])

export const selectConnectionOfSource = (
  db: Queryable,
  accountId: string,
  sourceId: string,
): Promise<Connection | null> =>
  db.maybe<Connection>(`select ${columns} from connections where account_id = $1 and source_id = $2::uuid`, [
    accountId,
    sourceId,
  ])

const written = recordset({
  id: 'uuid',
  kind: 'text',
  name: 'text',
  state: 'text',
  problem: 'text',
  settings: 'jsonb',
  mapping: 'jsonb',
  cursor: 'jsonb',
  sourceId: 'uuid',
  failures: 'int',
  lastOkAt: 'timestamptz',
  createdAt: 'timestamptz',
  updatedAt: 'timestamptz',
})

export async function insertConnection(tx: Queryable, accountId: string, connection: Connection): Promise<void> {
  await tx.run(
    `insert into connections (account_id, credentials_cipher, ${written.columns})
     select $1, $3, ${written.columns} from ${written.from('$2')}`,
    [accountId, written.json([connection]), connection.credentialsCipher],
  )
}

/** All but its credentials. */
export async function updateConnection(
  tx: Queryable,
  accountId: string,
  connection: Omit<Connection, 'accountId' | 'credentialsCipher'>,
): Promise<void> {
  const set = ['name', 'state', 'problem', 'settings', 'mapping', 'cursor', 'failures', 'last_ok_at', 'updated_at']
  await tx.run(
    `update connections c set ${set.map((name) => `${name} = x.${name}`).join(', ')} from ${written.from('$2')}
      where c.account_id = $1 and c.id = x.id`,
    [accountId, written.json([connection])],
  )
}

export async function updateCredentials(tx: Queryable, accountId: string, id: string, cipher: Buffer): Promise<void> {
  await tx.run('update connections set credentials_cipher = $3 where account_id = $1 and id = $2::uuid', [
    accountId,
    id,
    cipher,
  ])
}

/** With what was read by it; contacts stay. */
export async function deleteConnectionRows(tx: Queryable, accountId: string, id: string): Promise<void> {
  for (const table of ['sync_errors', 'sync_runs', 'remote_records'])
    await tx.run(`delete from ${table} where account_id = $1 and connection_id = $2::uuid`, [accountId, id])
  await tx.run('delete from connections where account_id = $1 and id = $2::uuid', [accountId, id])
}

const runColumns = 'id, connection_id, kind, state, counts, problem, started_at, ended_at'
const runs = recordset({
  id: 'uuid',
  connectionId: 'uuid',
  kind: 'text',
  state: 'text',
  counts: 'jsonb',
  problem: 'text',
  startedAt: 'timestamptz',
  endedAt: 'timestamptz',
})

export async function writeRun(tx: Queryable, accountId: string, run: SyncRun): Promise<void> {
  await tx.run(
    `insert into sync_runs (account_id, ${runs.columns}) select $1, ${runs.columns} from ${runs.from('$2')}
     on conflict (account_id, id) do update set state = excluded.state, counts = excluded.counts, problem = excluded.problem,
       ended_at = excluded.ended_at`,
    [accountId, runs.json([run])],
  )
}

export const selectRun = (db: Queryable, accountId: string, id: string): Promise<SyncRun | null> =>
  db.maybe<SyncRun>(`select ${runColumns} from sync_runs where account_id = $1 and id = $2::uuid`, [accountId, id])

/** Latest first. */
export const selectRuns = (
  db: Queryable,
  accountId: string,
  connectionId: string,
  { before, limit }: { before: string | null; limit: number },
): Promise<SyncRun[]> =>
  db.many<SyncRun>(
    `select ${runColumns} from sync_runs where account_id = $1 and connection_id = $2::uuid and ($3::uuid is null or id < $3::uuid)
      order by id desc limit $4`,
    [accountId, connectionId, before, limit],
  )

const failed = recordset({ remoteId: 'text', code: 'text', detail: 'text', at: 'timestamptz' })

/** What is wrong with records; of the others nothing is any more. */
export async function writeErrors(
  tx: Queryable,
  accountId: string,
  connectionId: string,
  { errors, good }: { errors: readonly SyncError[]; good: readonly string[] },
): Promise<void> {
  await tx.run(
    'delete from sync_errors where account_id = $1 and connection_id = $2::uuid and remote_id = any ($3::text[])',
    [accountId, connectionId, good],
  )
  if (errors.length === 0) return
  await tx.run(
    `insert into sync_errors (account_id, connection_id, ${failed.columns}) select $1, $2::uuid, ${failed.columns} from ${failed.from('$3')}
     on conflict (account_id, connection_id, remote_id) do update set code = excluded.code, detail = excluded.detail, at = excluded.at`,
    [accountId, connectionId, failed.json(errors)],
  )
}

export const selectErrors = (
  db: Queryable,
  accountId: string,
  connectionId: string,
  limit: number,
): Promise<SyncError[]> =>
  db.many<SyncError>(
    `select remote_id, code, detail, at from sync_errors where account_id = $1 and connection_id = $2::uuid
      order by at desc, remote_id limit $3`,
    [accountId, connectionId, limit],
  )

/** What was read before, by its id there. */
export const selectHashes = async (
  tx: Queryable,
  accountId: string,
  connectionId: string,
  remoteIds: readonly string[],
): Promise<ReadonlyMap<string, string>> => {
  const rows = await tx.many<{ remoteId: string; hash: string }>(
    `select remote_id, hash from remote_records where account_id = $1 and connection_id = $2::uuid and deleted_at is null
        and remote_id = any ($3::text[])`,
    [accountId, connectionId, remoteIds],
  )
  return new Map(rows.map(({ remoteId, hash }) => [remoteId, hash]))
}

export interface StoredRecord {
  remoteId: string
  hash: string
  remoteUpdatedAt: string
  contactId: string | null
  seenIn: string
}

const records = recordset({
  remoteId: 'text',
  hash: 'text',
  remoteUpdatedAt: 'timestamptz',
  contactId: 'uuid',
  seenIn: 'uuid',
})

export async function writeRecordRows(
  tx: Queryable,
  accountId: string,
  connectionId: string,
  all: readonly StoredRecord[],
): Promise<void> {
  await tx.run(
    `insert into remote_records (account_id, connection_id, ${records.columns}) select $1, $2::uuid, ${records.columns} from ${records.from('$3')}
     on conflict (account_id, connection_id, remote_id) do update set hash = excluded.hash, remote_updated_at = excluded.remote_updated_at,
       contact_id = coalesce(excluded.contact_id, remote_records.contact_id), seen_in = excluded.seen_in, deleted_at = null`,
    [accountId, connectionId, records.json(all)],
  )
}

/** What a full run has not met is not there any more. Contacts stay as they are. Returns how many. */
export const markGone = (
  tx: Queryable,
  accountId: string,
  connectionId: string,
  { runId, at }: { runId: string; at: string },
): Promise<number> =>
  tx.run(
    `update remote_records r set deleted_at = $4::timestamptz from sync_runs run
      where r.account_id = $1 and r.connection_id = $2::uuid and r.deleted_at is null and r.seen_in <> $3::uuid
        and run.account_id = $1 and run.id = $3::uuid and r.seen_in < run.id`,
    [accountId, connectionId, runId, at],
  )

/** Returns rows by table. */
export const eraseRecordsOf = async (
  tx: Queryable,
  accountId: string,
  contactId: string | null,
): Promise<Record<string, number>> => ({
  remote_records: await tx.run('delete from remote_records where account_id = $1 and contact_id = $2::uuid', [
    accountId,
    contactId,
  ]),
})
