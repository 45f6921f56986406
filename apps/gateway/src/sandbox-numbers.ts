import { createHmac } from 'node:crypto'
import type { SandboxNumber } from '@dawk/core/messaging/numbers/sandbox-number.ts'
import type { SecretBox } from '@dawk/core/platform/secrets.ts'

/**
 * What follows from the secret key: the verify token, and the same number for the same account each time. Each account has
 * an app of its own there, so that who knows the secret of one signs for no other.
 */
export function createSandboxNumbers(secrets: SecretBox) {
  const pepper = secrets.pepper('sandbox')
  const derive = (what: string) => createHmac('sha256', pepper).update(what).digest('hex')
  const appSecretOf = (accountId: string) => derive(`app|${accountId}`).slice(0, 32)

  function numberOf({ id, name }: { id: string; name: string }): SandboxNumber {
    const appSecret = appSecretOf(id)
    const subscriber = digitsOf(derive(`phone|${id}`), 7)
    return {
      phoneNumberId: `1${digitsOf(derive(`number|${id}`), 14)}`,
      wabaId: `2${digitsOf(derive(`waba|${id}`), 14)}`,
      displayPhoneNumber: `+1 555 ${subscriber.slice(0, 3)} ${subscriber.slice(3)}`,
      verifiedName: name,
      accessToken: `EAAsandbox${derive(`token|${id}`).slice(0, 40)}`,
      appSecret,
      appFingerprint: secrets.fingerprint(appSecret),
    }
  }

  return { appSecretOf, verifyToken: derive('verify-token').slice(0, 32), numberOf }
}

export type SandboxNumbers = ReturnType<typeof createSandboxNumbers>

const digitsOf = (hex: string, count: number): string =>
  (BigInt(`0x${hex}`) % 10n ** BigInt(count)).toString().padStart(count, '0')
