import type { Queryable } from '#platform/database/database.ts'
import type { ApiKey, KeySettings, NewSecret } from './api-key.ts'

const columns = `k.id::text, k.account_id::text as "accountId", k.name, k.display, k.scopes, k.number_ids::text[] as "numberIds",
  k.allowed_ips as "allowedIps", k.test, k.signing_cipher is not null as signed, k.created_at as "createdAt",
  k.expires_at as "expiresAt", k.last_used_at as "lastUsedAt", k.rotated_at as "rotatedAt",
  k.revoked_at as "revokedAt", k.delegation,
  case when k.previous_until > now() then json_build_object('display', k.previous_display, 'until', iso_instant(k.previous_until)) end as previous`

export interface NewApiKey extends Omit<KeySettings, 'signed'> {
  id: string
  accountId: string
  test: boolean
  signingCipher: Buffer | null
  delegation: ApiKey['delegation']
}

export async function insertApiKey(tx: Queryable, key: NewApiKey, { hash, display }: NewSecret): Promise<ApiKey> {
  const { rows } = await tx.query<ApiKey>(
    `insert into api_keys as k (id, account_id, key_hash, display, name, scopes, number_ids, allowed_ips, test, signing_cipher, expires_at, delegation)
     values ($1, $2, $3, $4, $5, $6::text[], $7::uuid[], $8::text[], $9, $10, $11::timestamptz, $12::jsonb) returning ${columns}`,
    [
      key.id,
      key.accountId,
      hash,
      display,
      key.name,
      key.scopes,
      key.numberIds,
      key.allowedIps,
      key.test,
      key.signingCipher,
      key.expiresAt,
      key.delegation && JSON.stringify(key.delegation),
    ],
  )
  return rows[0] as ApiKey
}

/** Newest first. `after` is the last id of the page before; `delegated`: only those of the partner, of this kind. */
export async function selectApiKeys(
  tx: Queryable,
  accountId: string,
  {
    limit,
    after,
    revoked,
    delegated = null,
  }: { limit: number; after: string | null; revoked: boolean; delegated?: string | null },
): Promise<ApiKey[]> {
  const { rows } = await tx.query<ApiKey>(
    `select ${columns} from api_keys k
      where k.account_id = $1 and ($2::uuid is null or k.id < $2::uuid) and ($3::boolean or k.revoked_at is null)
        and ($5::text is null or k.delegation->>'kind' = $5)
      order by k.id desc limit $4::int`,
    [accountId, after, revoked, limit, delegated],
  )
  return rows
}

export async function selectApiKey(tx: Queryable, accountId: string, id: string): Promise<ApiKey | null> {
  const { rows } = await tx.query<ApiKey>(`select ${columns} from api_keys k where k.account_id = $1 and k.id = $2`, [
    accountId,
    id,
  ])
  return rows[0] ?? null
}

/** Revoked keys do not count, nor those of the partner. */
export async function countApiKeys(tx: Queryable, accountId: string): Promise<number> {
  const { rows } = await tx.query<{ count: number }>(
    'select count(*)::int as count from api_keys where account_id = $1 and revoked_at is null and delegation is null',
    [accountId],
  )
  return rows[0]?.count ?? 0
}

export async function countOwnNumbers(tx: Queryable, accountId: string, ids: readonly string[]): Promise<number> {
  const { rows } = await tx.query<{ count: number }>(
    'select count(*)::int as count from numbers where account_id = $1 and id = any ($2::uuid[])',
    [accountId, ids],
  )
  return rows[0]?.count ?? 0
}

/** What stands for the present secret, to rotate that one and no later one. */
export async function selectKeyHash(tx: Queryable, accountId: string, id: string): Promise<Buffer | null> {
  const { rows } = await tx.query<{ hash: Buffer }>(
    'select key_hash as hash from api_keys where account_id = $1 and id = $2',
    [accountId, id],
  )
  return rows[0]?.hash ?? null
}

/** `signingCipher` undefined: as it is. Null: there is no such key, or it is revoked. */
export async function updateApiKey(
  tx: Queryable,
  accountId: string,
  id: string,
  { signingCipher, ...settings }: KeySettings & { signingCipher: Buffer | null | undefined },
): Promise<ApiKey | null> {
  const { rows } = await tx.query<ApiKey>(
    `update api_keys k set name = $3, scopes = $4::text[], number_ids = $5::uuid[], allowed_ips = $6::text[],
            expiry_notice = case when expires_at is not distinct from $7::timestamptz then expiry_notice else 0 end,
            expires_at = $7::timestamptz, signing_cipher = case when $8::boolean then $9::bytea else signing_cipher end
      where k.account_id = $1 and k.id = $2 and k.revoked_at is null returning ${columns}`,
    [
      accountId,
      id,
      settings.name,
      settings.scopes,
      settings.numberIds,
      settings.allowedIps,
      settings.expiresAt,
      signingCipher !== undefined,
      signingCipher,
    ],
  )
  return rows[0] ?? null
}

/** Null: there is no such key. One that was revoked before keeps its instant. */
export async function revokeKey(tx: Queryable, accountId: string, id: string): Promise<ApiKey | null> {
  const { rows } = await tx.query<ApiKey>(
    `update api_keys k set revoked_at = coalesce(revoked_at, now()), previous_hash = null, previous_display = null, previous_until = null
      where k.account_id = $1 and k.id = $2 returning ${columns}`,
    [accountId, id],
  )
  return rows[0] ?? null
}

/**
 * Puts the new secret in the place of the one with `oldHash`, which is good for `graceSeconds` more. Null: it is not the
 * present one (of two at once only one finds it), the key is revoked or expired, or an earlier secret still has grace
 * and this one wants some too.
 */
export async function replaceSecret(
  tx: Queryable,
  { accountId, id, oldHash, graceSeconds }: { accountId: string; id: string; oldHash: Buffer; graceSeconds: number },
  { hash, display }: NewSecret,
): Promise<ApiKey | null> {
  const { rows } = await tx.query<ApiKey>(
    `update api_keys k set key_hash = $4, display = $5, rotated_at = now(),
            previous_hash = case when $6::int > 0 then key_hash end,
            previous_display = case when $6::int > 0 then display end,
            previous_until = case when $6::int > 0 then now() + make_interval(secs => $6::int) end
      where k.account_id = $1 and k.id = $2 and k.key_hash = $3 and k.revoked_at is null
        and (k.expires_at is null or k.expires_at > now())
        and ($6::int = 0 or k.previous_until is null or k.previous_until <= now())
      returning ${columns}`,
    [accountId, id, oldHash, hash, display, graceSeconds],
  )
  return rows[0] ?? null
}

/** Keeps the latest use of each key; `used` maps our ids to milliseconds since the epoch. */
export async function updateLastUse(worker: Queryable, used: ReadonlyMap<string, number>): Promise<void> {
  const uses = [...used].map(([id, at]) => ({ id, at: new Date(at).toISOString() }))
  await worker.query(
    `with used as (
       select k.id, u.at from jsonb_to_recordset($1::jsonb) as u(id uuid, at timestamptz) join api_keys k on k.id = u.id
        where k.last_used_at is null or k.last_used_at < u.at order by k.id for update of k)
     update api_keys k set last_used_at = used.at from used where k.id = used.id`,
    [JSON.stringify(uses)],
  )
}
