import type { Invitation } from '@dawk/core/tenancy/members/invitation.ts'
import type { ShownInvitation } from '@dawk/core/tenancy/members/invitations.ts'
import { mailInvitation } from '@dawk/core/tenancy/members/mail-invitation.ts'
import { findOwnPartner } from '@dawk/core/tenancy/partners/own-partner.ts'
import Type from 'typebox'
import type { OperationContext } from '#context.ts'
import { Id, NullableInstant } from '#resources/schemas.ts'
import { RoleName } from '#resources/session-schemas.ts'

export const InvitationView = Type.Object({
  id: Id,
  email: Type.String(),
  role: RoleName,
  state: Type.String({ description: 'open, accepted, revoked or expired.' }),
  createdAt: Type.String({ format: 'date-time' }),
  expiresAt: Type.String({ format: 'date-time' }),
  acceptedAt: NullableInstant,
  revokedAt: NullableInstant,
})

export const Shown = Type.Object({
  ...InvitationView.properties,
  token: Type.String({ description: 'What accepting needs. Shown now and never again.' }),
  link: Type.String({ description: 'The page of this host that accepts it; the token stands behind the #.' }),
  mail: Type.Unsafe<'sent' | 'failed' | 'off'>({
    type: 'string',
    enum: ['sent', 'failed', 'off'],
    description:
      'Whether the link was mailed; `failed`: hand it over yourself, the mail server refused it or the account had too many mails written; `off`: this installation sends no mail.',
  }),
})

export const Token = Type.String({ minLength: 1, maxLength: 100 })

/** The invitation with its link, which is mailed where the installation sends mail. */
export async function showInvitation(
  ctx: Pick<OperationContext, 'core' | 'mailer' | 'publicUrl'>,
  accountName: string,
  { invitation, token }: ShownInvitation,
) {
  const link = `${ctx.publicUrl()}/accept-invitation#${token}`
  const host = (await findOwnPartner(ctx.core, invitation))?.partner.name // its customers see the partner, not this installation
  const words = { accountName, link, ...(host !== undefined && { host }) }
  const mail = await mailInvitation(ctx.core, ctx.mailer, invitation, words)
  return { ...toInvitationView(invitation), token, link, mail }
}

export const toInvitationView = ({ accountId: _, ...invitation }: Invitation) => invitation
