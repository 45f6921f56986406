import type { CoreContext } from '#context.ts'
import { trustedCaller } from '../access/caller.ts'
import type { Actor } from '../audit/actor.ts'
import type { Delegation } from './delegation.ts'

interface DelegatedUse {
  accountId: string
  /** The key or the token, and the request. */
  actor: Actor
  delegation: Delegation
  /** As `GET /v1/contacts`: without what stands in the place of its parameters. */
  operation: string
}

/** What a partner does within an account stands in the logs of both, under one id of the request, before it is done. */
export async function recordDelegatedUse(
  { worker }: Pick<CoreContext, 'worker'>,
  { accountId, actor, delegation: { partnerId, reason, onBehalfOf }, operation }: DelegatedUse,
): Promise<void> {
  const after = { operation, reason, onBehalfOf, impersonatedBy: partnerId }
  await worker.transaction(async (tx) => {
    await tx.as(trustedCaller(accountId, actor)).audit('partner.acted', partnerId, { before: null, after })
    await tx.as(trustedCaller(partnerId, actor)).audit('child_account.acted_in', accountId, { before: null, after })
  })
}
