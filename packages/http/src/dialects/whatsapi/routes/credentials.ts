import { connectNumber } from '@dawk/core/numbers/connect-number.ts'
import { disconnectNumber } from '@dawk/core/numbers/disconnect-number.ts'
import { verifyNumber } from '@dawk/core/numbers/verify-number.ts'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { HttpContext } from '../../../context.ts'
import { principalOf } from '../auth.ts'
import { CredentialsBody, CredentialsReply, VerificationReply } from '../schemas.ts'

/** `PUT`, `DELETE` and `POST …/verify` of `/auth/me/credentials`: the account's own number at Meta. */
export const credentials: FastifyPluginAsyncTypebox<{ ctx: HttpContext }> = async (app, { ctx }) => {
  app.put(
    '/auth/me/credentials',
    { schema: { body: CredentialsBody, response: { 200: CredentialsReply } } },
    async (request) => {
      const accountId = principalOf(request).account.id
      const { whatsappAccessToken: accessToken, whatsappPhoneNumberId, whatsappAppSecret: appSecret } = request.body
      const wanted = {
        accessToken,
        phoneNumberId: whatsappPhoneNumberId,
        ...(appSecret !== undefined && { appSecret }),
      }
      await connectNumber(ctx.core, accountId, wanted)
      ctx.authenticator.forget(accountId)
      return { success: true as const, data: { byocConfigured: true, whatsappPhoneNumberId } }
    },
  )

  app.delete('/auth/me/credentials', { schema: { response: { 200: CredentialsReply } } }, async (request) => {
    const accountId = principalOf(request).account.id
    await disconnectNumber(ctx.core, accountId)
    ctx.authenticator.forget(accountId)
    return { success: true as const, data: { byocConfigured: false, whatsappPhoneNumberId: null } }
  })

  app.post('/auth/me/credentials/verify', { schema: { response: { 200: VerificationReply } } }, async (request) => {
    const { number } = await verifyNumber(ctx.core, principalOf(request).account.id)
    const { phoneNumberId, displayPhoneNumber, verifiedName } = number
    const data = { verified: true, whatsappPhoneNumberId: phoneNumberId, displayPhoneNumber, verifiedName }
    return { success: true as const, data }
  })
}
