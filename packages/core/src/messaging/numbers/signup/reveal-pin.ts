import type { CoreContext } from '#context.ts'
import type { Actor } from '#tenancy/audit/actor.ts'
import { recordAudit } from '#tenancy/audit/record-audit.ts'
import { signupPinAad } from './number-signup.ts'
import { selectPin } from './signup-repository.ts'

/** The PIN of a number's two-step verification: who moves the number away from here needs it at Meta. */
export interface NumberPin {
  /** Six digits. */
  pin: string
  /** It was made here, for none was given. */
  generated: boolean
}

/** Recorded before it is told; null: none is stored. */
export function revealPin(
  { db, secrets }: Pick<CoreContext, 'db' | 'secrets'>,
  accountId: string,
  phoneNumberId: string,
  by: Actor,
): Promise<NumberPin | null> {
  return db.asAccounts([accountId], async (tx) => {
    const stored = await selectPin(tx, accountId, phoneNumberId)
    if (stored === null) return null
    await recordAudit(tx, {
      accountId,
      by,
      action: 'number_signup.pin_revealed',
      targetId: phoneNumberId,
      before: null,
      after: { generated: stored.generated },
    })
    return { pin: secrets.open(stored.cipher, signupPinAad(accountId, phoneNumberId)), generated: stored.generated }
  })
}
