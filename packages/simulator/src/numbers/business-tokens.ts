import type { Clock } from '../clock.ts'
import type { Random } from '../random.ts'

const codeLifeMs = 30_000

/** What a sign-up granted, where it differs from everything of the one account to the app of its numbers. */
export interface Grant {
  readonly wabaId: string
  readonly appId?: string
  readonly scopes?: readonly string[]
  /** Accounts that the scopes cover. */
  readonly targetIds?: readonly string[]
  /** Epoch seconds; 0: never. */
  readonly expiresAt?: number
}

/** What embedded sign-up hands out: codes that live 30 seconds and count once, and the tokens they are exchanged for. */
export function createBusinessTokens(clock: Clock, random: Random) {
  const codes = new Map<string, { grant: Grant; until: number; used: boolean }>()
  const tokens = new Map<string, Grant>()
  return {
    newCode(grant: Grant): string {
      const code = `AQ${random.bytes(48).toString('base64url')}`
      codes.set(code, { grant, until: clock.now() + codeLifeMs, used: false })
      return code
    },
    /** What a code was given for; it is used up by asking. */
    takeCode(code: string): Grant | 'unknown' | 'used' | 'expired' {
      const token = codes.get(code)
      if (!token) return 'unknown'
      if (token.used) return 'used'
      if (token.until <= clock.now()) return 'expired'
      token.used = true
      return token.grant
    },
    issue(grant: Grant): string {
      const token = `EAAbusiness${random.bytes(60).toString('base64url')}`
      tokens.set(token, grant)
      return token
    },
    grantOf: (token: string) => tokens.get(token),
    wabaOf: (token: string) => tokens.get(token)?.wabaId,
    reset(): void {
      codes.clear()
      tokens.clear()
    },
  }
}

export type BusinessTokens = ReturnType<typeof createBusinessTokens>
