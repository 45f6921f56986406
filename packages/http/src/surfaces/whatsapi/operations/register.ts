import { withSandboxNumber } from '@dawk/core/messaging/numbers/sandbox-number.ts'
import { GatewayError } from '@dawk/core/platform/errors.ts'
import { registerAccount } from '@dawk/core/tenancy/accounts/register-account.ts'
import { isRegistrationCode, writeRegistrationMail } from '@dawk/core/tenancy/accounts/registration-code.ts'
import { system } from '@dawk/core/tenancy/audit/actor.ts'
import { addressKey } from '#auth/rate-limit.ts'
import type { OperationContext } from '#context.ts'
import { operation } from '#operations/operation.ts'
import { RegisterBody, RegisterReply } from '../schemas.ts'

export const register = operation({
  route: 'POST /auth/register',
  tag: 'Account',
  scope: 'open',
  refuses: ['forbidden', 'conflict'],
  summary: 'Make an account and its key',
  description:
    'The key is shown once. Five requests a minute for each address. The operator decides who may register: 403 says what is ' +
    'missing, such as the `code` that was mailed to the address.',
  body: RegisterBody,
  reply: { 201: RegisterReply },
  async handle({ ctx, body: { name, email, code }, request: { ip, id } }) {
    await assertMayRegister(ctx, { email, code, ip })
    const by = { ...system, ip, requestId: id }
    const numberOf = ctx.registerSandbox
    const provision = numberOf ? { provision: withSandboxNumber(ctx.core.secrets, numberOf) } : {}
    const { account, apiKey } = await registerAccount(ctx.core, { name, email, by, ...provision })
    return { success: true as const, data: { apiKey, plan: account.plan } }
  },
})

interface Registrant {
  email: string
  code: string | undefined
  ip: string
}

/** @throws GatewayError `forbidden`, alike whether the address has an account or not */
async function assertMayRegister(
  ctx: Pick<OperationContext, 'core' | 'mailer' | 'registration'>,
  { email, code, ip }: Registrant,
): Promise<void> {
  const { registration, mailer, core } = ctx
  if (registration === 'open') return
  if (registration === 'closed')
    throw new GatewayError('forbidden', 'Registration is closed here: whoever runs this installation creates accounts.')
  if (code !== undefined) {
    if (isRegistrationCode(core.secrets, code, email, registration)) return
    throw new GatewayError('forbidden', 'The code is not for this address, or its time is over.')
  }
  if (registration === 'invitation' || mailer === null)
    throw new GatewayError(
      'forbidden',
      'Registration is by invitation: send the code of whoever runs this installation as `code`.',
    )
  const mail = await writeRegistrationMail(core, email, addressKey(ip))
  setImmediate(() => void mailer.send(mail))
  throw new GatewayError('forbidden', 'A code was mailed to this address: send the request again with it as `code`.')
}
