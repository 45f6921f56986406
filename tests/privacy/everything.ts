import type { Database } from '@dawk/core/platform/database/database.ts'
import { openDatabase } from '@dawk/core/platform/database/open-database.ts'
import type { GatewayProcess } from '../support/gateway.ts'

/** Stops the gateway, hands its database to `look`, and starts it again: the embedded one takes one process. */
export async function whileStopped<T>(gateway: GatewayProcess, look: (db: Database) => Promise<T>): Promise<T> {
  await gateway.process().stop('SIGTERM')
  const { databaseUrl, dataDir } = gateway
  const db = await openDatabase({ dataDir: databaseUrl ? null : dataDir, url: databaseUrl })
  try {
    return await look(db)
  } finally {
    await db.close()
    await gateway.restart()
  }
}

/** Tables of which a row, any column of it, contains the text, with how many do. The list of migrations is left out. */
export async function whereIs(db: Database, text: string): Promise<Record<string, number>> {
  const tables = await db.worker.many<{ name: string }>(
    `select relname as name from pg_class
      where relnamespace = 'public'::regnamespace and relkind = 'r' and has_table_privilege(oid, 'select')`,
  )
  const counts = tables.map(
    ({ name }) =>
      `select '${name}' as name, count(*)::int as count from ${name} t where strpos(to_jsonb(t)::text, $1) > 0`,
  )
  const found = await db.worker.many<{ name: string; count: number }>(counts.join(' union all '), [text])
  return Object.fromEntries(found.flatMap(({ name, count }) => (count > 0 ? [[name, count]] : [])))
}
