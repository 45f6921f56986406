import { type DatabaseCounts, rowOperations } from './database-counts.ts'

/** One thing that is counted per message at 250 messages a second. */
export interface Count {
  name: string
  of(counts: DatabaseCounts): number
  /** More fails the build. It stands a little above what was last measured, and goes down with it. */
  limit: number
  /** Where the design is to arrive; null: no aim was set. */
  floor: number | null
  goal: number | null
}

/** These hardly depend on the machine: the same work takes the same statements, rows and log records anywhere. */
export const countsOfMessage: readonly Count[] = [
  { name: 'statements', of: ({ statements }) => statements, limit: 4.2, floor: 6, goal: 4 },
  { name: 'plans', of: ({ plans }) => plans, limit: 0.3, floor: 0.2, goal: 0.05 },
  { name: 'commits', of: ({ commits }) => commits, limit: 2, floor: 1.5, goal: 1 },
  { name: 'row operations', of: ({ tables }) => rowOperations(tables), limit: 20.5, floor: 20, goal: 12 },
  { name: 'index entries', of: ({ indexEntries }) => indexEntries, limit: 31, floor: null, goal: null },
  { name: 'WAL, KB', of: ({ walBytes }) => walBytes / 1024, limit: 11, floor: 10, goal: 6 },
  { name: 'WAL records', of: ({ walRecords }) => walRecords, limit: 76, floor: null, goal: null },
  { name: 'lane rows loaded', of: ({ laneRowsLoaded }) => laneRowsLoaded, limit: 2.5, floor: 6, goal: 4 },
]

export const gatedRate = 250
