import type { Queryable } from '#platform/database/database.ts'
import { idleSeconds } from './sessions/session.ts'

/** Removes what is over: it is refused already, this is for room. */
export async function expireSignIns(worker: Queryable): Promise<void> {
  await worker.query(
    `delete from sessions where expires_at < now() or last_seen_at < now() - make_interval(secs => ${idleSeconds})`,
  )
  await worker.query('delete from password_resets where expires_at < now()')
  await worker.query('delete from sign_in_attempts where ends_at < now()')
  // Whom nothing has kept for a month: neither a membership nor an invitation to come back.
  await worker.query(
    `delete from people p where p.created_at < now() - interval '30 days'
        and not exists (select from members m where m.person_id = p.id)
        and not exists (select from invitations i where i.email = p.email and i.accepted_at is null and i.revoked_at is null)`,
  )
}
