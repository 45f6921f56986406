import type { EventData, EventType } from '#events/catalogue.ts'
import type { NewEvent } from '#events/event.ts'
import { type QueuedDelivery, queueDeliveries } from '#events/record-events.ts'
import { type Channel, type Channels, channels } from '#platform/channels.ts'
import type { Closing, Database, Queryable } from '#platform/database/database.ts'
import { toQueryable } from '#platform/database/queryable.ts'
import type { JobKind, NewJob } from '#platform/jobs/job.ts'
import { insertJobs, type ScheduledJob } from '#platform/jobs/job-store.ts'
import type { MemoryOffer } from '#platform/lanes/rowless-items.ts'
import type { Caller } from './access/caller.ts'
import type { AuditAction, AuditChange, AuditEntry } from './audit/catalogue.ts'
import { recordAudit } from './audit/record-audit.ts'

/** What a transaction notes while it runs. The unit of work writes or sends it when the work is done. */
interface Notes {
  /** Wakes lanes after the commit, because they have something to send. */
  wake(...laneIds: string[]): void
  /**
   * Notifies every process that something has changed: this process before the call returns, the others as the
   * transaction commits. A change and its notification are committed together.
   */
  notify(channel: Channel, payload: string): void
}

/** What records facts in the event log with the transaction. */
interface Emitting {
  /** All that a transaction emits is written by one statement, with the deliveries to the endpoints that want it. */
  emit(...events: NewEvent[]): void
}

/** For what is done on behalf of a caller as well as by workers. */
export type EmittingTransaction = Queryable & Emitting

/** A transaction on behalf of a caller. What is noted on it is written with it, and what must follow the commit follows it. */
export interface UnitOfWork extends Queryable, Notes {
  readonly caller: Caller
  /** Records a change in the audit log; `targetId` is the id of what was changed. */
  audit<Action extends AuditAction>(action: Action, targetId: string, change: AuditChange<Action>): Promise<void>
  /** Records a fact in the event log, with the deliveries to the endpoints that want it. `at` is ISO 8601; absent: now. */
  emit<Type extends EventType>(type: Type, data: EventData[Type], at?: string): void
  /** Facts that were made elsewhere; of the caller's account. */
  emit(...events: NewEvent[]): void
  /** Schedules work that is done when it is due, as `WorkerTransaction.schedule`; of the caller's account. */
  schedule<Payload extends object>(kind: JobKind<Payload>, ...jobs: Omit<NewJob<Payload>, 'accountId'>[]): void
  /** Work of a function that opens a unit of work of its own joins this one. */
  transaction<T>(caller: Caller, work: (tx: UnitOfWork) => Promise<T>): Promise<T>
}

/** A transaction of a background worker, across accounts. */
export interface WorkerTransaction extends Queryable, Notes, Emitting {
  /** Schedules work that is done when it is due, exactly once for each kind and key (`platform/jobs/`). It is committed with the transaction. */
  schedule<Payload extends object>(kind: JobKind<Payload>, ...jobs: NewJob<Payload>[]): void
  /** The same transaction on behalf of one account. */
  as(caller: Caller): UnitOfWork
}

export interface UnitsOfWork {
  /**
   * Commits what `work` does on behalf of the caller, limited by row-level security to the caller's account and to `others`: those of a
   * partner's accounts that it is about. Whether they are the caller's is for `work` to check.
   */
  transaction<T>(caller: Caller, work: (tx: UnitOfWork) => Promise<T>, others?: readonly string[]): Promise<T>
  /** Reads within one account, limited in the same way. */
  read<T>(caller: Pick<Caller, 'accountId'>, work: (tx: Queryable) => Promise<T>): Promise<T>
  /** Work across accounts, under the workers' role; a plain `query` commits by itself. */
  worker: Queryable & { transaction<T>(work: (tx: WorkerTransaction) => Promise<T>): Promise<T> }
}

export interface UnitOfWorkDeps {
  db: Database
  wakeLanes(laneIds: readonly string[]): void
  /** The lanes of these accounts that would take deliveries without a row. Absent: every delivery gets one. */
  offerMemory?(accountIds: ReadonlySet<string>): MemoryOffer | null
  /** Takes deliveries that are committed, and wakes their lanes. Absent: their lanes are woken alone. */
  handOver?(deliveries: readonly QueuedDelivery[]): void
  channels: Pick<Channels, 'deliver'>
  /** Jobs were scheduled that are due at once. */
  wakeJobs?(): void
  /** Facts that are committed, for those who read the log. */
  afterEvents?(events: readonly NewEvent[]): void
  /** Makes true what belongs to the facts of a transaction, before it commits (`reactions.ts`). The facts may grow meanwhile. */
  react?(tx: WorkerTransaction, facts: readonly NewEvent[]): Promise<void>
}

/**
 * A transaction that lost to a concurrent one runs again and starts with empty notes. Events and notifications leave in
 * one packet with the commit, so they cost no round trip.
 */
export function createUnitsOfWork(deps: UnitOfWorkDeps): UnitsOfWork {
  const { db, wakeLanes, react, channels, wakeJobs, afterEvents } = deps
  const handOver = deps.handOver ?? ((queued) => wakeLanes([...new Set(queued.map(({ item }) => item.laneId))]))

  async function unit<T>(
    open: (work: (tx: Queryable) => Promise<T>, closing: Closing) => Promise<T>,
    work: (tx: WorkerTransaction) => Promise<T>,
  ): Promise<T> {
    let notes = createNotes(deps)
    const result = await open(
      async (tx) => {
        notes.offer?.end() // it is tried again: the first time was rolled back
        notes = createNotes(deps)
        const noting = toWorkerTransaction(tx, notes)
        const done = await work(noting)
        await react?.(noting, notes.events)
        return done
      },
      (tx) => notes.write(tx),
    ).catch((error) => {
      notes.offer?.fail()
      throw error
    })
    for (const { channel, payload } of notes.notifications) channels.deliver(channel, payload)
    if (notes.deliveries.length > 0) handOver(notes.deliveries)
    notes.offer?.end()
    if (notes.laneIds.size > 0) wakeLanes([...notes.laneIds])
    if (notes.jobs.some(isDueNow)) wakeJobs?.()
    if (notes.events.length > 0) afterEvents?.(notes.events)
    return result
  }
  return {
    transaction: (caller, work, others = []) =>
      unit(
        (inside, closing) => db.asAccounts([caller.accountId, ...others], inside, closing),
        (tx) => work(tx.as(caller)),
      ),
    read: ({ accountId }, work) => db.asAccounts([accountId], work),
    worker: {
      ...toQueryable((sql, params) => db.worker.query(sql, params)),
      transaction: (work) => unit((inside, closing) => db.worker.transaction(inside, closing), work),
    },
  }
}

function createNotes({ offerMemory }: Pick<UnitOfWorkDeps, 'offerMemory'>) {
  const events: NewEvent[] = []
  const jobs: ScheduledJob[] = []
  const laneIds = new Set<string>()
  const deliveries: QueuedDelivery[] = []
  const notifications: { channel: Channel; payload: string }[] = []
  const noteLanes = (ids: readonly string[]) => {
    for (const id of ids) laneIds.add(id)
  }
  const notes = {
    events,
    jobs,
    laneIds,
    deliveries,
    notifications,
    noteLanes,
    offer: null as MemoryOffer | null,
    /** The statements that end the transaction. */
    write: (tx: Queryable) => [
      ...(events.length > 0 ? [record(tx)] : []),
      ...(jobs.length > 0 ? insertJobs(tx, jobs) : []),
      ...(notifications.length > 0 ? [writeNotifications(tx, notifications)] : []),
    ],
  }
  async function record(tx: Queryable): Promise<void> {
    notes.offer = offerMemory?.(new Set(events.map(({ accountId }) => accountId))) ?? null
    deliveries.push(...(await queueDeliveries(tx, events, notes.offer)))
  }
  return notes
}

const isDueNow = ({ dueAt }: ScheduledJob) => dueAt === undefined || Date.parse(dueAt) <= Date.now()

type TransactionNotes = ReturnType<typeof createNotes>

async function writeNotifications(tx: Queryable, notifications: TransactionNotes['notifications']): Promise<void> {
  const rows = notifications.map(({ channel, payload }) => ({ channel: channels[channel], payload }))
  const sql = `select pg_notify(n.channel, n.payload) from json_to_recordset($1::json) as n(channel text, payload text)`
  await tx.query(sql, [JSON.stringify(rows)])
}

type NamedFact = readonly [type: EventType, data: EventData[EventType], at?: string]

const isNamed = (emitted: readonly NewEvent[] | NamedFact): emitted is NamedFact => typeof emitted[0] === 'string'

function factsOf({ accountId }: Caller, emitted: readonly NewEvent[] | NamedFact): readonly NewEvent[] {
  if (!isNamed(emitted)) return emitted
  const [type, data, at = new Date().toISOString()] = emitted
  return [{ accountId, type, at, data } as NewEvent]
}

function toWorkerTransaction(tx: Queryable, notes: TransactionNotes): WorkerTransaction {
  const wake = (...laneIds: string[]) => notes.noteLanes(laneIds)
  const notify = (channel: Channel, payload: string) => void notes.notifications.push({ channel, payload })
  const schedule: WorkerTransaction['schedule'] = ({ name: kind }, ...jobs) =>
    void notes.jobs.push(...jobs.map((job) => ({ ...job, kind })))
  const queries = toQueryable((sql, params) => tx.query(sql, params))
  const as = (caller: Caller): UnitOfWork => ({
    ...queries,
    wake,
    notify,
    caller,
    schedule: (kind, ...jobs) => schedule(kind, ...jobs.map((job) => ({ ...job, accountId: caller.accountId }))),
    audit: (action, targetId, change) =>
      recordAudit(tx, { accountId: caller.accountId, by: caller.actor, action, targetId, ...change } as AuditEntry),
    emit: (...emitted: readonly NewEvent[] | NamedFact) => void notes.events.push(...factsOf(caller, emitted)),
    transaction: (inner, work) => work(as(inner)),
  })
  return { ...queries, wake, notify, as, schedule, emit: (...events) => void notes.events.push(...events) }
}
