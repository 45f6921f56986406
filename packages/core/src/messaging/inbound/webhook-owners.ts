import type { CoreContext } from '#context.ts'
import type { Queryable } from '#platform/database/database.ts'
import type { NumberRow } from '../numbers/number.ts'
import type { NumberDirectory } from '../numbers/number-directory.ts'

/** What a part of a webhook names: one number, or, when it names none, a whole business account. */
export interface WebhookSubject {
  phoneNumberId: string | null
  wabaId: string
  /** Names a number of the business account where there is no id. */
  displayPhoneNumber: string | null
}

/** The numbers here that a part of a webhook speaks of; of a business account one number of each of our accounts. */
export type OwnersOf = (appFingerprint: string, subject: WebhookSubject) => NumberRow[]

type OwnerContext = Pick<CoreContext, 'operatorAppFingerprint'> & { numbers: NumberDirectory }

export async function findOwners(
  ctx: OwnerContext,
  tx: Queryable,
  subjects: readonly WebhookSubject[],
): Promise<OwnersOf> {
  const phoneNumberIds = new Set(subjects.flatMap(({ phoneNumberId }) => phoneNumberId ?? []))
  const wabaIds = new Set(
    subjects.flatMap(({ phoneNumberId, wabaId }) => (phoneNumberId === null && wabaId ? wabaId : [])),
  )
  const numbers = await ctx.numbers.byPhoneNumberId([...phoneNumberIds], tx)
  const ofBusinesses = await ctx.numbers.byWabaId([...wabaIds], tx)
  return (appFingerprint, { phoneNumberId, wabaId, displayPhoneNumber }) => {
    const one = phoneNumberId === null ? undefined : numbers.get(phoneNumberId)
    const candidates = one ? [one] : phoneNumberId === null ? (ofBusinesses.get(wabaId) ?? []) : []
    const speaking = candidates.filter((number) => speaksFor(ctx, appFingerprint, number))
    return onePerAccount(
      speaking.toSorted((a, b) => Number(isShownAs(b, displayPhoneNumber)) - Number(isShownAs(a, displayPhoneNumber))),
    )
  }
}

/** Whether the number is the one that a notification names by its digits. */
export function isShownAs({ displayPhoneNumber }: NumberRow, named: string | null): boolean {
  const digitsOf = (text: string) => text.replace(/\D/g, '')
  return named !== null && displayPhoneNumber !== null && digitsOf(displayPhoneNumber) === digitsOf(named)
}

function onePerAccount(numbers: readonly NumberRow[]): NumberRow[] {
  const owners = new Map<string, NumberRow>()
  for (const number of numbers) if (!owners.has(number.accountId)) owners.set(number.accountId, number)
  return [...owners.values()]
}

/** An account that brought its own app could otherwise sign for the numbers of others. */
function speaksFor(ctx: OwnerContext, fingerprint: string, number: NumberRow): boolean {
  return fingerprint === (number.appFingerprint ?? ctx.operatorAppFingerprint)
}
