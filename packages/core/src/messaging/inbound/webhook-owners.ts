import type { CoreContext } from '#context.ts'
import type { Queryable } from '#platform/database/database.ts'
import type { NumberRow } from '../numbers/number.ts'
import type { NumberDirectory } from '../numbers/number-directory.ts'

/** Whom a part of a webhook speaks of: one number, or, when it names none, a whole business account. */
export interface Named {
  phoneNumberId: string | null
  wabaId: string
}

/** The numbers here that a part of a webhook speaks of; of a business account one number of each of our accounts. */
export type OwnersOf = (appFingerprint: string, named: Named) => NumberRow[]

type OwnerContext = Pick<CoreContext, 'operatorAppFingerprint'> & { numbers: NumberDirectory }

export async function findOwners(ctx: OwnerContext, tx: Queryable, named: readonly Named[]): Promise<OwnersOf> {
  const phoneNumberIds = new Set(named.flatMap(({ phoneNumberId }) => phoneNumberId ?? []))
  const wabaIds = new Set(
    named.flatMap(({ phoneNumberId, wabaId }) => (phoneNumberId === null && wabaId ? wabaId : [])),
  )
  const numbers = await ctx.numbers.byPhoneNumberId([...phoneNumberIds], tx)
  const ofBusinesses = await ctx.numbers.byWabaId([...wabaIds], tx)
  return (appFingerprint, { phoneNumberId, wabaId }) => {
    const one = phoneNumberId === null ? undefined : numbers.get(phoneNumberId)
    const candidates = one ? [one] : phoneNumberId === null ? (ofBusinesses.get(wabaId) ?? []) : []
    return onePerAccount(candidates.filter((number) => speaksFor(ctx, appFingerprint, number)))
  }
}

const onePerAccount = (numbers: readonly NumberRow[]) => [
  ...new Map(numbers.map((one) => [one.accountId, one])).values(),
]

/** An account that brought its own app could otherwise sign for the numbers of others. */
function speaksFor(ctx: OwnerContext, fingerprint: string, number: NumberRow): boolean {
  return fingerprint === (number.appFingerprint ?? ctx.operatorAppFingerprint)
}
