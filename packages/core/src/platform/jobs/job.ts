import type { Logger } from 'pino'
import type { Queryable } from '../database/queryable.ts'

/** The name of a kind of job, with the type of what it carries. Declared beside its handler: `jobKind<{ importId: string }>('import')`. */
export interface JobKind<Payload extends object = object> {
  readonly name: string
  /** Only for the compiler. */
  readonly payload?: Payload
}

export const jobKind = <Payload extends object = Record<never, never>>(name: string): JobKind<Payload> => ({ name })

/** A job to be done at an instant. */
export interface NewJob<Payload extends object = object> {
  accountId: string
  /** Tells the jobs of a kind and account apart. Scheduling the same one again moves it. */
  key: string
  /** ISO 8601. Absent: at once. */
  dueAt?: string | undefined
  /** Ids of rows, never data of a person: jobs are read by operators. */
  payload: Payload
  /**
   * When there is such a job already: `replace`, the default, gives it this time and payload and its attempts anew; where it is being
   * worked on, it runs once more afterwards. `keep` leaves it as it is.
   */
  whenScheduled?: 'replace' | 'keep'
}

/** A job in the hands of a worker. */
export interface Job<Payload extends object = object> {
  accountId: string
  key: string
  payload: Payload
  /** This one included. */
  attempts: number
}

/** Runs in one transaction with the completion of its jobs: a crash at any point leaves the effect there exactly once. */
export interface BatchJobs<Tx extends Queryable, Payload extends object = object> {
  kind: JobKind<Payload>
  /** Jobs in one transaction. Default: 100. */
  batchSize?: number
  /** The pause before each further attempt, in milliseconds; after the last one a job is dead. Default: `retryDelaysMs`. */
  retryDelaysMs?: readonly number[]
  /**
   * Does what the jobs say, of many accounts, with few statements and nothing but `tx`. Scheduling a job of its own kind and key from here
   * lets it run again. When it throws, each job is tried alone, so that one that fails leaves the others alone.
   */
  run(tx: Tx, jobs: readonly Job<Payload>[]): Promise<void>
}

/** A job of its own process for as long as it takes: imports, exports, calls to others. Its effects may be repeated after a crash. */
export interface LongJob<Payload extends object = object, Progress extends object = object> extends Job<Payload> {
  /** As it was last saved; null: it begins. */
  progress: Progress | null
  /** Aborted when the process stops, or when the job was canceled or taken over: come to an end, by throwing or returning. */
  signal: AbortSignal
  /**
   * Saves how far the job has come, in the transaction of a batch of its work: after a crash it goes on from there, and a process that
   * lost the job to another one writes nothing. @throws JobLost
   */
  save(tx: Queryable, progress: Progress): Promise<void>
  /** Ends the job in the transaction of its last effect; else it ends when `run` returns. @throws JobLost */
  complete(tx: Queryable): Promise<void>
}

export interface LongJobs<Payload extends object = object, Progress extends object = object> {
  kind: JobKind<Payload>
  /** Jobs of this kind under way in this process. Default: 4. */
  concurrency?: number
  /** How long a process that died keeps the job. Renewed while it runs. Default: 30 s. */
  leaseMs?: number
  retryDelaysMs?: readonly number[]
  run(job: LongJob<Payload, Progress>): Promise<void>
}

/** What the worker of jobs knows how to do: the closed list that the application composes. */
export type JobHandler<Tx extends Queryable> = ({ mode: 'batch' } & BatchJobs<Tx>) | ({ mode: 'long' } & LongJobs)

export const batchJobs = <Tx extends Queryable, Payload extends object>(jobs: BatchJobs<Tx, Payload>) =>
  ({ mode: 'batch', ...jobs }) as unknown as JobHandler<Tx> // it only gets jobs of its kind

export const longJobs = <Payload extends object, Progress extends object>(jobs: LongJobs<Payload, Progress>) =>
  ({ mode: 'long', ...jobs }) as unknown as { mode: 'long' } & LongJobs

/** `now` in the statements of workers: null is the database's clock, which all processes share; tests set their own. */
type Clock = () => string | null

export interface JobWorkerDeps<Tx extends Queryable> {
  worker: Queryable & { transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> }
  log: Logger
  /** Every kind of job that this process does. */
  handlers: readonly JobHandler<Tx>[]
  /** Tests set their own; absent: the database's, which all processes share. */
  now?: Clock
}

/** The job was canceled, or its lease ended and another process has it. Nothing that the transaction did stands. */
export class JobLost extends Error {
  override readonly name = 'JobLost'
  constructor() {
    super('The job was canceled or taken over by another process')
  }
}
