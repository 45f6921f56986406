import type { CoreContext } from '#context.ts'
import { createWabaFinder } from '#messaging/numbers/learn-waba.ts'
import type { NumberDirectory } from '#messaging/numbers/number-directory.ts'
import { createBackgroundLoop } from '#platform/background-loop.ts'
import { channels } from '#platform/channels.ts'
import { type Holdings, mayRelease, releaseHeld } from '../held-messages.ts'
import { syncTemplates } from './sync-templates.ts'
import {
  anySyncDue,
  claimSyncs,
  endSync,
  failSync,
  forgetSync,
  listNewAccounts,
  type TemplateSync,
} from './template-syncs.ts'

const pollMs = 2000
const listEveryMs = 15_000
const concurrency = 4

type WorkerContext = Pick<CoreContext, 'db' | 'due' | 'log' | 'graph' | 'worker'> & {
  numbers: NumberDirectory
  holdings: Holdings
}

export interface TemplateWorker {
  start(): void
  stop(): Promise<void>
}

/**
 * Reads templates from Meta: of a business account that appears, of one that was asked for, and of each about once an hour.
 * Any number of processes may run it, each sync is one process's. Also lets held messages go when their template may be
 * sent again. NOTIFY makes it quick, polling makes it sure.
 */
export function createTemplateWorker(ctx: WorkerContext): TemplateWorker {
  const { db, log, numbers, worker } = ctx
  const loop = createBackgroundLoop({
    step,
    onError: (error) => log.warn({ err: error }, 'templates: trying again'),
    retryMs: pollMs,
    due: { poll: ctx.due, exists: `(${anySyncDue} or ${mayRelease})` },
  })
  const syncing = new Set<Promise<void>>()
  let asking: Promise<void> | null = null
  const wabas = createWabaFinder(ctx)
  let listAt = 0
  let unlisten: Promise<(() => Promise<void>)[]>

  const listen = () =>
    Promise.all(
      [
        db.listen(channels.templates, (accountId) => {
          ctx.holdings.forget(accountId)
          loop.wake()
        }),
        db.listen(channels.accounts, () => {
          listAt = 0
          loop.wake()
        }),
      ].map((listening) => listening.catch(() => async () => undefined)), // polling finds everything too
    )

  async function step(): Promise<number> {
    if (performance.now() >= listAt) {
      listAt = performance.now() + listEveryMs
      asking ??= askForWabas()
      await listNewAccounts(worker)
    }
    await worker.transaction(releaseHeld)
    if (syncing.size < concurrency) for (const due of await claimSyncs(worker, concurrency - syncing.size)) begin(due)
    return pollMs
  }

  /** Meta may take its time: what is held goes on meanwhile. */
  function begin(due: TemplateSync): void {
    const run = sync(due).finally(() => {
      syncing.delete(run)
      loop.wake()
    })
    syncing.add(run)
  }

  const askForWabas = () =>
    wabas
      .findAll()
      .catch((error: unknown) => log.warn({ err: error }, 'business accounts of numbers were not asked for'))
      .finally(() => {
        asking = null
      })

  async function sync(due: TemplateSync): Promise<void> {
    const startedAt = new Date()
    try {
      const number = await numbers.ofWaba(due.accountId, due.wabaId)
      if (!number) return await forgetSync(worker, due)
      const outcome = await syncTemplates(ctx, number, due)
      if (outcome.ok) return await endSync(worker, due, startedAt)
      const { failure } = outcome
      await failSync(worker, due, failure.unreachable ? failure.cause : failure.policy.cause)
    } catch (error) {
      log.warn({ err: error, wabaId: due.wabaId }, 'templates were not read: trying again later')
      await failSync(worker, due, String(error)).catch(() => undefined)
    }
  }

  return {
    start() {
      unlisten = listen()
      loop.start()
    },
    async stop() {
      await loop.stop()
      for (const end of await unlisten) await end().catch(() => undefined) // the database may be away already
      await Promise.all([...syncing, asking])
    },
  }
}
