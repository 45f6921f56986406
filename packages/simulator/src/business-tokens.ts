import { randomBytes } from 'node:crypto'
import type { Clock } from './clock.ts'

const codeLifeMs = 30_000

/** What embedded sign-up hands out: codes that live 30 seconds and count once, and the tokens they are exchanged for. */
export function createBusinessTokens(clock: Clock) {
  const codes = new Map<string, { wabaId: string; until: number }>()
  const tokens = new Map<string, string>()
  return {
    newCode(wabaId: string): string {
      const code = `AQ${randomBytes(48).toString('base64url')}`
      codes.set(code, { wabaId, until: clock.now() + codeLifeMs })
      return code
    },
    /** The account a live code was given for; the code is used up by asking. */
    takeCode(code: string): string | undefined {
      const found = codes.get(code)
      codes.delete(code)
      return found && found.until > clock.now() ? found.wabaId : undefined
    },
    issue(wabaId: string): string {
      const token = `EAAbusiness${randomBytes(60).toString('base64url')}`
      tokens.set(token, wabaId)
      return token
    },
    wabaOf: (token: string) => tokens.get(token),
    reset(): void {
      codes.clear()
      tokens.clear()
    },
  }
}

export type BusinessTokens = ReturnType<typeof createBusinessTokens>
