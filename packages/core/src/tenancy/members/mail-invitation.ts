import type { CoreContext } from '#context.ts'
import { GatewayError } from '#platform/errors.ts'
import type { Mailer } from '#platform/mailer.ts'
import { invitationBounds, takeAttempt } from '../sign-in/attempts.ts'
import type { Invitation } from './invitation.ts'

/**
 * Mails the link. `failed`: the mail server did not take it, or the account has had so many mails written that it must
 * wait; the invitation is good all the same. `off`: this installation sends no mail. `host` is in whose name
 * it is written; absent: that of Dawk.
 */
export async function mailInvitation(
  ctx: Pick<CoreContext, 'worker' | 'secrets'>,
  mailer: Mailer | null,
  { accountId, email, role }: Invitation,
  { accountName, link, host = 'Dawk' }: { accountName: string; link: string; host?: string },
): Promise<'sent' | 'failed' | 'off'> {
  if (!mailer) return 'off'
  if (!(await mayWrite(ctx, accountId, email))) return 'failed'
  const [name, where] = [asData(accountName), asData(host)]
  const text = `You are invited to join the account "${name}" at ${where} as ${role}. To accept, open this link within seven days:\n\n${link}\n`
  return (await mailer.send({ to: email, subject: `You are invited to "${name}" at ${where}`, text }))
    ? 'sent'
    : 'failed'
}

const longestName = 80

/** A name is whatever its owner typed: in a mail it is one line, and holds nothing that becomes a link or ends the quotes. */
const asData = (name: string): string =>
  name
    .toWellFormed()
    .replaceAll(/[\p{C}\s]+/gu, ' ')
    .replaceAll(/["“”«»<>]/g, "'")
    .replaceAll(/[:/\\@.]+(?=\S)/g, ' ')
    .trim()
    .slice(0, longestName)

async function mayWrite(
  ctx: Pick<CoreContext, 'worker' | 'secrets'>,
  accountId: string,
  email: string,
): Promise<boolean> {
  try {
    await takeAttempt(ctx, invitationBounds(accountId, email))
    return true
  } catch (error) {
    if (error instanceof GatewayError && error.code === 'rate_limited') return false
    throw error
  }
}
