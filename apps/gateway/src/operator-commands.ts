import { effectiveRequestsPerMinute } from '@dawk/core/accounts/account.ts'
import { setRequestLimit } from '@dawk/core/accounts/set-limits.ts'
import type { Database } from '@dawk/core/database/database.ts'
import { replayJournal } from '@dawk/core/inbound/journal.ts'
import { setNumberRate } from '@dawk/core/numbers/set-number-rate.ts'
import { replayDelivery, replayRange } from '@dawk/core/webhooks/replay.ts'

/** What `npm run dawk` asks for; it may come from another process, as JSON. */
export type OperatorCommand =
  | { command: 'limits'; account: string; requestsPerMinute: number | 'unlimited' | 'plan' }
  | { command: 'number-rate'; phoneNumberId: string; perSecond: number | 'uncapped' }
  | { command: 'journal-replay'; from: string; to: string }
  | { command: 'webhook-replay'; account: string; delivery: string }
  | { command: 'webhook-replay'; account: string; endpoint: string; from: string; to: string; onlyFailed: boolean }

/** Does it and says what was done. @throws GatewayError when it cannot be done */
export async function runOperatorCommand(ctx: { db: Database }, asked: OperatorCommand): Promise<string> {
  switch (asked.command) {
    case 'limits': {
      const account = await setRequestLimit(ctx, asked.account, asked.requestsPerMinute)
      const limit = effectiveRequestsPerMinute(account)
      return `Account ${account.id} (plan ${account.plan}): ${limit === null ? 'unlimited requests' : `${limit} requests per minute`}`
    }
    case 'number-rate':
      await setNumberRate(ctx, asked.phoneNumberId, asked.perSecond)
      return `Number ${asked.phoneNumberId}: ${asked.perSecond === 'uncapped' ? 'uncapped' : `${asked.perSecond} messages per second`}`
    case 'journal-replay': {
      const count = await replayJournal(ctx, new Date(asked.from), new Date(asked.to))
      return `${count} of Meta's webhooks will be applied again`
    }
    case 'webhook-replay':
      return `${await replayWebhooks(ctx, asked)} deliveries will be made again`
  }
}

async function replayWebhooks(
  ctx: { db: Database },
  asked: Extract<OperatorCommand, { command: 'webhook-replay' }>,
): Promise<number> {
  const core = { ...ctx, wakeLanes: () => undefined } // the engines look for work by themselves every second
  if ('delivery' in asked) return replayDelivery(core, asked.account, asked.delivery)
  const { account, endpoint, from, to, onlyFailed } = asked
  return replayRange(core, account, endpoint, new Date(from), new Date(to), { onlyFailed })
}

/** @throws Error when it is none of ours */
export function readOperatorCommand(value: unknown): OperatorCommand {
  const asked = Object(value) as Record<string, unknown>
  const { command, account, requestsPerMinute, phoneNumberId, perSecond } = asked
  if (command === 'limits' && typeof account === 'string') {
    if (requestsPerMinute === 'unlimited' || requestsPerMinute === 'plan' || typeof requestsPerMinute === 'number')
      return { command, account, requestsPerMinute }
  }
  if (command === 'number-rate' && typeof phoneNumberId === 'string') {
    if (perSecond === 'uncapped' || typeof perSecond === 'number') return { command, phoneNumberId, perSecond }
  }
  if (command === 'journal-replay' && isSpan(asked)) return { command, from: asked.from, to: asked.to }
  if (command === 'webhook-replay' && typeof account === 'string') {
    const { delivery, endpoint } = asked
    if (typeof delivery === 'string') return { command, account, delivery }
    if (typeof endpoint === 'string' && isSpan(asked))
      return { command, account, endpoint, from: asked.from, to: asked.to, onlyFailed: asked['onlyFailed'] === true }
  }
  throw new Error('This gateway does not know such an operator command')
}

function isSpan(asked: Record<string, unknown>): asked is Record<string, unknown> & { from: string; to: string } {
  return [asked['from'], asked['to']].every((at) => typeof at === 'string' && !Number.isNaN(Date.parse(at)))
}
