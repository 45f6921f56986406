import type { Queryable } from '#platform/database/database.ts'

interface Counted {
  /** Hex. */
  hash: string
  seconds: number
}

/** One more under each; a count whose time is over starts anew. In the order of keys, so that two never wait for each other. */
export async function countAttempts(
  worker: Queryable,
  keys: readonly Counted[],
): Promise<Map<string, { attempts: number; endsInSeconds: number }>> {
  const { rows } = await worker.query<{ hash: string; attempts: number; endsInSeconds: number }>(
    `insert into sign_in_attempts as s (key_hash, attempts, ends_at)
       select decode(hash, 'hex'), 1, now() + make_interval(secs => seconds)
         from jsonb_to_recordset($1::jsonb) as k(hash text, seconds int) order by hash
     on conflict (key_hash) do update
        set attempts = case when s.ends_at <= now() then 1 else s.attempts + 1 end,
            ends_at = case when s.ends_at <= now() then excluded.ends_at else s.ends_at end
     returning encode(key_hash, 'hex') as hash, attempts, ceil(extract(epoch from ends_at - now()))::int as "endsInSeconds"`,
    [JSON.stringify(keys.map(({ hash, seconds }) => ({ hash, seconds })))],
  )
  return new Map(rows.map(({ hash, ...count }) => [hash, count]))
}

/** One less under each, down to none. */
export async function deleteAttempts(worker: Queryable, hashes: readonly string[]): Promise<void> {
  await worker.query(
    `with keys as (select s.key_hash from sign_in_attempts s
        where s.key_hash in (select decode(hash, 'hex') from jsonb_to_recordset($1::jsonb) as k(hash text))
        order by s.key_hash for update)
     update sign_in_attempts s set attempts = greatest(s.attempts - 1, 0) from keys where s.key_hash = keys.key_hash`,
    [JSON.stringify(hashes.map((hash) => ({ hash })))],
  )
}
