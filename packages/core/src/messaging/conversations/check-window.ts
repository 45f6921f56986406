import { classifyGraphError } from '@dawk/cloud-api/error-policy.ts'
import type { CoreContext } from '#context.ts'
import { createCache } from '#platform/cache.ts'
import { GatewayError } from '#platform/errors.ts'
import type { SendCheck, SendRequest } from '../messages/send/send-request.ts'
import { type FoundWindow, findLastPending, findWindows, isPendingUpTo, type WindowQuestion } from './window-store.ts'

const windowMs = 24 * 3600_000
/** Of open windows; they never closed early, so that none has to be forgotten. */
const maxOpen = 100_000
/** How long a number without coverage is not looked at again. */
const uncoveredMs = 15_000
const maxPerQuery = 500
/** How long a refusal waits for webhooks that came before it and are not applied yet. */
const applyWaitMs = 1000
const applyPollMs = 25

interface WindowCheckDeps extends Pick<CoreContext, 'db' | 'log'> {
  /** Sandbox numbers may send free-form messages at any time. */
  sandboxIsOpen: boolean
  /** Names of the approved templates of a WhatsApp Business Account: what a refusal may offer. */
  approvedTemplates(accountId: string, wabaId: string | null): Promise<readonly string[]>
}

/**
 * Refuses a free-form message where the window is known to be closed: the journal covers the number's last 24 hours without
 * a gap (`numbers/webhook-gaps.ts`), and nothing of the person is in it. Else Meta decides. Scheduled messages pass: the
 * person may write until then. A plain text into a window that is known to be open, or from a number that is not
 * covered, asks nobody; the rest share queries.
 */
export function createWindowCheck(deps: WindowCheckDeps): SendCheck {
  const openUntil = createCache<number>({ max: maxOpen })
  const uncovered = createCache<true>({ max: 20_000, ttlMs: uncoveredMs })
  const ask = createAsker(deps)
  const isAllApplied = shareRuns(() => isApplied(deps))

  function learn(key: string, numberId: string, { covered, lastInboundMs }: FoundWindow): void {
    if (!covered) uncovered.set(numberId, true)
    if (lastInboundMs !== null && lastInboundMs + windowMs > Date.now()) openUntil.set(key, lastInboundMs + windowMs)
  }

  async function lookUp(request: SendRequest, key: string): Promise<undefined> {
    const question = { accountId: request.accountId, numberId: request.number.id, to: request.to }
    let window = await ask(question)
    if (window && isPaused(window) && (await isAllApplied())) window = await ask(question)
    else if (window && isPaused(window)) return
    if (!window) return
    learn(key, request.number.id, window)
    if (isPaused(window)) throw await refusal(deps, request, window)
  }

  return (request) => {
    const { type, number, to, sendAt } = request
    if (type === 'template' || sendAt !== null || uncovered.has(number.id)) return
    if (number.sandbox && deps.sandboxIsOpen) return
    const key = `${number.id} ${to.phone ?? to.userId}`
    if ((openUntil.get(key) ?? 0) > Date.now()) return
    return lookUp(request, key)
  }
}

/** What happens in a free entry point is Meta's to say. */
function isPaused({ covered, lastInboundMs, freeEntryUntilMs }: FoundWindow): boolean {
  const now = Date.now()
  return covered && (lastInboundMs ?? 0) + windowMs <= now && (freeEntryUntilMs ?? 0) <= now
}

/**
 * Questions that come together share a query; while one runs, the next gather. Null: the database did not answer, and
 * nothing is known.
 */
function createAsker({ db, log }: WindowCheckDeps) {
  const waiting: { question: WindowQuestion; answer(found: FoundWindow | null): void }[] = []
  let running = false

  async function run(): Promise<void> {
    await new Promise(setImmediate)
    while (waiting.length > 0) {
      const batch = waiting.splice(0, maxPerQuery)
      const windows = await findWindows(
        db.worker,
        batch.map(({ question }) => question),
      ).catch((error) => {
        log.warn({ err: error }, 'windows were not read: Meta decides')
        return []
      })
      for (const [place, { answer }] of batch.entries()) answer(windows[place] ?? null)
    }
    running = false
  }

  return (question: WindowQuestion): Promise<FoundWindow | null> =>
    new Promise((resolve) => {
      waiting.push({ question, answer: resolve })
      if (running) return
      running = true
      void run()
    })
}

/** Who asks while a run is under way shares the next: its answer must not be older than the question. */
function shareRuns<T>(run: () => Promise<T>): () => Promise<T> {
  let current: Promise<T> | null = null
  let next: Promise<T> | null = null
  function begin(): Promise<T> {
    next = null
    const own = run().finally(() => {
      if (current === own) current = null
    })
    current = own
    return own
  }
  return () => {
    if (current === null) return begin()
    next ??= current.then(begin, begin)
    return next
  }
}

/** Waits until all webhooks that are here already count; false: they do not in time. */
async function isApplied({ db }: WindowCheckDeps): Promise<boolean> {
  try {
    const last = await findLastPending(db.worker)
    if (last === null) return true
    for (const deadline = Date.now() + applyWaitMs; Date.now() < deadline; ) {
      if (!(await isPendingUpTo(db.worker, last))) return true
      await new Promise((resolve) => setTimeout(resolve, applyPollMs))
    }
    return false
  } catch {
    return false
  }
}

const reason = classifyGraphError({ code: 131047, message: 'Re-engagement message' }, 400).cause

/** In the words in which Meta's own refusal is told, with what is known besides. */
async function refusal(
  { approvedTemplates, log }: WindowCheckDeps,
  { accountId, number, type }: SendRequest,
  { lastInboundMs }: FoundWindow,
): Promise<GatewayError> {
  const closed =
    lastInboundMs === null
      ? 'They have not written to this number.'
      : `The window closed at ${new Date(lastInboundMs + windowMs).toISOString()}.`
  const names = await approvedTemplates(accountId, number.wabaId).catch((error) => {
    log.warn({ err: error }, 'templates were not read')
    return []
  })
  const offer = names.length > 0 ? ` Approved templates: ${names.join(', ')}.` : ''
  return new GatewayError('window_closed', `${reason} ${closed}${offer}`, {
    details: [{ field: 'type', message: `must be template, was ${type}: the 24-hour window is closed` }],
  })
}
