import type { CoreContext } from '#context.ts'

const channel = 'dawk_work'
const collectMs = 5
/** From one hint to the next: each costs a transaction in every process that listens. One that comes alone leaves at once. */
const paceMs = 25
/** NOTIFY carries 8,000 bytes; past so many ids the hint just says "look". */
const maxIds = 300

export interface Hints {
  /** Lanes that got items, and that no engine of this process holds. */
  lanes(laneIds: readonly string[]): void
  journal(): void
  /** Jobs were scheduled that are due. */
  jobs(): void
  /** Events were recorded that subscribers want. */
  events(): void
  stop(): Promise<void>
}

export interface HintListener {
  lanes(laneIds: readonly string[]): unknown
  journal(): unknown
  jobs(): unknown
  events(): unknown
}

/**
 * Tells the other processes on the same database that there is work, after the commit and collected for a few
 * milliseconds: NOTIFY takes a lock of the whole database. A lost hint costs a second at most; polling is the truth.
 */
export async function createHints(
  { db, log }: Pick<CoreContext, 'db' | 'log'>,
  listener: HintListener,
): Promise<Hints> {
  if (db.kind === 'pglite')
    return {
      lanes: () => undefined,
      journal: () => undefined,
      jobs: () => undefined,
      events: () => undefined,
      stop: async () => undefined,
    }
  const waiting = new Set<string>()
  let timer: NodeJS.Timeout | null = null
  let sentAt = Number.NEGATIVE_INFINITY
  const unlisten = await db.listen(channel, (payload) => {
    const [lanes = '', ...others] = payload.split(' ')
    if (others.includes('journal')) listener.journal()
    if (others.includes('jobs')) listener.jobs()
    if (others.includes('events')) listener.events()
    if (lanes) listener.lanes(lanes.split(','))
  })

  function add(hint: string): void {
    waiting.add(hint)
    timer ??= setTimeout(flush, Math.max(collectMs, sentAt + paceMs - performance.now()))
  }

  function flush(): void {
    timer = null
    sentAt = performance.now()
    const others = ['journal', 'jobs', 'events'].filter((name) => waiting.delete(name))
    const lanes = [...waiting].slice(0, maxIds)
    waiting.clear()
    db.notify(channel, [lanes.join(','), ...others].join(' ')).catch((error) =>
      log.debug({ err: error }, 'a hint was lost'),
    )
  }

  return {
    lanes(laneIds) {
      for (const laneId of laneIds) add(laneId)
    },
    journal: () => add('journal'),
    jobs: () => add('jobs'),
    events: () => add('events'),
    async stop() {
      if (timer !== null) clearTimeout(timer)
      await unlisten().catch(() => undefined) // the database may be away already
    },
  }
}
