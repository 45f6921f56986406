import { conditions } from '#platform/database/conditions.ts'
import type { Queryable } from '#platform/database/database.ts'
import { recordset } from '#platform/database/recordset.ts'
import type { ReachableIdentifier } from '../consent/identifier-hash.ts'

/** Somebody whom an account must not write to. Instants are ISO 8601. */
export interface Suppression {
  id: string
  /** Null, as the value: the data of the person were erased. */
  kind: ReachableIdentifier['kind'] | null
  value: string | null
  /** `all`: everything but replies. */
  scope: 'all' | 'marketing'
  reason: string
  note: string | null
  /** Null: for good. */
  until: string | null
  createdAt: string
}

export interface NewSuppression extends Suppression {
  accountId: string
  /** Keyed hash of the identifier. */
  hash: string
}

const columns = 'id, kind, value, scope, reason, note, until, created_at'
const rows = recordset({
  accountId: 'uuid',
  id: 'uuid',
  hash: 'text',
  kind: 'text',
  value: 'text',
  scope: 'text',
  reason: 'text',
  note: 'text',
  until: 'timestamptz',
  createdAt: 'timestamptz',
})

/** Of somebody who is there already, the wider scope and the later end stand. Returns what stands, and which of it is new. */
export const upsertSuppressions = (
  tx: Queryable,
  added: readonly NewSuppression[],
): Promise<(Suppression & { hash: string; isNew: boolean })[]> =>
  tx.many(
    `insert into suppressions (${rows.columns}) select ${rows.columns} from ${rows.from('$1')} order by 1, 3
     on conflict (account_id, hash) do update set kind = excluded.kind, value = excluded.value,
       scope = case when suppressions.scope = 'all' then 'all' else excluded.scope end,
       reason = excluded.reason, note = coalesce(excluded.note, suppressions.note),
       until = case when suppressions.until is not null and excluded.until is not null then greatest(suppressions.until, excluded.until) end
     returning ${columns}, hash, id in (select n.id from ${rows.from('$1', 'n')}) as is_new`,
    [rows.json(added)],
  )

export const hasSuppressions = async (db: Queryable, accountId: string): Promise<boolean> =>
  (
    await db.one<{ found: boolean }>('select exists (select from suppressions where account_id = $1) as found', [
      accountId,
    ])
  ).found

/** Why people are suppressed, by the keyed hash of an identifier. */
export async function selectSuppressionReasons(
  db: Queryable,
  accountId: string,
  hashes: readonly string[],
): Promise<Map<string, string>> {
  if (hashes.length === 0) return new Map()
  const rows = await db.many<{ hash: string; reason: string }>(
    'select hash, reason from suppressions where account_id = $1 and hash = any ($2::text[]) and (until is null or until > now())',
    [accountId, hashes],
  )
  return new Map(rows.map(({ hash, reason }) => [hash, reason]))
}

/** Latest first; `before` is the last id of the page before. */
export function selectSuppressions(
  db: Queryable,
  accountId: string,
  {
    before,
    limit,
    hash,
    scope,
  }: { before: string; limit: number; hash?: string | undefined; scope?: string | undefined },
): Promise<Suppression[]> {
  const where = conditions(accountId, before, limit)
  where.add('hash = ?', hash)
  where.add('scope = ?', scope)
  return db.many(
    `select ${columns} from suppressions where account_id = $1 and id < $2::uuid and ${where.sql} order by id desc limit $3`,
    where.params,
  )
}

/** Null: there was none. */
export const deleteSuppressionById = (tx: Queryable, accountId: string, id: string): Promise<Suppression | null> =>
  tx.maybe(`delete from suppressions where account_id = $1 and id = $2::uuid returning ${columns}`, [accountId, id])

/** What was added because the data of people were erased; they agreed anew. */
export const deleteErasedSuppressions = (
  tx: Queryable,
  people: readonly { accountId: string; hash: string }[],
): Promise<number> =>
  tx.run(
    `delete from suppressions s using ${erased.from('$1')} where s.account_id = x.account_id and s.hash = x.hash and s.reason = 'erased'`,
    [erased.json(people)],
  )
const erased = recordset({ accountId: 'uuid', hash: 'text' })

/** Phone numbers and user ids of contacts. */
export const selectIdentifiers = (
  db: Queryable,
  contacts: readonly { accountId: string; contactId: string }[],
): Promise<(ReachableIdentifier & { accountId: string; contactId: string })[]> =>
  db.many(
    `select i.account_id, i.contact_id, i.kind, i.value from ${keys.from('$1')}
       join contact_identifiers i on i.account_id = x.account_id and i.contact_id = x.contact_id where i.kind in ('phone', 'user_id')`,
    [keys.json(contacts)],
  )
const keys = recordset({ accountId: 'uuid', contactId: 'uuid' })
