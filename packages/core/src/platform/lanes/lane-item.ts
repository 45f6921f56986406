/** What waits in a lane. Ids are decimal strings of the database's bigint. */
export interface LaneItem {
  laneId: string
  /** The order key; `0`: unordered. */
  orderingKey: string
  id: string
  accountId: string
  priority: number
  /** Message or delivery. */
  ref: string
  eventId: string | null
  /** Attempts that have started, this one included once it has. */
  attempts: number
  /** When an attempt left whose end is not known; milliseconds since the epoch. */
  startedAt: number | null
  /** Since when this process alone knows of it, and the log of events: it has no row in the queue. Monotonic milliseconds. */
  rowlessSince?: number
}

/** What one attempt means for its lane; `outcome` is the handler's own. */
export interface Attempted<Outcome> {
  next: 'done' | 'retry' | 'unknown'
  afterMs: number
  /** The destination itself is in trouble: counts against the breaker. */
  destinationFailed: boolean
  /** The destination asked for less. */
  slowDown: boolean
  /** Stops the whole lane for so long, with a reason to show. */
  pause: { ms: number; reason: string } | null
  /** What leaves was not even ready: says nothing about how the destination is. */
  untried?: true
  outcome: Outcome
}
