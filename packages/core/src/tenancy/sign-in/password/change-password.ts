import type { CoreContext } from '#context.ts'
import { GatewayError } from '#platform/errors.ts'
import { rejectField } from '#tenancy/members/member.ts'
import { auditPerson } from '../audit-person.ts'
import { lockPerson, updatePassword } from '../person-store.ts'
import { confirmPassword, type OwnSession } from '../second-factor/two-factor.ts'
import { endSessions, type OpenedSession, renewSession } from '../sessions/sessions.ts'
import { checkNewPassword, hashPassword } from './password.ts'
import { deleteResets } from './reset-store.ts'

/**
 * Ends the person's other sessions and links to reset the password, and renews this session.
 * @throws GatewayError `invalid_request` naming the password that is wrong or not good enough; `rate_limited`
 */
export async function changePassword(
  ctx: Pick<CoreContext, 'worker' | 'secrets'>,
  session: OwnSession,
  { currentPassword, newPassword }: { currentPassword: string; newPassword: string },
): Promise<OpenedSession> {
  const person = await confirmPassword(ctx, session, currentPassword, 'currentPassword')
  checkNewPassword(newPassword, person.email, 'newPassword')
  if (newPassword === currentPassword) throw rejectField('newPassword', 'must be another than the current one')
  const hash = await hashPassword(newPassword)
  return ctx.worker.transaction(async (tx) => {
    const now = await lockPerson(tx, person.id)
    if (now?.credentials !== person.credentials)
      throw new GatewayError('conflict', 'Password or second factor were changed meanwhile.')
    await updatePassword(tx, person.id, hash)
    await deleteResets(tx, person.id)
    await auditPerson(tx, person.id, session.by, 'password.changed')
    await endSessions(tx, person.id, session.id, session.by)
    return renewSession(tx, session)
  })
}
