import { GatewayError } from '@dawk/core/platform/errors.ts'
import { operator } from '@dawk/core/tenancy/audit/actor.ts'
import { createReset } from '@dawk/core/tenancy/sign-in/password/reset-password.ts'
import { dropTwoFactor } from '@dawk/core/tenancy/sign-in/second-factor/two-factor.ts'
import { operatorCommand } from './command.ts'
import { email } from './options.ts'

const passwordLink = operatorCommand({
  name: 'password-link',
  summary: 'Prints a password-reset link for someone who cannot receive e-mail. Previous links stop working.',
  options: { email },
  async run(ctx, { email: address }) {
    const token = await createReset(ctx, address, false)
    if (token === null) throw new GatewayError('not_found', `Nobody signs in as ${address}`)
    return `Works once, for an hour: <the gateway's address>/reset-password#${token}`
  },
})

const twoFactorOff = operatorCommand({
  name: 'two-factor-off',
  summary:
    'Disables two-factor authentication for someone who lost their device and recovery codes. Verify their identity first.',
  options: { email },
  async run(ctx, { email: address }) {
    if (!(await dropTwoFactor(ctx, address, operator)))
      throw new GatewayError('not_found', `Nobody with a second factor signs in as ${address}`)
    return `${address} signs in with the password alone; all sessions have ended`
  },
})

export const peopleCommands = [passwordLink, twoFactorOff]
