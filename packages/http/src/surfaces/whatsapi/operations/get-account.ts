import { countSent } from '@dawk/core/messaging/messages/message-store.ts'
import { findDialectEndpoint } from '@dawk/core/webhooks/endpoints/endpoints.ts'
import { operation } from '#operations/operation.ts'
import { ProfileReply } from '../schemas.ts'

export const getAccount = operation({
  route: 'GET /auth/me',
  tag: 'Account',
  scope: 'account:read',
  summary: 'Get the account',
  description: 'Its key is not shown.',
  reply: { 200: ProfileReply },
  async handle({ ctx, caller, principal }) {
    const { account, number } = principal
    const messagesSent = await countSent(ctx.core, caller)
    const endpoint = await findDialectEndpoint(ctx.core, caller, 'whatsapi')
    return {
      success: true as const,
      data: {
        name: account.name,
        email: account.email,
        plan: account.plan,
        messagesSent,
        byocConfigured: number !== null && !number.sandbox,
        webhookUrl: endpoint?.url ?? null,
      },
    }
  },
})
