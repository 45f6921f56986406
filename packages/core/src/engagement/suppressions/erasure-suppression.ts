import type { CoreContext } from '#context.ts'
import { newId } from '#platform/ids.ts'
import { type Reaction, reaction } from '#tenancy/reactions.ts'
import type { WorkerTransaction } from '#tenancy/unit-of-work.ts'
import { createIdentifierHash } from '../consent/identifier-hash.ts'
import { insertPolicies } from '../policy/policy-store.ts'
import { deleteErasedSuppressions, selectIdentifiers, upsertSuppressions } from './suppression-store.ts'

/**
 * Somebody whose data are erased is sent no marketing afterwards: the keyed hash of each identifier stays, and finds them when
 * a list brings them back. Called before the identifiers go.
 */
export async function suppressErased(
  tx: WorkerTransaction,
  secrets: CoreContext['secrets'],
  { accountId, contactId }: { accountId: string; contactId: string },
): Promise<void> {
  const hash = createIdentifierHash(secrets)
  const hashes = new Set((await selectIdentifiers(tx, [{ accountId, contactId }])).map((one) => hash(accountId, one)))
  if (hashes.size === 0) return
  const nothing = { kind: null, value: null, note: null, until: null }
  const row = {
    accountId,
    ...nothing,
    scope: 'marketing' as const,
    reason: 'erased',
    createdAt: new Date().toISOString(),
  }
  await upsertSuppressions(
    tx,
    [...hashes].map((one) => ({ ...row, id: newId(), hash: one })),
  )
  if ((await insertPolicies(tx, [accountId])).length > 0) tx.notify('policies', accountId)
}

/** A person who agrees anew after their data were erased may be written to again. */
export const createErasureReaction = (secrets: () => CoreContext['secrets']): Reaction =>
  reaction({
    name: 'suppressions of the erased',
    types: ['contact.consent_changed'],
    async react(tx, facts) {
      const agreed = facts.filter(({ data }) => data.after === 'opted_in')
      if (agreed.length === 0) return
      const hash = createIdentifierHash(secrets())
      const identifiers = await selectIdentifiers(
        tx,
        agreed.map(({ accountId, data: { contactId } }) => ({ accountId, contactId })),
      )
      await deleteErasedSuppressions(
        tx,
        identifiers.map((one) => ({ accountId: one.accountId, hash: hash(one.accountId, one) })),
      )
    },
  })
