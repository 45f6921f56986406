import { connectNumber } from '@dawk/core/messaging/numbers/connect-number.ts'
import { disconnectNumber } from '@dawk/core/messaging/numbers/disconnect-number.ts'
import { refuseFailing, verifyNumber } from '@dawk/core/messaging/numbers/verify/verify-number.ts'
import { assertMayManageNumbers } from '@dawk/core/tenancy/access/principal.ts'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import type { HttpContext } from '#context.ts'
import { actorOf, principalOf } from '../auth.ts'
import { operation } from '../operation.ts'
import { CredentialsBody, CredentialsReply, VerificationReply } from '../schemas.ts'

/** `PUT`, `DELETE` and `POST …/verify` of `/auth/me/credentials`: the account's own number at Meta. */
export const credentials: FastifyPluginAsyncTypebox<{ ctx: HttpContext }> = async (app, { ctx }) => {
  app.put(
    '/auth/me/credentials',
    operation(
      {
        operationId: 'saveCredentials',
        tag: 'Credentials',
        summary: 'Save the credentials of your number',
        description: 'Verify them afterwards: a number receives messages once its token has read it at Meta.',
        scope: 'numbers:write',
        refusals: [404, 409],
      },
      { body: CredentialsBody, response: { 200: CredentialsReply } },
    ),
    async (request) => {
      const accountId = managerOf(request)
      const { whatsappAccessToken: accessToken, whatsappPhoneNumberId, whatsappAppSecret: appSecret } = request.body
      const wanted = {
        accessToken,
        phoneNumberId: whatsappPhoneNumberId,
        ...(appSecret !== undefined && { appSecret }),
      }
      await connectNumber(ctx.core, accountId, wanted, actorOf(request))
      ctx.authenticator.forget(accountId)
      return { success: true as const, data: { byocConfigured: true, whatsappPhoneNumberId } }
    },
  )

  app.delete(
    '/auth/me/credentials',
    operation(
      {
        operationId: 'removeCredentials',
        tag: 'Credentials',
        summary: 'Remove the credentials',
        scope: 'numbers:write',
        refusals: [404, 409],
      },
      { response: { 200: CredentialsReply } },
    ),
    async (request) => {
      const accountId = managerOf(request)
      await disconnectNumber(ctx.core, accountId, actorOf(request))
      ctx.authenticator.forget(accountId)
      return { success: true as const, data: { byocConfigured: false, whatsappPhoneNumberId: null } }
    },
  )

  app.post(
    '/auth/me/credentials/verify',
    operation(
      {
        operationId: 'verifyCredentials',
        tag: 'Credentials',
        summary: 'Verify the credentials at Meta',
        description: 'What Meta says is wrong is a 400 in its words.',
        scope: 'numbers:write',
        refusals: [404, 409],
      },
      { response: { 200: VerificationReply } },
    ),
    async (request) => {
      const verification = await verifyNumber(ctx.numberSetup, managerOf(request), null, actorOf(request))
      refuseFailing(verification)
      const { phoneNumberId, displayPhoneNumber, verifiedName } = verification.number
      const data = { verified: true, whatsappPhoneNumberId: phoneNumberId, displayPhoneNumber, verifiedName }
      return { success: true as const, data }
    },
  )
}

/** The account whose number it is. */
function managerOf(request: FastifyRequest): string {
  const principal = principalOf(request)
  assertMayManageNumbers(principal)
  return principal.account.id
}
