import { generateSecret, generateURI, verifySync } from 'otplib'

const toleranceSeconds = 30

export const createTotpSecret = (): string => generateSecret()

/** What authenticators read from a QR code. */
export const totpUri = (secret: string, email: string): string => generateURI({ issuer: 'Dawk', label: email, secret })

/**
 * Which 30 seconds since the epoch the code belongs to, RFC 6238; null: it is wrong. Those before and after the present
 * ones count, for clocks that are not quite right.
 */
export function totpStep(secret: string, code: string, nowSeconds = Math.floor(Date.now() / 1000)): number | null {
  const result = verifySync({ secret, token: code, epoch: nowSeconds, epochTolerance: toleranceSeconds })
  return result.valid && 'timeStep' in result ? result.timeStep : null
}
