import { trustedCaller } from '../access/caller.ts'
import type { Actor } from '../audit/actor.ts'
import type { AuditAction } from '../audit/catalogue.ts'
import { selectMemberships } from '../members/member-store.ts'
import type { WorkerTransaction } from '../unit-of-work.ts'

/** `itself`: the person, as the member that they are in each account. */
export type PersonActor = Actor | { itself: true; ip: string | null; requestId: string | null }

type PersonAction = Extract<AuditAction, `password.${string}` | `two_factor.${string}`>

/** What a person does to their own credentials concerns every account that they are a member of: told in each. */
export async function auditPerson(
  tx: WorkerTransaction,
  personId: string,
  by: PersonActor,
  action: PersonAction,
): Promise<void> {
  for (const { id, accountId, email } of await selectMemberships(tx, personId)) {
    const actor: Actor = 'itself' in by ? { kind: 'member', id, name: email, ip: by.ip, requestId: by.requestId } : by
    await tx.as(trustedCaller(accountId, actor)).audit(action, id, { before: null, after: null })
  }
}
