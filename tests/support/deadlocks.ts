import type { InboundWorld } from './inbound-world.ts'

/** How many there were in this database. Each connection tells of its own once it runs something a second later. */
export async function countDeadlocks({ db, ctx, accountId }: InboundWorld): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, 1100))
  await Promise.all(Array.from({ length: 40 }, () => db.worker.query('select pg_sleep(0.1)')))
  await Promise.all(
    Array.from({ length: 40 }, () => ctx.read({ accountId }, (tx) => tx.run('select from pg_sleep(0.1)'))),
  )
  const { deadlocks } = await db.worker.one<{ deadlocks: number }>(
    'select deadlocks::int from pg_stat_database where datname = current_database()',
  )
  return deadlocks
}

/** Several do something of this at a time, until the time is over. */
export async function disturbFor(ms: number, works: readonly (() => Promise<unknown>)[]): Promise<void> {
  const end = Date.now() + ms
  const hand = async () => {
    while (Date.now() < end) await anyOf(works)()
  }
  await Promise.all(Array.from({ length: 8 }, hand))
}

export const anyOf = <T>(list: readonly T[]): T => list[Math.floor(Math.random() * list.length)] as T

export const someOf = <T>(list: readonly T[], count: number): T[] =>
  list.toSorted(() => Math.random() - 0.5).slice(0, count)
