import { systemCaller } from '#tenancy/access/caller.ts'
import { type Reaction, reaction } from '#tenancy/reactions.ts'
import { releaseMember } from '../conversations/release-member.ts'
import type { InboxDirectory } from '../settings/inbox-directory.ts'
import { handsOut } from '../settings/inbox-settings.ts'
import { enqueue } from './assignment-store.ts'
import { handOut } from './hand-out.ts'

/** What waits gets its place in the queue in the instant in which it is stored. Accounts that hand out nothing cost a look into memory. */
export function createInboxReactions({ inboxes }: { inboxes: Pick<InboxDirectory, 'findAll'> }): readonly Reaction[] {
  return [
    reaction({
      name: 'inbox queue',
      types: ['message.received'],
      async react(tx, facts) {
        const settings = await inboxes.findAll([...new Set(facts.map(({ accountId }) => accountId))], tx)
        const waiting = new Map(
          facts.flatMap(({ accountId, at, data: { conversationId, groupId } }) => {
            const own = settings.get(accountId)
            if (conversationId === null || groupId !== undefined || !own || !handsOut(own)) return []
            return [[conversationId, { accountId, conversationId, since: at }] as const]
          }),
        )
        await enqueue(tx, [...waiting.values()])
        for (const accountId of new Set([...waiting.values()].map((one) => one.accountId)))
          tx.schedule(handOut, { accountId, key: accountId, payload: {} })
      },
    }),
    reaction({
      name: 'inbox of removed members',
      types: ['member.removed'],
      async react(tx, facts) {
        for (const { accountId, data } of facts) await releaseMember(tx.as(systemCaller(accountId)), data.memberId)
      },
    }),
  ]
}
