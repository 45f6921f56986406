import { systemCaller } from '#tenancy/access/caller.ts'
import { type Fact, type Reaction, reaction } from '#tenancy/reactions.ts'
import type { WorkerTransaction } from '#tenancy/unit-of-work.ts'
import { selectActive, selectPausedBy } from '../campaign-store.ts'
import { pauseFromFact } from '../pause-campaign.ts'
import { resumeFromFact } from '../run-campaign.ts'

/** What its partner does to an account, its campaigns follow: nobody of their audience is lost by a suspension. */
export const suspensionReactions: readonly Reaction[] = [
  reaction({ name: 'campaigns of suspended accounts', types: ['account.suspended'], react: pauseAll }),
  reaction({ name: 'campaigns of resumed accounts', types: ['account.resumed'], react: resumeAll }),
]

async function pauseAll(tx: WorkerTransaction, facts: readonly Fact<'account.suspended'>[]): Promise<void> {
  for (const { data } of facts)
    for (const { id } of await selectActive(tx, [data.accountId]))
      await pauseFromFact(tx, data.accountId, id, { by: 'suspended', reason: data.reason })
}

/** One that was paused for another reason before stays paused. */
async function resumeAll(tx: WorkerTransaction, facts: readonly Fact<'account.resumed'>[]): Promise<void> {
  for (const { data } of facts)
    for (const { id } of await selectPausedBy(tx, data.accountId, 'suspended'))
      await resumeFromFact(tx.as(systemCaller(data.accountId)), id)
}
