import type { Logger } from 'pino'
import type { Database } from '../database/database.ts'
import type { Lane } from './lane.ts'
import type { LaneHandler } from './lane-handler.ts'
import type { RowlessItems } from './rowless-items.ts'
import type { Signal } from './signal.ts'

/** What the parts of one engine share. Instants are monotonic milliseconds. */
export interface LaneWork<Job, Outcome> {
  db: Database
  log: Logger
  handler: LaneHandler<Job, Outcome>
  /** This engine's name on its leases. */
  owner: string
  /** The lanes that it leases, by id. */
  lanes: Map<string, Lane>
  rowless: RowlessItems
  /** Raised when there may be something to do. */
  signal: Signal
  /** The process ends: what waits for the database does not wait for ever. */
  isStopping(): boolean
}

/** How often the database is asked for what nobody told us of. */
export const pollMs = 1000
