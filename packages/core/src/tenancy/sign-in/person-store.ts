import type { Queryable } from '#platform/database/database.ts'

/** Who signs in. Only the worker's role reads people. */
export interface Person {
  id: string
  email: string
  passwordHash: string | null
  /** Counts up with each change of password or second factor. */
  credentials: number
  emailProved: boolean
  totpCipher: Buffer | null
  /** False beside a cipher: being set up. */
  totpEnabled: boolean
}

const columns = `p.id::text, p.email, p.password_hash as "passwordHash", p.credentials, p.email_proved_at is not null as "emailProved",
  p.totp_cipher as "totpCipher", p.totp_enabled_at is not null as "totpEnabled"`

export async function findPersonByEmail(worker: Queryable, email: string): Promise<Person | null> {
  const { rows } = await worker.query<Person>(`select ${columns} from people p where p.email = $1`, [email])
  return rows[0] ?? null
}

export async function findPerson(worker: Queryable, id: string): Promise<Person | null> {
  const { rows } = await worker.query<Person>(`select ${columns} from people p where p.id = $1`, [id])
  return rows[0] ?? null
}

/** The same, while no other change to the person runs. */
export async function lockPerson(tx: Queryable, id: string): Promise<Person | null> {
  const { rows } = await tx.query<Person>(`select ${columns} from people p where p.id = $1 for update`, [id])
  return rows[0] ?? null
}

/** The person with this address, made when there is none; locked until the transaction ends. */
export async function lockPersonOf(tx: Queryable, newId: string, email: string): Promise<Person> {
  await tx.query('insert into people (id, email) values ($1, $2) on conflict (email) do nothing', [newId, email])
  const { rows } = await tx.query<Person>(`select ${columns} from people p where p.email = $1 for update`, [email])
  return rows[0] as Person
}

/** What was begun with the old one is void. */
export async function updatePassword(tx: Queryable, id: string, passwordHash: string): Promise<void> {
  await tx.query('update people set password_hash = $2, credentials = credentials + 1 where id = $1', [
    id,
    passwordHash,
  ])
}

export async function proveEmail(tx: Queryable, id: string): Promise<void> {
  await tx.query('update people set email_proved_at = coalesce(email_proved_at, now()) where id = $1', [id])
}

/** `enabled` false: being set up. Null: no second factor. */
export async function updateTotp(
  tx: Queryable,
  id: string,
  totp: { cipher: Buffer; enabled: boolean } | null,
): Promise<void> {
  await tx.query(
    `update people set totp_cipher = $2, totp_enabled_at = case when $3::boolean then now() end,
            credentials = credentials + case when $4::boolean then 1 else 0 end where id = $1`,
    [id, totp?.cipher ?? null, totp?.enabled ?? false, totp === null || totp.enabled],
  )
}

/** Of two that use the code of the same 30 seconds only one finds it unused. */
export async function useTotpStep(worker: Queryable, id: string, step: number): Promise<boolean> {
  const { rows } = await worker.query(
    'update people set totp_last_step = $2::bigint where id = $1 and totp_last_step < $2::bigint returning id',
    [id, step],
  )
  return rows.length === 1
}

export async function replaceRecoveryCodes(tx: Queryable, personId: string, hashes: readonly Buffer[]): Promise<void> {
  await tx.query('delete from recovery_codes where person_id = $1', [personId])
  for (const hash of hashes)
    await tx.query('insert into recovery_codes (person_id, code_hash) values ($1, $2)', [personId, hash])
}

export async function useRecoveryCode(worker: Queryable, personId: string, hash: Buffer): Promise<boolean> {
  const { rows } = await worker.query(
    'delete from recovery_codes where person_id = $1 and code_hash = $2 returning person_id',
    [personId, hash],
  )
  return rows.length === 1
}

export async function countRecoveryCodes(worker: Queryable, personId: string): Promise<number> {
  const { rows } = await worker.query<{ count: number }>(
    'select count(*)::int as count from recovery_codes where person_id = $1',
    [personId],
  )
  return rows[0]?.count ?? 0
}
