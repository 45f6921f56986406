import { replayJournal } from '@dawk/core/messaging/inbound/journal.ts'
import { setNumberRate } from '@dawk/core/messaging/numbers/set-number-rate.ts'
import type { Database } from '@dawk/core/platform/database/database.ts'
import { GatewayError } from '@dawk/core/platform/errors.ts'
import { effectiveRequestsPerMinute } from '@dawk/core/tenancy/accounts/account.ts'
import { type Quota, readQuota } from '@dawk/core/tenancy/accounts/plans.ts'
import { setQuota, setRequestLimit } from '@dawk/core/tenancy/accounts/set-limits.ts'
import { operator } from '@dawk/core/tenancy/audit/actor.ts'
import { readEmail } from '@dawk/core/tenancy/members/member.ts'
import { createReset } from '@dawk/core/tenancy/sign-in/password/reset-password.ts'
import { dropTwoFactor } from '@dawk/core/tenancy/sign-in/second-factor/two-factor.ts'
import { startReplay } from '@dawk/core/webhooks/replays/replay.ts'
import { replayDelivery } from '@dawk/core/webhooks/replays/replay-event.ts'

/** What `npm run dawk` asks for; it may come from another process, as JSON. */
export type OperatorCommand =
  | { command: 'limits'; account: string; requestsPerMinute: number | 'unlimited' | 'plan' }
  | { command: 'quota'; account: string; quota: Quota | 'unlimited' | 'plan' }
  | { command: 'password-link' | 'two-factor-off'; email: string }
  | { command: 'number-rate'; phoneNumberId: string; perSecond: number | 'uncapped' }
  | { command: 'journal-replay'; from: string; to: string }
  | { command: 'webhook-replay'; account: string; delivery: string }
  | { command: 'webhook-replay'; account: string; endpoint: string; from: string; to: string; onlyFailed: boolean }

/** Does it and says what was done. @throws GatewayError when it cannot be done */
export async function runOperatorCommand(ctx: { db: Database }, asked: OperatorCommand): Promise<string> {
  switch (asked.command) {
    case 'limits': {
      const account = await setRequestLimit(ctx, asked.account, asked.requestsPerMinute, operator)
      const limit = effectiveRequestsPerMinute(account)
      return `Account ${account.id} (plan ${account.plan}): ${limit === null ? 'unlimited requests' : `${limit} requests per minute`}`
    }
    case 'quota': {
      const { id, plan, quota } = await setQuota(ctx, asked.account, asked.quota, operator)
      const words =
        quota === null
          ? 'as the plan says'
          : quota.requests < 0
            ? 'unlimited'
            : `${quota.requests} requests a ${quota.per}`
      return `Account ${id} (plan ${plan}): quota ${words}`
    }
    case 'password-link': {
      const token = await createReset(ctx, readEmail(asked.email), false)
      if (token === null) throw new GatewayError('not_found', `Nobody signs in as ${asked.email}`)
      return `Good once, for an hour: <the gateway's address>/reset-password#${token}`
    }
    case 'two-factor-off':
      if (!(await dropTwoFactor(ctx, readEmail(asked.email), operator)))
        throw new GatewayError('not_found', `Nobody with a second factor signs in as ${asked.email}`)
      return `${asked.email} signs in with the password alone; all sessions have ended`
    case 'number-rate':
      await setNumberRate(ctx, asked.phoneNumberId, asked.perSecond, operator)
      return `Number ${asked.phoneNumberId}: ${asked.perSecond === 'uncapped' ? 'uncapped' : `${asked.perSecond} messages per second`}`
    case 'journal-replay': {
      const count = await replayJournal(ctx, new Date(asked.from), new Date(asked.to))
      return `${count} of Meta's webhooks will be applied again`
    }
    case 'webhook-replay':
      return replayWebhooks(ctx, asked)
  }
}

async function replayWebhooks(
  ctx: { db: Database },
  asked: Extract<OperatorCommand, { command: 'webhook-replay' }>,
): Promise<string> {
  if ('delivery' in asked) {
    const core = { ...ctx, wakeLanes: () => undefined } // the engines look for work by themselves every second
    const queued = await replayDelivery(core, asked.account, asked.delivery)
    return queued ? 'The delivery will be made again' : 'The delivery waits for an attempt already'
  }
  const { account, endpoint, onlyFailed } = asked
  const [from, to] = [new Date(asked.from).toISOString(), new Date(asked.to).toISOString()]
  const span = { what: onlyFailed ? ('failed' as const) : ('all' as const), from, to }
  const { id } = await startReplay(ctx, account, endpoint, span, operator)
  return `Replay ${id} has begun; GET /v1/webhook-endpoints/${endpoint}/replays/${id} tells how far it is`
}

/** @throws Error when it is none of ours */
export function readOperatorCommand(value: unknown): OperatorCommand {
  const asked = Object(value) as Record<string, unknown>
  const { command, account, requestsPerMinute, phoneNumberId, perSecond } = asked
  if (command === 'limits' && typeof account === 'string') {
    if (requestsPerMinute === 'unlimited' || requestsPerMinute === 'plan' || typeof requestsPerMinute === 'number')
      return { command, account, requestsPerMinute }
  }
  if (command === 'quota' && typeof account === 'string') {
    const { quota: given } = asked
    const quota =
      given === 'unlimited' || given === 'plan' ? given : typeof given === 'string' ? readQuota(given) : toQuota(given)
    if (quota) return { command, account, quota }
  }
  if ((command === 'password-link' || command === 'two-factor-off') && typeof asked['email'] === 'string')
    return { command, email: asked['email'] }
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

/** As it comes from another process. */
function toQuota(given: unknown): Quota | null {
  const { requests, per } = Object(given) as Record<string, unknown>
  return readQuota(`${requests}/${per}`)
}

function isSpan(asked: Record<string, unknown>): asked is Record<string, unknown> & { from: string; to: string } {
  return [asked['from'], asked['to']].every((at) => typeof at === 'string' && !Number.isNaN(Date.parse(at)))
}
