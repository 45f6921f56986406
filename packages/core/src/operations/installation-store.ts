import type { Database, Queryable } from '#platform/database/database.ts'
import { newId } from '#platform/ids.ts'

export interface Installation {
  /** Null: this is the database that was last adopted. Else the instant of the first start on this copy, ISO 8601. */
  copiedSince: string | null
}

/**
 * Claims a new database for this installation, or says that the data was copied here from another one. A copy must not
 * send: the original may still run, and has sent much of what waits in the copy.
 */
export async function claimInstallation(worker: Queryable, witness: string): Promise<Installation> {
  const now = new Date().toISOString()
  await worker.query(
    `insert into installation (id, witness, adopted_at) values ($1, $2, $3::timestamptz) on conflict do nothing`,
    [newId(), witness, now],
  )
  await worker.query(
    `update installation set copied_since = $2::timestamptz where witness <> $1 and copied_since is null`,
    [witness, now],
  )
  return readInstallation(worker, witness)
}

/** A database that no gateway has started on yet counts as adopted. */
export async function readInstallation(worker: Queryable, witness: string): Promise<Installation> {
  const { rows } = await worker.query<{ copiedSince: string }>(
    `select to_char(coalesce(copied_since, now()) at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "copiedSince"
       from installation where witness <> $1`,
    [witness],
  )
  return { copiedSince: rows[0]?.copiedSince ?? null }
}

/** From here on this database sends. Every process hears of it, and those that do not ask again within seconds. */
export async function adoptInstallation(db: Database, witness: string): Promise<void> {
  await db.worker.query(`update installation set witness = $1, adopted_at = $2::timestamptz, copied_since = null`, [
    witness,
    new Date().toISOString(),
  ])
  await db.notify(installationChannel, '')
}

/** What `createSecretBox` takes as its root, sealed; null: no gateway has started on this database yet. */
export async function readRootCipher(worker: Queryable): Promise<Uint8Array | null> {
  const row = await worker.maybe<{ rootCipher: Uint8Array | null }>('select root_cipher from installation')
  return row?.rootCipher ?? null
}

/** Kept by the first that stores it, unless `before` names the one that it takes the place of. */
export async function storeRootCipher(worker: Queryable, cipher: Buffer, before: Uint8Array | null): Promise<void> {
  await worker.run('update installation set root_cipher = $1 where root_cipher is not distinct from $2::bytea', [
    cipher,
    before === null ? null : Buffer.from(before),
  ])
}

export const installationChannel = 'dawk_installation'
