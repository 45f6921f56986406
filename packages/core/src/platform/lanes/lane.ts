import { Breaker } from './breaker.ts'
import type { Attempted, LaneItem } from './lane-item.ts'
import { TokenBucket } from './token-bucket.ts'

export const classes = 4
/** A retry or an unknown outcome holds its ordering key back no longer than this: one bad message must not silence a conversation. */
const longestKeyWaitMs = 30_000
/** More waiting items of one ordering key are left in the database, so that a long ordering key cannot crowd out the others. */
const mostPerKey = 32
/** With more waiting in memory, what is added is left in the database. */
const mostHandedOver = 512
export const bulkClass = 3
/** Handed over past what waits in the database: more would keep that from being loaded. */
const mostUrgent = 64
/** With more waiting in memory, what is recorded gets a row. */
const mostRowless = 256

export interface LaneRow {
  id: string
  ref: string
  accountId: string
  perSecond: number | null
  ordered: boolean
  /** By an operator: nothing leaves. */
  stopped?: boolean
  /** Accepts are told that it is paused; only as its lease is renewed. */
  paused?: boolean
  /** How far the log is dealt with; null: the lane has nothing to do with it. */
  deliveredThrough?: string | null
  /** Where its last holder stopped, when it did not give the lane back; only as it is leased. */
  recoverFrom?: string | null
}

/**
 * What a worker holds of a lane it has leased: the next items, what is under way, the pace and the breaker. All of it
 * can be rebuilt from the database. Instants are monotonic milliseconds.
 */
export class Lane {
  readonly row: LaneRow
  readonly bucket: TokenBucket
  readonly breaker = new Breaker()
  /** Items in memory, waiting, under way or unconfirmed: a load returns them again and they are skipped. */
  readonly known = new Set<string>()
  readonly unconfirmed = new Map<string, { item: LaneItem; until: number }>()
  exhausted = false
  wakes = 0
  #urgentWakes = 0
  #loadedUrgentWakes = 0
  reloadAt = Number.POSITIVE_INFINITY
  leaseUntil = 0
  idleSince = 0
  #queues: LaneItem[][] = Array.from({ length: classes }, () => [])
  #waiting = 0
  #inFlight = 0
  #pausedUntil = 0
  #isStopped: boolean
  /** Since when the database knows that the lane is paused; null: it does not, or it is not paused. */
  #pauseStoredAt: number | null = null
  #settledDuringLoad: Set<string> | null = null
  /** In this second and in the last one: a load may have found and finished what is handed over. */
  #settledLately: [Set<string>, Set<string>] = [new Set(), new Set()]
  #busyKeys = new Map<string, { itemId: string; until: number }>()
  #keySizes = new Map<string, number>()
  #concurrency: number

  constructor(row: LaneRow, now: number, concurrency: number) {
    this.row = row
    this.#isStopped = row.stopped ?? false
    this.bucket = new TokenBucket(row.perSecond, now)
    this.#concurrency = concurrency
  }

  /** The settings as they are now; what was learned stays where it is stricter. */
  reconfigure({ perSecond, stopped = false }: LaneRow, concurrency: number): void {
    this.bucket.setLimit(perSecond)
    this.#concurrency = concurrency
    this.#isStopped = stopped
  }

  get waiting(): number {
    return this.#waiting
  }

  get inFlight(): number {
    return this.#inFlight
  }

  get isIdle(): boolean {
    return this.known.size === 0
  }

  /** Items were added; `mayBeUrgent`: one of them may go before bulk. */
  wake(mayBeUrgent: boolean): void {
    this.wakes += 1
    if (mayBeUrgent) this.#urgentWakes += 1
    this.exhausted = false
  }

  /** Ordering keys of which enough is in memory. */
  fullKeys(): string[] {
    return [...this.#keySizes].filter(([, size]) => size >= mostPerKey).map(([orderingKey]) => orderingKey)
  }

  /**
   * Takes in what was committed just now, without asking the database: only where no order is asked for, since another
   * process may have added an earlier item of the same person that we were not told of yet. Where more waits in the database
   * than is in memory, only a few that go before bulk. False: a load has to find what is left.
   */
  handOver(handedOver: readonly LaneItem[]): boolean {
    const { rowless = [], items = [] } = Object.groupBy(handedOver, isRowless)
    this.offer(rowless)
    const room = this.exhausted ? mostHandedOver - this.#waiting : mostUrgent - this.#urgentWaiting()
    const unordered = items.filter(
      ({ orderingKey, priority }) => orderingKey === '0' && (this.exhausted || priority < bulkClass),
    )
    const taken = unordered.slice(0, Math.max(0, room))
    this.offer(taken.filter(({ id }) => !this.#settledLately.some((settled) => settled.has(id))))
    return taken.length === items.length
  }

  /** Whether what is recorded now may be kept here alone: nothing waits before it, and it would leave soon. */
  hasRowlessRoom(now: number): boolean {
    const flows = !this.#isStopped && now >= this.#pausedUntil && this.breaker.opensAt() === null
    return this.exhausted && flows && now < this.leaseUntil && this.#waiting < mostRowless
  }

  /** Takes out what has no row and has waited since before `before`. */
  takeRowless(before: number): LaneItem[] {
    const isStale = ({ rowlessSince }: LaneItem) => rowlessSince !== undefined && rowlessSince < before
    const stale = this.#queues.flatMap((queue) => queue.filter(isStale))
    if (stale.length === 0) return []
    this.#queues = this.#queues.map((queue) => queue.filter((item) => !isStale(item)))
    this.#waiting -= stale.length
    for (const { id } of stale) this.known.delete(id)
    return stale
  }

  /** Bulk alone is in memory, and something was added since the last load: it may go before. */
  mayHaveUrgent(): boolean {
    return !this.exhausted && this.#urgentWakes !== this.#loadedUrgentWakes && this.#urgentWaiting() === 0
  }

  #urgentWaiting(): number {
    return this.#queues.slice(0, bulkClass).reduce((sum, queue) => sum + queue.length, 0)
  }

  /** Takes loaded items in; returns how many were new. */
  offer(items: readonly LaneItem[]): number {
    let added = 0
    for (const item of items) {
      if (this.isKnown(item.id)) continue
      added += 1
      this.known.add(item.id)
      this.#queues[item.priority]?.push(item)
      this.#waiting += 1
      if (item.orderingKey !== '0')
        this.#keySizes.set(item.orderingKey, (this.#keySizes.get(item.orderingKey) ?? 0) + 1)
      if (this.#busyKeys.get(item.orderingKey)?.itemId === item.id) this.#busyKeys.delete(item.orderingKey)
    }
    if (added > 0) for (const queue of this.#queues) queue.sort((a, b) => Number(a.id) - Number(b.id))
    return added
  }

  /**
   * Takes out what may leave now: best class first, of each ordering key only the first, no more than pace and breaker allow.
   * Only of classes before `before`.
   */
  take(now: number, limit = Number.POSITIVE_INFINITY, before = classes): LaneItem[] {
    const room = Math.min(limit, this.#room(now))
    if (room <= 0 || this.#waiting === 0) return []
    const taken: LaneItem[] = []
    for (let index = 0; index < before && taken.length < room; index += 1) this.#takeFrom(index, room, now, taken)
    if (taken.length > 0) this.bucket.take(taken.length)
    return taken
  }

  /** Once a second: what was settled before the last time is forgotten. */
  forgetSettled(): void {
    this.#settledLately = [new Set(), this.#settledLately[0]]
  }

  /** A load begins: what is settled while it runs may still be in its answer, and is then to be skipped. */
  beginLoad(): void {
    this.#settledDuringLoad = new Set()
    this.#loadedUrgentWakes = this.#urgentWakes
  }

  endLoad(): void {
    this.#settledDuringLoad = null
  }

  isKnown(itemId: string): boolean {
    return this.known.has(itemId) || (this.#settledDuringLoad?.has(itemId) ?? false)
  }

  /** The database knows the item's outcome. */
  settled(itemId: string): void {
    this.known.delete(itemId)
    this.#settledDuringLoad?.add(itemId)
    this.#settledLately[0].add(itemId)
  }

  /** Taken, but not there to be sent any more (canceled, lost lease, no content): as if it had not been taken. */
  release(item: LaneItem): void {
    this.unclaim(item, 0)
    this.evict(item)
  }

  /** Taken, but it did not leave: gives its slot back. It stays known and keeps its ordering key, until it is evicted. */
  unclaim(item: LaneItem, now: number): void {
    this.#inFlight -= 1
    this.breaker.abandoned()
    this.blockKey(item, now)
  }

  /** What was unclaimed is in the database as it was before it was taken. */
  evict(item: LaneItem): void {
    this.unblockKey(item)
    this.known.delete(item.id)
  }

  /** The attempt is over: frees its slot and, unless it has to be tried again, its ordering key. */
  attempted(item: LaneItem, result: Attempted<unknown>, now: number): void {
    if (result.next === 'done') {
      this.#finish(item)
      return
    }
    this.#inFlight -= 1
    if (item.orderingKey !== '0') {
      const wait = result.next === 'retry' ? result.afterMs + 1000 : longestKeyWaitMs
      this.#busyKeys.set(item.orderingKey, { itemId: item.id, until: now + Math.min(wait, longestKeyWaitMs) })
    }
  }

  blockKey(item: LaneItem, now: number): void {
    if (item.orderingKey !== '0')
      this.#busyKeys.set(item.orderingKey, { itemId: item.id, until: now + longestKeyWaitMs })
  }

  unblockKey(item: LaneItem): void {
    if (this.#busyKeys.get(item.orderingKey)?.itemId === item.id) this.#busyKeys.delete(item.orderingKey)
  }

  pause(until: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, until)
  }

  /** Whether the database knows of a pause, the breaker's included; null: it does not yet. */
  notePauseStored(at: number | null): void {
    this.#pauseStoredAt = at
  }

  /**
   * The database, asked at `askedAt`, had no pause of this lane: if it knew of one before, somebody has taken it away.
   * Then items leave again at once, one by one where the destination had failed repeatedly.
   */
  reopen(askedAt: number): boolean {
    if (this.#pauseStoredAt === null || this.#pauseStoredAt > askedAt) return false
    this.#pauseStoredAt = null
    this.#pausedUntil = 0
    this.breaker.probeFrom(askedAt)
    this.wake(true)
    return true
  }

  /** Milliseconds until something of a class before `before` may leave that cannot leave now; null when only news can change that. */
  nextMs(now: number, before = classes): number | null {
    const candidates: number[] = []
    if (Number.isFinite(this.reloadAt)) candidates.push(this.reloadAt - now)
    const isWaiting = this.#queues.slice(0, before).some((queue) => queue.length > 0)
    if (isWaiting && !this.#isStopped && this.#inFlight < this.#concurrency) {
      const opensAt = this.breaker.opensAt()
      if (this.#pausedUntil > now) candidates.push(this.#pausedUntil - now)
      else if (opensAt !== null) candidates.push(Math.max(opensAt - now, 20))
      else candidates.push(Math.max(this.bucket.waitMs(now), this.#hasBusyKeys() ? 50 : 1))
    }
    return candidates.length === 0 ? null : Math.max(0, Math.min(...candidates))
  }

  #hasBusyKeys(): boolean {
    return this.#busyKeys.size > 0
  }

  #room(now: number): number {
    if (this.#isStopped || now < this.#pausedUntil || now >= this.leaseUntil) return 0
    const slots = this.#concurrency - this.#inFlight
    return Math.min(slots, this.breaker.allowance(now), this.bucket.available(now))
  }

  #takeFrom(index: number, room: number, now: number, taken: LaneItem[]): void {
    const queue = this.#queues[index]
    if (!queue || queue.length === 0) return
    const left: LaneItem[] = []
    const passed = new Set<string>()
    let position = 0
    for (; position < queue.length && taken.length < room; position += 1) {
      const item = queue[position] as LaneItem
      if (item.orderingKey !== '0' && (passed.has(item.orderingKey) || this.#isBusy(item.orderingKey, now))) {
        passed.add(item.orderingKey)
        left.push(item)
      } else {
        this.#start(item)
        taken.push(item)
      }
    }
    this.#queues[index] = left.length === 0 ? queue.slice(position) : left.concat(queue.slice(position))
  }

  #isBusy(orderingKey: string, now: number): boolean {
    const busy = this.#busyKeys.get(orderingKey)
    if (!busy) return false
    if (now < busy.until) return true
    this.#busyKeys.delete(orderingKey)
    return false
  }

  #start(item: LaneItem): void {
    this.#waiting -= 1
    this.#inFlight += 1
    this.breaker.started()
    if (item.orderingKey === '0') return
    this.#busyKeys.set(item.orderingKey, { itemId: item.id, until: Number.POSITIVE_INFINITY })
    const size = (this.#keySizes.get(item.orderingKey) ?? 1) - 1
    if (size > 0) this.#keySizes.set(item.orderingKey, size)
    else this.#keySizes.delete(item.orderingKey)
  }

  #finish(item: LaneItem): void {
    this.#inFlight -= 1
    this.unblockKey(item)
  }
}

const isRowless = ({ rowlessSince }: LaneItem) => (rowlessSince === undefined ? 'items' : 'rowless')
