import { connectNumber } from '@dawk/core/messaging/numbers/connect-number.ts'
import { assertMayManageNumbers } from '@dawk/core/tenancy/access/principal.ts'
import { operation } from '#operations/operation.ts'
import { CredentialsBody, CredentialsReply } from '../schemas.ts'

export const saveCredentials = operation({
  route: 'PUT /auth/me/credentials',
  tag: 'Credentials',
  scope: 'numbers:write',
  refuses: ['not_found', 'conflict'],
  summary: 'Save the credentials of your number',
  description: 'Verify them afterwards: a number receives messages once its token has read it at Meta.',
  body: CredentialsBody,
  reply: { 200: CredentialsReply },
  async handle({ ctx, caller, body }) {
    assertMayManageNumbers(caller)
    const { whatsappAccessToken: accessToken, whatsappPhoneNumberId, whatsappAppSecret: appSecret } = body
    const credentials = {
      accessToken,
      phoneNumberId: whatsappPhoneNumberId,
      ...(appSecret !== undefined && { appSecret }),
    }
    await connectNumber(ctx.core, caller, credentials)
    return { success: true as const, data: { byocConfigured: true, whatsappPhoneNumberId } }
  },
})
