import type { CoreContext } from '../context.ts'

/** As in `next_event_sequence`. */
const lockClass = 7405
const waitMs = 5
/** Writers are short; behind one that hangs, readers get what was sure before. */
const longestWaitMs = 500
/** Readers of one process within so long share one look. */
const freshMs = 20

const appendingNow = `select virtualtransaction as writer from pg_locks
        where locktype = 'advisory' and classid = $1::int::oid and objid = 1::oid and objsubid = 2
          and database = (select oid from pg_database where datname = current_database())`

export interface EventHorizon {
  /** Every event up to this sequence is there to be read; none will appear below it any more. A decimal string. */
  read(): Promise<string>
  /** This process has committed events: whoever reads from now on sees them. */
  changed(): void
}

/**
 * How far the log may be read without missing what still commits. First the last value drawn, then who is appending at
 * that moment: once all of those have ended, everything up to that value is there, or never will be.
 */
export function createEventHorizon({ db }: Pick<CoreContext, 'db'>): EventHorizon {
  let proven = '0'
  let looking: Promise<string> | null = null

  async function look(): Promise<string> {
    const { last, writers: first } = await lastDrawn()
    const deadline = performance.now() + longestWaitMs
    let writers = first
    while (writers.length > 0) {
      if (performance.now() > deadline) return proven
      await new Promise((resolve) => setTimeout(resolve, waitMs))
      const still = new Set(await appending())
      writers = writers.filter((writer) => still.has(writer))
    }
    if (BigInt(last) > BigInt(proven)) proven = last
    return proven
  }

  /** One statement: its second part refers to the row of the first, so the locks are read after the value was. */
  const lastDrawn = (): Promise<{ last: string; writers: string[] }> =>
    db.worker.one(
      `select drawn.last, array(${appendingNow} and drawn.last >= 0) as writers
         from (select coalesce(pg_sequence_last_value('event_sequence'), 0) as last offset 0) drawn`,
      [lockClass],
    )

  async function appending(): Promise<string[]> {
    const rows = await db.worker.many<{ writer: string }>(appendingNow, [lockClass])
    return rows.map(({ writer }) => writer)
  }

  function read(): Promise<string> {
    if (looking) return looking
    const horizon = look()
    const forget = () => {
      if (looking === horizon) looking = null
    }
    looking = horizon
    horizon.then(() => setTimeout(forget, freshMs).unref(), forget)
    return horizon
  }

  return {
    read,
    changed() {
      looking = null
    },
  }
}
