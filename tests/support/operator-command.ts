import { databaseWitness } from '@dawk/core/platform/database/database-witness.ts'
import { sendCommand } from '@dawk/core/platform/database/directory-lock.ts'
import { openDatabase } from '@dawk/core/platform/database/open-database.ts'
import { createSecretBox } from '@dawk/core/platform/secrets.ts'
import { runOperatorCommand } from '../../apps/gateway/src/operator/commands.ts'
import type { SandboxKey } from '../../apps/gateway/src/sandbox-account.ts'
import { loadSecretKey } from '../../apps/gateway/src/secret-key.ts'

/** An operator command on the installation of a gateway's settings, without the process of `npm run dawk`. */
export async function operateInProcess(
  settings: Readonly<Record<string, string>>,
  command: string,
  options: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { DATABASE_URL: databaseUrl, DAWK_DATA_DIR: dataDir = '', DAWK_SECRET_KEY: given } = settings
  if (!databaseUrl) return String(await sendCommand(dataDir, { command, options }))
  const secrets = () => createSecretBox(given ? Buffer.from(given, 'hex') : loadSecretKey(dataDir))
  const db = await openDatabase({ url: databaseUrl, dataDir, maxConnections: 2 })
  const witness = () => databaseWitness(db, dataDir)
  try {
    return await runOperatorCommand({ db, sandbox: true, secrets, witness }, { command, options })
  } finally {
    await db.close()
  }
}

export const createSandboxKey = async (settings: Readonly<Record<string, string>>): Promise<SandboxKey> =>
  JSON.parse(await operateInProcess(settings, 'sandbox-key'))
