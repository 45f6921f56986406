import { type Faults, happens } from '../faults/faults.ts'
import type { BusinessNumber, Numbers } from '../numbers/numbers.ts'
import type { Random } from '../random.ts'
import { type Backlog, CallbackQueue } from './delivery.ts'
import type { Update } from './update.ts'

const reorderWithinMs = 400

/** Hands updates to the queue of their subscriber, after the webhook faults in force have had their way with them. */
export function createPublisher(numbers: Numbers, faults: Faults, random: Random) {
  const queues = new Map<string, CallbackQueue>()
  const backlog: Backlog = { updates: 0 }
  const timers = new Set<NodeJS.Timeout>()
  const queueFor = (number: BusinessNumber, url: string): CallbackQueue => {
    // Apps sign with their own secret, so numbers of two apps behind one address never share a POST.
    const key = `${number.appSecret} ${url}`
    const queue = queues.get(key) ?? new CallbackQueue(url, faults, backlog)
    queues.set(key, queue)
    return queue
  }
  const enqueue = (update: Update): void => {
    const url = addressOf(numbers, update)
    if (url) queueFor(update.number, url).push(update)
    else update.onSettled?.()
  }
  const hold = (update: Update, delayMs: number): void => {
    const timer = setTimeout(() => {
      timers.delete(timer)
      enqueue(update)
    }, delayMs)
    timers.add(timer)
  }
  return {
    publish(update: Update): void {
      const { dropRate, duplicateRate, delayMs, reorder } = faults.webhooks
      if (happens(random, dropRate)) {
        update.onSettled?.()
        return
      }
      const copies = happens(random, duplicateRate) ? 2 : 1
      for (let copy = 0; copy < copies; copy++) {
        const wait = delayMs + (reorder ? random.share() * reorderWithinMs : 0)
        if (wait > 0) hold(update, wait)
        else enqueue(update)
      }
    },
    pending: () => timers.size + backlog.updates,
    reset(): void {
      for (const timer of timers) clearTimeout(timer)
      timers.clear()
      for (const queue of queues.values()) queue.clear()
    },
    async close(): Promise<void> {
      for (const timer of timers) clearTimeout(timer)
      timers.clear()
      await Promise.all([...queues.values()].map((queue) => queue.close()))
    },
  }
}

/** Fields of the account itself: an override of its callback is for messages alone. */
const ofAccount = /^(message_template|template_|account_|phone_number_|business_|security)/

function addressOf(numbers: Numbers, update: Update): string | undefined {
  const subscription = numbers.subscription(update.number.wabaId)
  if (subscription === undefined) return undefined
  if (update.kind === 'change' && ofAccount.test(update.field))
    return subscription.overridden ? numbers.appCallback(update.number) : subscription.callbackUrl
  return numbers.override(update.number.phoneNumberId) ?? subscription.callbackUrl
}

export type Publisher = ReturnType<typeof createPublisher>
