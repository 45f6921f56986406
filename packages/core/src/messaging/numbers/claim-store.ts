import type { Queryable } from '#platform/database/database.ts'

/** Of a proven number: since when it was claimed. Null: it is not there, or not proven. */
export async function selectClaim(
  tx: Queryable,
  accountId: string,
  numberId: string,
): Promise<{ phoneNumberId: string; claimedAt: string; provenAt: string } | null> {
  const { rows } = await tx.query<{ phoneNumberId: string; claimedAt: string; provenAt: string }>(
    `select phone_number_id as "phoneNumberId", iso_instant(claimed_at) as "claimedAt", iso_instant(proven_at) as "provenAt"
       from numbers where account_id = $1 and id = $2::uuid and proven_at is not null`,
    [accountId, numberId],
  )
  return rows[0] ?? null
}

/** Claims of accounts that have not proven the number, when another one has. */
export async function selectRivalClaims(
  worker: Queryable,
  phoneNumberId: string,
): Promise<{ accountId: string; id: string }[]> {
  const { rows } = await worker.query<{ accountId: string; id: string }>(
    `select n.account_id::text as "accountId", n.id::text from numbers n
      where n.phone_number_id = $1 and n.proven_at is null
        and exists (select from numbers p where p.phone_number_id = $1 and p.proven_at is not null) order by n.id`,
    [phoneNumberId],
  )
  return rows
}

/** The fact that a number is connected now; null: it was recorded before, or is not true yet. */
export const takeAnnouncement = (
  tx: Queryable,
  accountId: string,
  id: string,
): Promise<{
  numberId: string
  phoneNumberId: string
  wabaId: string | null
  displayPhoneNumber: string | null
} | null> =>
  tx.maybe(
    `update numbers set announced_at = now()
      where account_id = $1 and id = $2 and announced_at is null and proven_at is not null and waba_id is not null and not sandbox
      returning id as number_id, phone_number_id, waba_id, display_phone_number`,
    [accountId, id],
  )
