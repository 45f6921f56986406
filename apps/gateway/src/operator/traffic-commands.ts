import { replayJournal } from '@dawk/core/messaging/inbound/journal.ts'
import {
  type ListedUnappliedItem,
  listUnapplied,
  retryUnapplied,
} from '@dawk/core/messaging/inbound/unapplied-items.ts'
import { setNumberRate } from '@dawk/core/messaging/numbers/set-number-rate.ts'
import { operatorCaller } from '@dawk/core/tenancy/access/caller.ts'
import { operator } from '@dawk/core/tenancy/audit/actor.ts'
import { startReplay } from '@dawk/core/webhooks/replays/replay.ts'
import { replayDelivery } from '@dawk/core/webhooks/replays/replay-event.ts'
import { operatorCommand, UsageError } from './command.ts'
import { digits, flag, id, instant, numberOr, optional } from './options.ts'

const numberRate = operatorCommand({
  name: 'number-rate',
  summary: 'Sets how many messages a second leave from a number.',
  options: { phoneNumberId: digits, perSecond: numberOr('uncapped') },
  async run(ctx, { phoneNumberId, perSecond }) {
    await setNumberRate(ctx, phoneNumberId, perSecond, operator)
    return `Number ${phoneNumberId}: ${perSecond === 'uncapped' ? 'uncapped' : `${perSecond} messages per second`}`
  },
})

const journalReplay = operatorCommand({
  name: 'journal-replay',
  summary: "Applies Meta's webhooks of a time span again. Those already applied change nothing.",
  options: { from: instant, to: instant },
  async run(ctx, { from, to }) {
    const count = await replayJournal(ctx, new Date(from), new Date(to))
    return `${count} of Meta's webhooks will be applied again`
  },
})

const maxListed = 100

const unappliedList = operatorCommand({
  name: 'unapplied-list',
  summary: `Lists parts of Meta's webhooks that could not be applied, the oldest ${maxListed}: messages that nobody sees yet.`,
  options: {},
  async run(ctx) {
    const items = await listUnapplied(ctx, maxListed)
    return items.length === 0 ? "All of Meta's webhooks are applied" : items.map(describeUnapplied).join('\n')
  },
})

function describeUnapplied({ journalId, setAsideAt, attempts, nextAttemptAt, error }: ListedUnappliedItem): string {
  const next = nextAttemptAt === null ? 'given up' : `next attempt at ${nextAttemptAt}`
  return `${journalId}  set aside at ${setAsideAt}, ${attempts} attempts, ${next}: ${error}`
}

const unappliedRetry = operatorCommand({
  name: 'unapplied-retry',
  summary:
    "Applies the parts of Meta's webhooks again that could not be applied: all of them, or those of one journal entry.",
  options: { journal: optional(id) },
  async run(ctx, { journal }) {
    const count = await retryUnapplied(ctx, journal ?? null)
    return `${count} parts of Meta's webhooks will be applied again`
  },
})

const webhookReplay = operatorCommand({
  name: 'webhook-replay',
  summary:
    'Repeats one delivery to a customer (--delivery), or those of a time span (--endpoint, --from, --to). The webhook-id stays the same.',
  options: {
    account: id,
    delivery: optional(id),
    endpoint: optional(id),
    from: optional(instant),
    to: optional(instant),
    onlyFailed: flag,
  },
  async run(ctx, { account, delivery, endpoint, from, to, onlyFailed }) {
    if (delivery !== undefined) {
      const queued = await replayDelivery(ctx, operatorCaller(account), delivery)
      return queued ? 'The delivery will be made again' : 'The delivery waits for an attempt already'
    }
    if (endpoint === undefined || from === undefined || to === undefined)
      throw new UsageError('webhook-replay needs --delivery, or --endpoint with --from and --to')
    const span = { what: onlyFailed ? ('failed' as const) : ('all' as const), from, to }
    const { id: replay } = await startReplay(ctx, operatorCaller(account), endpoint, span)
    return `Replay ${replay} has started; GET /v1/webhook-endpoints/${endpoint}/replays/${replay} shows its progress`
  },
})

export const trafficCommands = [numberRate, journalReplay, unappliedList, unappliedRetry, webhookReplay]
