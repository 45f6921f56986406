import { refuseFailing, verifyNumber } from '@dawk/core/messaging/numbers/verify/verify-number.ts'
import { assertMayManageNumbers } from '@dawk/core/tenancy/access/principal.ts'
import { operation } from '#operations/operation.ts'
import { VerificationReply } from '../schemas.ts'

export const verifyCredentials = operation({
  route: 'POST /auth/me/credentials/verify',
  tag: 'Credentials',
  scope: 'numbers:write',
  refuses: ['not_found', 'conflict'],
  summary: 'Verify the credentials at Meta',
  description: 'What Meta says is wrong is a 400 in its words.',
  reply: { 200: VerificationReply },
  async handle({ ctx, caller }) {
    assertMayManageNumbers(caller)
    const verification = await verifyNumber(ctx.numberSetup, caller, null)
    refuseFailing(verification)
    const { phoneNumberId, displayPhoneNumber, verifiedName } = verification.number
    const data = { verified: true, whatsappPhoneNumberId: phoneNumberId, displayPhoneNumber, verifiedName }
    return { success: true as const, data }
  },
})
