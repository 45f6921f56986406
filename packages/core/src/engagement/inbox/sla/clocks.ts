import type { CoreContext } from '#context.ts'
import { batchJobs, type Job, jobKind } from '#platform/jobs/job.ts'
import { assertScope, type Caller, systemCaller } from '#tenancy/access/caller.ts'
import { type Reaction, reaction } from '#tenancy/reactions.ts'
import type { WorkerTransaction } from '#tenancy/unit-of-work.ts'
import type { InboxDirectory } from '../settings/inbox-directory.ts'
import type { InboxSettings } from '../settings/inbox-settings.ts'
import { addBusinessMinutes } from './business-hours.ts'
import {
  breachClock,
  type Clock,
  type ClockKind,
  isClockDue,
  lockDueClock,
  selectClocks,
  startClocks,
  stopClocks,
} from './clock-store.ts'

/** Looks whether a promise was kept. The key is the conversation and the kind. */
const lookAtClock = jobKind<{ conversationId: string; kind: ClockKind }>('look_at_clock')

/** An answer that left in the last second may not stand in its conversation yet. */
const graceMs = 2000
/** When somebody else is changing the clock. */
const againMs = 200
const inAMoment = () => new Date(Date.now() + againMs).toISOString()

/** The clocks of an account begin as a person writes. Accounts that promise nothing cost a look into memory. */
export function createClockReaction({ inboxes }: { inboxes: Pick<InboxDirectory, 'findAll'> }): Reaction {
  return reaction({
    name: 'inbox clocks',
    types: ['message.received'],
    async react(tx, facts) {
      const settings = await inboxes.findAll([...new Set(facts.map(({ accountId }) => accountId))], tx)
      const byConversation = new Map(
        facts.flatMap(({ accountId, at, data: { conversationId, groupId } }) => {
          const own = settings.get(accountId)
          if (conversationId === null || groupId !== undefined || !own) return []
          return clocksOf(own, { accountId, conversationId, startedAt: at }).map(
            (clock) => [`${conversationId}:${clock.kind}`, clock] as const,
          )
        }),
      )
      if (byConversation.size === 0) return
      for (const { accountId, conversationId, kind, dueAt } of await startClocks(tx, [...byConversation.values()]))
        tx.schedule(lookAtClock, {
          ...{ accountId, key: `${conversationId}:${kind}`, payload: { conversationId, kind } },
          dueAt: new Date(Date.parse(dueAt) + graceMs).toISOString(),
        })
    },
  })
}

function clocksOf(
  { firstResponseMinutes, resolutionMinutes, businessHours }: InboxSettings,
  of: Pick<Clock, 'accountId' | 'conversationId' | 'startedAt'>,
): Omit<Clock, 'breachedAt'>[] {
  const promised = { first_response: firstResponseMinutes, resolution: resolutionMinutes } as const
  return (Object.entries(promised) as [ClockKind, number | null][]).flatMap(([kind, minutes]) => {
    if (minutes === null) return []
    const dueAt = addBusinessMinutes(Date.parse(of.startedAt), minutes, businessHours)
    return [{ ...of, kind, dueAt: new Date(dueAt).toISOString() }]
  })
}

/** A promise that was kept is forgotten; one that was not is announced, once. */
export const clockJobs = batchJobs({
  kind: lookAtClock,
  async run(tx: WorkerTransaction, jobs: readonly Job<{ conversationId: string; kind: ClockKind }>[]) {
    for (const { accountId, key, payload } of jobs) {
      const at = new Date().toISOString()
      const clock = await lockDueClock(tx, accountId, { ...payload, at })
      if (clock === null) {
        const isBusy = await isClockDue(tx, accountId, { ...payload, at }) // else it was stopped, or began anew
        if (isBusy) tx.schedule(lookAtClock, { accountId, key, payload, dueAt: inAMoment() })
        continue
      }
      const { conversationId, kind, startedAt, dueAt, assignee, answered, closed } = clock
      if (closed || (kind === 'first_response' && answered)) await stopClocks(tx, accountId, conversationId, kind)
      else {
        await breachClock(tx, clock, at)
        tx.as(systemCaller(accountId)).emit('conversation.sla_breached', {
          conversationId,
          kind,
          startedAt,
          dueAt,
          assignee,
        })
      }
    }
  },
})

/** What is promised in a conversation. @throws GatewayError `forbidden` */
export function listClocks(ctx: Pick<CoreContext, 'read'>, caller: Caller, conversationId: string): Promise<Clock[]> {
  assertScope(caller, 'conversations:read')
  return ctx.read(caller, (db) => selectClocks(db, caller.accountId, conversationId))
}
