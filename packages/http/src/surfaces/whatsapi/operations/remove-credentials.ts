import { disconnectNumber } from '@dawk/core/messaging/numbers/disconnect-number.ts'
import { assertMayManageNumbers } from '@dawk/core/tenancy/access/principal.ts'
import { operation } from '#operations/operation.ts'
import { CredentialsReply } from '../schemas.ts'

export const removeCredentials = operation({
  route: 'DELETE /auth/me/credentials',
  tag: 'Credentials',
  scope: 'numbers:write',
  refuses: ['not_found', 'conflict'],
  summary: 'Remove the credentials',
  reply: { 200: CredentialsReply },
  async handle({ ctx, caller }) {
    assertMayManageNumbers(caller)
    await disconnectNumber(ctx.core, caller)
    return { success: true as const, data: { byocConfigured: false, whatsappPhoneNumberId: null } }
  },
})
