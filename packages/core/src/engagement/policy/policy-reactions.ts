import { type Fact, type Reaction, reaction } from '#tenancy/reactions.ts'
import type { WorkerTransaction } from '#tenancy/unit-of-work.ts'
import { isRestrictive } from '../consent/consent-state.ts'
import { releaseSends } from './marketing-send-store.ts'
import type { PolicyDirectory } from './policy-directory.ts'
import { insertPolicies } from './policy-store.ts'
import { resetCaps, storeFailures } from './reachability.ts'

interface ReactionDeps {
  policies: Pick<PolicyDirectory, 'findAll'>
}

/** What sends teach, and from when on they are looked at. Accounts that use none of this cost a look into memory. */
export function createPolicyReactions({ policies }: ReactionDeps): readonly Reaction[] {
  /** Facts of accounts that use it. */
  async function governed<One extends Fact>(tx: WorkerTransaction, facts: readonly One[]): Promise<One[]> {
    const using = await policies.findAll([...new Set(facts.map(({ accountId }) => accountId))], tx)
    return facts.filter(({ accountId }) => using.has(accountId))
  }

  return [
    reaction({
      name: 'policy of opt-outs',
      types: ['contact.consent_changed'],
      async react(tx, facts) {
        const restricting = facts.filter(({ data }) => isRestrictive(data.after))
        const accountIds = [...new Set(restricting.map(({ accountId }) => accountId))]
        if (accountIds.length === 0) return
        for (const accountId of await insertPolicies(tx, accountIds)) tx.notify('policies', accountId)
      },
    }),
    reaction({
      name: 'policy of failures',
      types: ['message.status.failed', 'message.status.canceled'],
      async react(tx, facts) {
        const ended = await governed(tx, facts)
        if (ended.length === 0) return
        await releaseSends(
          tx,
          ended.map(({ accountId, data: { messageId } }) => ({ accountId, messageId })),
        )
        await storeFailures(tx, ended)
      },
    }),
    reaction({
      name: 'policy of signs of life',
      types: ['message.received', 'message.status.delivered', 'message.status.read'],
      react: async (tx, facts) => resetCaps(tx, await governed(tx, facts)),
    }),
  ]
}
