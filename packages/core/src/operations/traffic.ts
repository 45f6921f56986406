import { Counter, type Registry } from 'prom-client'
import type { MessageReport } from '#messaging/messages/reports/advance-message.ts'
import type { createBatchAcceptor } from '#messaging/messages/send/accept-batch.ts'
import type { Acceptor } from '#messaging/messages/send/accept-message.ts'
import type { DeliveryOutcome } from '#webhooks/deliveries/attempt-delivery.ts'

type BatchAcceptor = ReturnType<typeof createBatchAcceptor>

/** What passes through this process: plain numbers on the way of a message, counters of Prometheus when they are read. */
export interface Traffic {
  /** The same acceptor, counting the messages whose callers were told that they are stored. */
  countAccepts(acceptor: Acceptor): Acceptor
  countBatches(acceptor: BatchAcceptor): BatchAcceptor
  /** An attempt to send a message to Meta has ended. */
  sent(report: MessageReport): void
  /** An attempt to deliver an event to a customer has ended. */
  delivered(outcome: DeliveryOutcome): void
  expose(registry: Registry): void
}

export function createTraffic(): Traffic {
  let accepted = 0
  const attempts = new Map<string, number>()
  const count = (kind: 'number' | 'endpoint', outcome: string, code: number | null) => {
    const key = `${kind} ${outcome} ${code ?? ''}`
    attempts.set(key, (attempts.get(key) ?? 0) + 1)
  }
  return {
    countAccepts: (acceptor) => ({
      ...acceptor,
      async accept(command) {
        const message = await acceptor.accept(command)
        accepted += 1
        return message
      },
    }),
    countBatches: ({ acceptBatch }) => ({
      async acceptBatch(batch) {
        const answer = await acceptBatch(batch)
        accepted += batch.commands.length
        return answer
      },
    }),
    sent: ({ status, error }) => count('number', status, error?.code ?? null),
    delivered: ({ kind, attempt }) => count('endpoint', kind, kind === 'delivered' ? null : attempt.status),
    expose(registry) {
      new Counter({
        name: 'dawk_messages_accepted_total',
        help: 'Messages that this process accepted',
        registers: [registry],
        collect() {
          this.reset()
          this.inc(accepted)
        },
      })
      new Counter({
        name: 'dawk_attempts_total',
        help: 'Attempts that ended: of messages at Meta (kind number) and of deliveries to customers (kind endpoint), by outcome, with the code of a failure',
        labelNames: ['kind', 'outcome', 'code'],
        registers: [registry],
        collect() {
          this.reset()
          for (const [key, count] of attempts) {
            const [kind = '', outcome = '', code = ''] = key.split(' ')
            this.inc({ kind, outcome, code }, count)
          }
        },
      })
    },
  }
}
