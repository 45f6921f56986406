import type { CoreContext } from '#context.ts'
import type { NewEvent } from '#events/event.ts'
import { giveUpDownload, type MediaDownload, postponeDownload } from './media-downloads.ts'

/** Why a download did not succeed; `final`: no later try will. */
export class DownloadFailed extends Error {
  readonly final: boolean
  constructor(message: string, final = false) {
    super(message)
    this.final = final
  }
}

/** Meta keeps what people send for seven days. */
const longestMs = 7 * 86_400_000
const maxRefusals = 5

/** Writes down that a try has failed: there is another later, or the account is told that the file is lost. */
export async function recordFailure(
  { worker, log }: Pick<CoreContext, 'worker' | 'log'>,
  job: MediaDownload,
  error: unknown,
): Promise<void> {
  const reason = error instanceof Error ? error.message : String(error)
  if (!isOver(job, error)) {
    const waitMs = retryDelayMs(job.attempts)
    log.warn({ err: error, messageId: job.messageId, waitMs }, 'inbound media was not fetched: trying again')
    return postponeDownload(worker, job, waitMs, reason)
  }
  await worker.transaction(async (tx) => {
    if (await giveUpDownload(tx, job, reason)) tx.emit(toLostEvent(job, reason))
  })
}

function isOver({ attempts }: MediaDownload, error: unknown): boolean {
  const isFinal = error instanceof DownloadFailed && error.final
  return (isFinal && attempts >= maxRefusals) || waitedMs(attempts) >= longestMs
}

const firstMs = 1000
const maxMs = 3600_000

/** 1 s doubled each time up to an hour, ±20 %. */
function retryDelayMs(attempt: number, random = Math.random): number {
  return Math.round(Math.min(maxMs, firstMs * 2 ** (attempt - 1)) * (0.8 + 0.4 * random()))
}

/** About how long has been tried after so many attempts. */
function waitedMs(attempts: number): number {
  let sum = 0
  for (let attempt = 1; attempt <= attempts; attempt += 1) sum += Math.min(maxMs, firstMs * 2 ** (attempt - 1))
  return sum
}

function toLostEvent({ accountId, messageId, wamid, kind, metaId }: MediaDownload, reason: string): NewEvent {
  const at = new Date().toISOString()
  return { accountId, type: 'media.lost', at, data: { messageId, wamid, kind, metaId, reason } }
}
