import { claimInstallation, installationChannel, readInstallation } from '@dawk/core/operations/installation-store.ts'
import { createBackgroundLoop } from '@dawk/core/platform/background-loop.ts'
import type { Database } from '@dawk/core/platform/database/database.ts'
import { databaseWitness } from '@dawk/core/platform/database/database-witness.ts'
import type { Logger } from 'pino'

export interface Adoption {
  isAdopted(): boolean
  /** Runs once this database may send: at once, or when an operator has adopted it. */
  whenAdopted(send: () => void): void
  stop(): Promise<void>
}

const pollMs = 5000

export const copyNotice =
  'This database was copied from another installation: nothing is sent until it is adopted (npm run dawk -- adopt).'

/** Finds out whether this database is a copy, and watches for its adoption if so. */
export async function watchAdoption(deps: { db: Database; dataDir: string; log: Logger }): Promise<Adoption> {
  const { db, log } = deps
  const witness = await databaseWitness(db, deps.dataDir)
  let adopted = (await claimInstallation(db.worker, witness)).copiedSince === null
  let waiting: () => void = () => undefined
  if (adopted) return { isAdopted: () => true, whenAdopted: (send) => send(), stop: async () => undefined }
  log.warn(copyNotice)
  const loop = createBackgroundLoop({
    async step() {
      if (adopted || (await readInstallation(db.worker, witness)).copiedSince !== null) return pollMs
      adopted = true
      log.info('this database was adopted: sending starts')
      waiting()
      return pollMs
    },
    onError: (error) => log.warn({ err: error }, 'whether this database was adopted is not known: asking again'),
    retryMs: pollMs,
  })
  const unlisten = await db.listen(installationChannel, () => loop.wake())
  return {
    isAdopted: () => adopted,
    whenAdopted(send) {
      waiting = send
      loop.start()
    },
    async stop() {
      waiting = () => undefined
      await unlisten().catch(() => undefined) // the database may be away already
      await loop.stop()
    },
  }
}
