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

/** Tables of which a row, any column of it, contains the text, with how many do. */
export async function whereIs(db: Database, text: string): Promise<Record<string, number>> {
  const { rows: tables } = await db.worker.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`,
  )
  const found: Record<string, number> = {}
  for (const { name } of tables) {
    const { rows } = await db.worker
      .query<{ count: number }>(
        `select count(*)::int as count from ${name} t where strpos(to_jsonb(t)::text, $1) > 0`,
        [text],
      )
      .catch((error) => {
        if (/permission denied/.test(String(error))) return { rows: [] } // the list of migrations
        throw error
      })
    if (rows[0] && rows[0].count > 0) found[name] = rows[0].count
  }
  return found
}
