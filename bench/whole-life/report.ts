import type { DatabaseCounts } from './database-counts.ts'
import type { Driven } from './drive.ts'

/** What each system did at each rate; microseconds of processor time for each whole message. */
export function renderDriven(all: readonly Driven[]): string {
  const head =
    'system | rate/s | whole/s | state | gateway µs | database µs | simulator µs | load µs | receiver µs | accept p50/p99 ms'
  const rows = all.map(({ system, perSecond, wholePerSecond, flat, micros, accept }) => {
    const { gateway, database, simulator, load, receiver } = micros
    const times = [gateway, database, simulator, load, receiver].map((value) => Math.round(value).toLocaleString('en'))
    const latency = `${accept.p50Ms.toFixed(1)}/${accept.p99Ms.toFixed(0)}`
    return [system, perSecond, Math.round(wholePerSecond), flat ? 'flat' : 'grows', ...times, latency].join(' | ')
  })
  return [`| ${head} |`, `|${'---|'.repeat(10)}`, ...rows.map((row) => `| ${row} |`)].join('\n')
}

/** Where the counts come from: rows by table, and the statements that cost the most. */
export function describeCounts({ tables, byStatement }: DatabaseCounts): string {
  const busy = Object.entries(tables).filter(([, table]) => table.inserted + table.updated + table.deleted >= 0.005)
  const tableRows = busy
    .toSorted(([, a], [, b]) => b.inserted + b.updated + b.deleted - a.inserted - a.updated - a.deleted)
    .map(([name, { inserted, updated, deleted }]) =>
      [name, inserted.toFixed(2), updated.toFixed(2), deleted.toFixed(2)].join(' | '),
    )
  const statements = Object.entries(byStatement)
    .filter(([, { calls }]) => calls >= 0.005)
    .toSorted(([, a], [, b]) => b.planMs + b.executionMs - a.planMs - a.executionMs)
    .slice(0, 40)
    .map(([text, { calls, plans, rows, planMs, executionMs }]) =>
      [
        text.slice(0, 90).replaceAll('|', '\\|'),
        calls.toFixed(2),
        plans.toFixed(2),
        rows.toFixed(1),
        (planMs * 1000).toFixed(0),
        (executionMs * 1000).toFixed(0),
      ].join(' | '),
    )
  return [
    '| rows a message, by table | inserted | updated | deleted |',
    '|---|---|---|---|',
    ...tableRows.map((row) => `| ${row} |`),
    '',
    '| statement | calls a message | plans | rows | plan µs | execution µs |',
    '|---|---|---|---|---|---|',
    ...statements.map((row) => `| ${row} |`),
  ].join('\n')
}
