import { withSandboxNumber } from '@dawk/core/messaging/numbers/sandbox-number.ts'
import { registerAccount } from '@dawk/core/tenancy/accounts/register-account.ts'
import { system } from '@dawk/core/tenancy/audit/actor.ts'
import { operation } from '#operations/operation.ts'
import { RegisterBody, RegisterReply } from '../schemas.ts'

export const register = operation({
  route: 'POST /auth/register',
  tag: 'Account',
  scope: 'open',
  refuses: ['conflict'],
  summary: 'Make an account and its key',
  description: 'The key is shown once. Five requests a minute for each address.',
  body: RegisterBody,
  reply: { 201: RegisterReply },
  async handle({ ctx, body: { name, email }, request: { ip, id } }) {
    const by = { ...system, ip, requestId: id }
    const numberOf = ctx.registerSandbox
    const provision = numberOf ? { provision: withSandboxNumber(ctx.core.secrets, numberOf) } : {}
    const { account, apiKey } = await registerAccount(ctx.core, { name, email, by, ...provision })
    return { success: true as const, data: { apiKey, plan: account.plan } }
  },
})
