import { escapeLikeMeta, signPayload } from '@dawk/cloud-api/signature.ts'
import { Pool } from 'undici'
import type { Faults } from '../faults/faults.ts'
import { toPayload, type Update } from './update.ts'

/** Webhooks of one address that are under way at once. */
export const connections = 128
/** As many updates as Meta ever joins. */
const maxJoined = 1000
const joinMs = 50
const giveUpAfterMs = 36 * 60 * 60 * 1000

/** Updates of all addresses that are not answered with 200 yet. */
export interface Backlog {
  updates: number
}

interface Attempt {
  updates: Update[]
  body: string
  signature: string
  failures: number
  firstAt: number
}

/**
 * The queue of one callback address: updates leave in order over a bounded number of connections, and a POST that is not
 * answered with 200 comes again after 1 s, 2 s, 4 s … (`retryBaseMs`) for 36 hours. An update goes alone while the
 * subscriber keeps up; when it does not, those that wait are joined, so that it catches up.
 */
export class CallbackQueue {
  readonly #pool: Pool
  readonly #path: string
  readonly #faults: Faults
  readonly #backlog: Backlog
  #waiting: Update[] = []
  #head = 0
  #retries: Attempt[] = []
  #timers = new Set<NodeJS.Timeout>()
  #joining: NodeJS.Timeout | undefined
  #inFlight = 0
  #unsettled = 0
  #closed = false
  /** Moves on at every `clear`, so that an attempt still under way then is forgotten when it comes back. */
  #generation = 0

  constructor(callbackUrl: string, faults: Faults, backlog: Backlog) {
    const url = new URL(callbackUrl)
    this.#pool = new Pool(url.origin, { connections, headersTimeout: 20_000, bodyTimeout: 20_000 })
    this.#path = url.pathname + url.search
    this.#faults = faults
    this.#backlog = backlog
  }

  push(update: Update): void {
    if (this.#closed) return
    this.#waiting.push(update)
    this.#unsettled++
    this.#backlog.updates++
    this.#pump()
  }

  async close(): Promise<void> {
    this.clear()
    this.#closed = true
    await this.#pool.destroy()
  }

  /** Forgets what has not been posted yet. */
  clear(): void {
    this.#generation++
    for (const timer of this.#timers) clearTimeout(timer)
    this.#timers.clear()
    clearTimeout(this.#joining)
    this.#joining = undefined
    this.#waiting = []
    this.#head = 0
    this.#retries = []
    this.#backlog.updates -= this.#unsettled
    this.#unsettled = 0
  }

  #pump(): void {
    while (!this.#closed && this.#inFlight < connections) {
      const attempt = this.#retries.shift() ?? this.#nextAttempt()
      if (!attempt) return
      this.#inFlight++
      void this.#post(attempt)
    }
  }

  #nextAttempt(): Attempt | undefined {
    const batchSize = Math.max(1, this.#faults.webhooks.batchSize)
    const available = this.#waiting.length - this.#head
    const size = Math.min(Math.max(batchSize, Math.ceil(available / connections)), maxJoined)
    if (available === 0 || (available < size && this.#waitForMore())) return undefined
    const updates = this.#waiting.slice(this.#head, this.#head + size)
    this.#head += updates.length
    this.#compact()
    return toAttempt(updates)
  }

  /** True while a batch may still fill up; false once it has waited long enough. */
  #waitForMore(): boolean {
    if (this.#joining) return true
    this.#joining = setTimeout(() => {
      this.#joining = undefined
      const updates = this.#waiting.slice(this.#head)
      this.#waiting = []
      this.#head = 0
      if (updates.length > 0) this.#retries.push(toAttempt(updates))
      this.#pump()
    }, joinMs)
    return true
  }

  #compact(): void {
    if (this.#head < 1024 || this.#head * 2 < this.#waiting.length) return
    this.#waiting = this.#waiting.slice(this.#head)
    this.#head = 0
  }

  async #post(attempt: Attempt): Promise<void> {
    const generation = this.#generation
    const delivered = await this.#send(attempt)
    this.#inFlight--
    if (this.#closed) return
    if (generation !== this.#generation) this.#pump()
    else if (delivered || Date.now() - attempt.firstAt > giveUpAfterMs) this.#settle(attempt)
    else this.#retryLater(attempt)
    this.#pump()
  }

  async #send({ body, signature }: Attempt): Promise<boolean> {
    try {
      const reply = await this.#pool.request({
        method: 'POST',
        path: this.#path,
        headers: {
          'content-type': 'application/json',
          'user-agent': 'facebookexternalua',
          'x-hub-signature-256': signature,
        },
        body,
      })
      await reply.body.dump()
      return reply.statusCode === 200
    } catch {
      return false
    }
  }

  #settle(attempt: Attempt): void {
    this.#unsettled -= attempt.updates.length
    this.#backlog.updates -= attempt.updates.length
    for (const update of attempt.updates) update.onSettled?.()
  }

  #retryLater(attempt: Attempt): void {
    const delayMs = this.#faults.retryBaseMs * 2 ** Math.min(attempt.failures, 12)
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      this.#retries.push({ ...attempt, failures: attempt.failures + 1 })
      this.#pump()
    }, delayMs)
    this.#timers.add(timer)
  }
}

function toAttempt(updates: Update[]): Attempt {
  const body = escapeLikeMeta(JSON.stringify(toPayload(updates)))
  const secret = updates[0]?.number.appSecret ?? ''
  return { updates, body, signature: signPayload(secret, body), failures: 0, firstAt: Date.now() }
}
