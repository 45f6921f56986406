import type { Queryable } from '#platform/database/database.ts'
import type { Actor } from '../audit/actor.ts'
import type { AuditAction } from '../audit/catalogue.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { selectMemberships } from '../members/member-repository.ts'

/** `itself`: the person, as the member that they are in each account. */
export type PersonActor = Actor | { itself: true; ip: string | null; requestId: string | null }

type PersonAction = Extract<AuditAction, `password.${string}` | `two_factor.${string}`>

/** What a person does to their own credentials concerns every account that they are a member of: told in each. */
export async function auditPerson(
  tx: Queryable,
  personId: string,
  by: PersonActor,
  action: PersonAction,
): Promise<void> {
  for (const { id, accountId, email } of await selectMemberships(tx, personId)) {
    const actor: Actor = 'itself' in by ? { kind: 'member', id, name: email, ip: by.ip, requestId: by.requestId } : by
    await recordAudit(tx, { accountId, by: actor, action, targetId: id, before: null, after: null })
  }
}
