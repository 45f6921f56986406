import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Database } from './database.ts'

/**
 * Names the place where the data lies, so that a copy can tell that it is one. On PostgreSQL: the cluster and the database
 * within it, which a restored dump does not share and a promoted standby does. Embedded: the file that the database made
 * when it was created, which every copy of the directory makes anew.
 */
export async function databaseWitness(db: Database, dataDir: string): Promise<string> {
  return db.kind === 'pglite' ? fileWitness(join(dataDir, 'pg', 'PG_VERSION')) : clusterWitness(db)
}

async function fileWitness(path: string): Promise<string> {
  const { ino } = await stat(path, { bigint: true })
  return `file:${ino}`
}

/** A managed server may refuse to name its cluster; the database's own number then has to do. */
async function clusterWitness({ worker }: Database): Promise<string> {
  const { rows } = await worker.query<{ oid: string; mayAsk: boolean }>(
    `select oid::text, has_function_privilege('pg_control_system()', 'execute') as "mayAsk"
       from pg_database where datname = current_database()`,
  )
  const [database] = rows
  if (!database?.mayAsk) return `database:${database?.oid}`
  const system = await worker.query<{ id: string }>('select system_identifier::text as id from pg_control_system()')
  return `cluster:${system.rows[0]?.id}/${database.oid}`
}
