import type { CoreContext } from '#context.ts'
import { defaultPriority, type SourcePriority } from '#messaging/identities/source-priority.ts'
import { selectPriority } from '#messaging/identities/source-priority-store.ts'
import { type FieldProblem, GatewayError } from '#platform/errors.ts'
import { assertScope, type Caller } from '#tenancy/access/caller.ts'
import { updatePriority } from './contact-settings-store.ts'

export interface ContactSettings {
  /** Families of sources, the most believed ones first; those of one group are believed alike. */
  sourcePriority: SourcePriority
}

export const getContactSettings = (
  ctx: Pick<CoreContext, 'read'>,
  { accountId }: Pick<Caller, 'accountId'>,
): Promise<ContactSettings> =>
  ctx.read({ accountId }, async (db) => ({ sourcePriority: (await selectPriority(db, accountId)) ?? defaultPriority }))

/**
 * Null: the order that Dawk has by itself. It holds for writes and merges from now on; what contacts have stays.
 * @throws GatewayError `invalid_request`
 */
export async function updateContactSettings(
  ctx: Pick<CoreContext, 'transaction'>,
  caller: Caller,
  { sourcePriority }: { sourcePriority: SourcePriority | null },
): Promise<ContactSettings> {
  assertScope(caller, 'contacts:write')
  const details = repeatedFamilies(sourcePriority ?? [])
  if (details.length > 0) throw new GatewayError('invalid_request', 'Validation failed.', { details })
  const { accountId } = caller
  return ctx.transaction(caller, async (tx) => {
    const before = (await selectPriority(tx, accountId)) ?? defaultPriority
    await updatePriority(tx, accountId, sourcePriority)
    const after = sourcePriority ?? defaultPriority
    await tx.audit('contact_settings.changed', accountId, {
      before: { sourcePriority: before },
      after: { sourcePriority: after },
    })
    return { sourcePriority: after }
  })
}

function repeatedFamilies(priority: SourcePriority): FieldProblem[] {
  const seen = new Set<string>()
  return priority.flatMap((group, rank) =>
    group.flatMap((family, place) => {
      const isRepeated = seen.has(family)
      seen.add(family)
      return isRepeated ? [{ field: `sourcePriority.${rank}.${place}`, message: `repeats ${family}` }] : []
    }),
  )
}
