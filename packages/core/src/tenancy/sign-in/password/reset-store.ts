import type { Queryable } from '#platform/database/database.ts'

export async function insertReset(
  tx: Queryable,
  reset: { personId: string; tokenHash: Buffer; mailed: boolean; lifeSeconds: number },
): Promise<void> {
  await tx.query(
    `insert into password_resets (token_hash, person_id, mailed, expires_at)
     values ($1, $2, $3, now() + make_interval(secs => $4::int))`,
    [reset.tokenHash, reset.personId, reset.mailed, reset.lifeSeconds],
  )
}

/** Whose link it is, while it is good. */
export async function findReset(worker: Queryable, tokenHash: Buffer): Promise<string | null> {
  const { rows } = await worker.query<{ personId: string }>(
    'select person_id::text as "personId" from password_resets where token_hash = $1 and expires_at > now()',
    [tokenHash],
  )
  return rows[0]?.personId ?? null
}

/** Of two at once only one gets it. Null: used, or its time is over. */
export async function takeReset(tx: Queryable, tokenHash: Buffer): Promise<{ mailed: boolean } | null> {
  const { rows } = await tx.query<{ mailed: boolean }>(
    'delete from password_resets where token_hash = $1 and expires_at > now() returning mailed',
    [tokenHash],
  )
  return rows[0] ?? null
}

export async function deleteResets(tx: Queryable, personId: string): Promise<void> {
  await tx.query('delete from password_resets where person_id = $1', [personId])
}
