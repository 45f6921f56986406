import type { Logger } from 'pino'
import { type BackgroundLoop, createBackgroundLoop, type DueWatch } from './background-loop.ts'
import type { Database } from './database/database.ts'

/** Something that may fall due in the database: a condition in SQL, in the words of its own store, and who is to know. */
interface Watched {
  exists: string
  onLook: (isDue: boolean) => void
}

/** What the loops of a process have in common: one question a second for all of them. */
export type DuePoll = BackgroundLoop & DueWatch

const pollMs = 1000

/**
 * Asks the database once a second what is due, everything in one statement, so that a dozen loops with nothing to do cost
 * one call and no transaction. Each loop claims its work by itself, as it would without.
 */
export function createDuePoll({ db, log }: { db: Pick<Database, 'worker'>; log: Logger }): DuePoll {
  const watched: Watched[] = []

  async function look(): Promise<number> {
    const watchers = [...watched]
    if (watchers.length === 0) return pollMs
    const { due } = await db.worker.one<{ due: string }>(
      `select concat(${watchers.map(({ exists }) => `(${exists})::int`).join(', ')}) as due`,
    )
    for (const [place, { onLook }] of watchers.entries()) onLook(due[place] === '1')
    return pollMs
  }

  const loop = createBackgroundLoop({
    step: look,
    onError: (error) => log.warn({ err: error }, 'what is due was not read: trying again'),
    retryMs: pollMs,
  })
  return { ...loop, watch: (exists, onLook) => void watched.push({ exists, onLook }) }
}
