import { databaseWitness } from '@dawk/core/platform/database/database-witness.ts'
import { sendCommand } from '@dawk/core/platform/database/directory-lock.ts'
import { openDatabase } from '@dawk/core/platform/database/open-database.ts'
import { createSecretBox } from '@dawk/core/platform/secrets.ts'
import { runOperatorCommand } from '../../apps/gateway/src/operator/commands.ts'
import type { SandboxKey } from '../../apps/gateway/src/sandbox-account.ts'
import { loadSecretKey } from '../../apps/gateway/src/secret-key.ts'

/** As `npm run dawk -- sandbox-key` does, without its process. */
export async function createSandboxKey(settings: Record<string, string>): Promise<SandboxKey> {
  const { DATABASE_URL: databaseUrl, DAWK_DATA_DIR: dataDir = '', DAWK_SECRET_KEY: given } = settings
  if (!databaseUrl) return JSON.parse(String(await sendCommand(dataDir, { command: 'sandbox-key', options: {} })))
  const secrets = () => createSecretBox(given ? Buffer.from(given, 'hex') : loadSecretKey(dataDir))
  const db = await openDatabase({ url: databaseUrl, dataDir, maxConnections: 2 })
  try {
    const ctx = { db, sandbox: true, secrets, witness: () => databaseWitness(db, dataDir) }
    return JSON.parse(await runOperatorCommand(ctx, { command: 'sandbox-key', options: {} }))
  } finally {
    await db.close()
  }
}
