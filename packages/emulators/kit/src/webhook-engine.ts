import type { VirtualClock } from './virtual-clock.ts'

/** How the deliveries of an emulator misbehave. Each is off by default. */
export interface WebhookFaults {
  /** Further copies of each delivery, sent right behind the first. */
  duplicates: number
  /** Deliveries of the same moment leave in reverse order. */
  reversed: boolean
  /** Pause before each delivery. */
  delayMs: number
  /** The body is changed after it was signed. */
  tampered: boolean
  /** Signed with the secret before the last rotation, as retries of old events are. */
  oldSecret: boolean
  /** Share of events that are never delivered, from 0 to 1. */
  lost: number
}

export const noFaults: WebhookFaults = {
  duplicates: 0,
  reversed: false,
  delayMs: 0,
  tampered: false,
  oldSecret: false,
  lost: 0,
}

interface WebhookEvent {
  id: string
  type: string
  /** The exact bytes that are signed. */
  body: string
}

interface Attempt {
  eventId: string
  type: string
  /** Null: nobody answered. */
  status: number | null
}

export interface WebhookEngine {
  send(event: WebhookEvent): void
  /** Delivers an event again, as the vendor's support would. @throws Error when there is no such event */
  replay(eventId: string): void
  setFaults(faults: Partial<WebhookFaults>): void
  /** The next deliveries are signed with the new secret; `oldSecret` names the one before. */
  rotateSecret(secret: string): void
  /** Every attempt so far, in order. */
  attempts(): readonly Attempt[]
  /** Events that were sent or lost, in order. */
  events(): readonly WebhookEvent[]
  /** True once a delivery has failed for a day: nothing is delivered any more. */
  isDisabled(): boolean
  /** Waits until nothing is due and nothing is under way. */
  settled(): Promise<void>
  stop(): void
}

interface EngineOptions {
  clock: VirtualClock
  /** Where events go; null: nowhere. */
  url: () => string | null
  secret: string
  /** Headers for the bytes; `at` is in seconds. */
  sign(event: WebhookEvent, secret: string, at: number): Record<string, string>
  random?: () => number
}

interface Delivery {
  event: WebhookEvent
  dueAt: number
  firstAt: number
  tries: number
}

const firstPauseMs = 60_000
const givesUpAfterMs = 24 * 3600_000
/** A receiver has five seconds. */
const timeoutMs = 5000
const gatherMs = 30

/** Delivers events by the virtual clock: retried with growing pauses for a day, then switched off. */
export function createWebhookEngine({
  clock,
  url,
  sign,
  random = Math.random,
  ...given
}: EngineOptions): WebhookEngine {
  const secrets = { current: given.secret, before: given.secret }
  let faults = noFaults
  let disabled = false
  let timer: NodeJS.Timeout | null = null
  let waiting: Delivery[] = []
  const underWay = new Set<Promise<void>>()
  const attempts: Attempt[] = []
  const events: WebhookEvent[] = []

  function enqueue(event: WebhookEvent): void {
    const at = clock.now()
    const pauseMs = faults.delayMs + (faults.reversed ? gatherMs : 0)
    for (let copy = 0; copy <= faults.duplicates; copy++)
      waiting.push({ event, dueAt: at + pauseMs, firstAt: at, tries: 0 })
    pump()
  }

  function pump(): void {
    if (timer) clearTimeout(timer)
    timer = null
    const now = clock.now()
    const due = waiting.filter(({ dueAt }) => dueAt <= now)
    waiting = waiting.filter(({ dueAt }) => dueAt > now)
    for (const delivery of faults.reversed ? due.toReversed() : due) {
      const attempt = deliver(delivery).finally(() => underWay.delete(attempt))
      underWay.add(attempt)
    }
    const next = Math.min(...waiting.map(({ dueAt }) => dueAt))
    if (waiting.length > 0) timer = setTimeout(pump, Math.min(next - now, 2 ** 30)).unref()
  }

  async function deliver(delivery: Delivery): Promise<void> {
    const target = url()
    if (target === null || disabled) return
    const { event } = delivery
    const secret = faults.oldSecret ? secrets.before : secrets.current
    const headers = sign(event, secret, clock.seconds())
    const body = faults.tampered ? event.body.replace(/"amount":\s*(\d)/, '"amount":9$1') : event.body
    const status = await post(target, body, headers)
    attempts.push({ eventId: event.id, type: event.type, status })
    if (status !== null && status >= 200 && status < 300) return
    retry(delivery)
  }

  function retry({ event, firstAt, tries }: Delivery): void {
    const dueAt = clock.now() + firstPauseMs * 2 ** tries
    if (dueAt - firstAt > givesUpAfterMs) {
      disabled = true
      waiting = []
      return
    }
    waiting.push({ event, dueAt, firstAt, tries: tries + 1 })
    pump()
  }

  clock.onAdvance(pump)
  return {
    send(event) {
      events.push(event)
      if (random() >= faults.lost) enqueue(event)
    },
    replay(eventId) {
      const event = events.find(({ id }) => id === eventId)
      if (!event) throw new Error(`There is no event ${eventId}`)
      enqueue(event)
    },
    setFaults(changed) {
      faults = { ...faults, ...changed }
    },
    rotateSecret(secret) {
      secrets.before = secrets.current
      secrets.current = secret
    },
    attempts: () => attempts,
    events: () => events,
    isDisabled: () => disabled,
    async settled() {
      const isBusy = () => underWay.size > 0 || waiting.some(({ dueAt }) => dueAt <= clock.now() + gatherMs)
      while (isBusy()) await Promise.race([...underWay, new Promise((resolve) => setTimeout(resolve, 5))])
    },
    stop() {
      if (timer) clearTimeout(timer)
      waiting = []
    },
  }
}

async function post(url: string, body: string, headers: Record<string, string>): Promise<number | null> {
  try {
    const signal = AbortSignal.timeout(timeoutMs)
    const reply = await fetch(url, { method: 'POST', body, headers, signal, redirect: 'manual' })
    await reply.arrayBuffer()
    return reply.status
  } catch {
    return null
  }
}
