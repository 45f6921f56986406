import type { CoreContext } from '#context.ts'
import type { Message } from '../message.ts'
import { findSettled } from '../message-store.ts'

export interface SettledMessages {
  /**
   * The message once Meta has taken or refused it, or it was canceled; null: not so within `maxMs`. Of failures of the
   * database the waiters learn nothing: their messages are accepted, whatever becomes of the wait.
   */
  waitFor(accountId: string, messageId: string, maxMs: number): Promise<Message | null>
}

interface Waiter {
  accountId: string
  messageId: string
  over: boolean
  end(message: Message | null): void
}

const pollMs = 25
/** Look-ups in one query; with more, they take turns. */
const maxPerQuery = 1000
/** Beyond, nobody waits: callers get their answer at once, without what they would have waited for. */
const maxWaiters = 20_000

/** Waits for messages, all of them with one query each 25 ms; none while nobody waits. */
export function createSettledMessages(ctx: Pick<CoreContext, 'db' | 'log'>): SettledMessages {
  const waiters: Waiter[] = []
  let running = false

  async function run(): Promise<void> {
    while (waiters.length > 0) {
      await new Promise((resolve) => setTimeout(resolve, pollMs))
      const batch = waiters.splice(0, maxPerQuery)
      const settled = await findSettled(ctx, batch).catch((error) => {
        ctx.log.warn({ err: error }, 'settled messages were not read: trying again')
        return new Map<string, Message>()
      })
      waiters.push(...batch.filter((waiter) => !waiter.over && !answer(waiter, settled.get(waiter.messageId))))
    }
    running = false
  }

  return {
    waitFor(accountId, messageId, maxMs) {
      if (waiters.length >= maxWaiters) return Promise.resolve(null)
      return new Promise((resolve) => {
        waiters.push(createWaiter(accountId, messageId, maxMs, resolve))
        if (running) return
        running = true
        void run()
      })
    },
  }
}

/** Its time runs out by a timer of its own: a query that hangs holds nobody beyond it. */
function createWaiter(accountId: string, messageId: string, maxMs: number, resolve: Waiter['end']): Waiter {
  const timer = setTimeout(() => waiter.end(null), maxMs)
  const waiter: Waiter = {
    accountId,
    messageId,
    over: false,
    end(message) {
      clearTimeout(timer)
      waiter.over = true
      resolve(message)
    },
  }
  return waiter
}

/** True when the waiter has its answer. */
function answer(waiter: Waiter, message: Message | undefined): boolean {
  if (message) waiter.end(message)
  return message !== undefined
}
