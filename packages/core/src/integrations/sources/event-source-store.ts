import type { Queryable } from '#platform/database/database.ts'
import { recordset } from '#platform/database/recordset.ts'
import type { EventSource } from './event-source.ts'

const columns = `id, account_id, name, kind, state, token_cipher, secret_cipher is not null as has_secret, auth, dedupe, mapping, actions, respond,
  case when previous_token_until > now() then previous_token_until end as previous_token_until,
  case when previous_secret_until > now() then previous_secret_until end as previous_secret_until, last_event_at, created_at, updated_at`

/** Until the transaction ends nobody else makes, changes or removes an event source of this account. */
export async function lockSources(tx: Queryable, accountId: string): Promise<void> {
  await tx.run(`select pg_advisory_xact_lock(hashtextextended('event_sources|' || $1, 0))`, [accountId])
}

/** Latest first. */
export const selectSources = (
  db: Queryable,
  accountId: string,
  { before, limit }: { before: string | null; limit: number },
): Promise<EventSource[]> =>
  db.many<EventSource>(
    `select ${columns} from event_sources where account_id = $1 and ($2::uuid is null or id < $2::uuid) order by id desc limit $3`,
    [accountId, before, limit],
  )

export const selectSource = (db: Queryable, accountId: string, id: string): Promise<EventSource | null> =>
  db.maybe<EventSource>(`select ${columns} from event_sources where account_id = $1 and id = $2::uuid`, [accountId, id])

export const countSources = async (db: Queryable, accountId: string): Promise<number> =>
  (
    await db.one<{ count: number }>('select count(*)::int as count from event_sources where account_id = $1', [
      accountId,
    ])
  ).count

const stored = recordset({
  id: 'uuid',
  name: 'text',
  kind: 'text',
  state: 'text',
  auth: 'jsonb',
  dedupe: 'jsonb',
  mapping: 'jsonb',
  actions: 'jsonb',
  respond: 'jsonb',
  createdAt: 'timestamptz',
  updatedAt: 'timestamptz',
})

export type StoredSource = Omit<
  EventSource,
  'accountId' | 'tokenCipher' | 'hasSecret' | 'previousTokenUntil' | 'previousSecretUntil' | 'lastEventAt'
>

export async function insertSource(
  tx: Queryable,
  accountId: string,
  source: StoredSource,
  secrets: { tokenHash: Buffer; tokenCipher: Buffer; secretCipher: Buffer | null },
): Promise<void> {
  await tx.run(
    `insert into event_sources (account_id, token_hash, token_cipher, secret_cipher, ${stored.columns})
     select $1, $3, $4, $5, ${stored.columns} from ${stored.from('$2')}`,
    [accountId, stored.json([source]), secrets.tokenHash, secrets.tokenCipher, secrets.secretCipher],
  )
}

export async function updateSource(tx: Queryable, accountId: string, source: StoredSource): Promise<void> {
  const set = ['name', 'state', 'auth', 'dedupe', 'mapping', 'actions', 'respond', 'updated_at']
  await tx.run(
    `update event_sources s set ${set.map((name) => `${name} = x.${name}`).join(', ')} from ${stored.from('$2')}
      where s.account_id = $1 and s.id = x.id`,
    [accountId, stored.json([source])],
  )
}

/** `until`: how long the one before still opens; null: not at all. */
export async function replaceToken(
  tx: Queryable,
  accountId: string,
  id: string,
  { tokenCipher, tokenHash, until }: { tokenCipher: Buffer; tokenHash: Buffer; until: string | null },
): Promise<void> {
  await tx.run(
    `update event_sources set previous_token_hash = case when $5::timestamptz is null then null else token_hash end,
       previous_token_until = $5::timestamptz, token_hash = $3, token_cipher = $4 where account_id = $1 and id = $2::uuid`,
    [accountId, id, tokenHash, tokenCipher, until],
  )
}

/** As `replaceToken`. Without a cipher there is no secret any more. */
export async function replaceSourceSecret(
  tx: Queryable,
  accountId: string,
  id: string,
  { cipher, until }: { cipher: Buffer | null; until: string | null },
): Promise<void> {
  await tx.run(
    `update event_sources set previous_secret_cipher = case when $4::timestamptz is null then null else secret_cipher end,
       previous_secret_until = $4::timestamptz, secret_cipher = $3 where account_id = $1 and id = $2::uuid`,
    [accountId, id, cipher, until],
  )
}

export const deleteSourceRow = (tx: Queryable, accountId: string, id: string): Promise<number> =>
  tx.run('delete from event_sources where account_id = $1 and id = $2::uuid', [accountId, id])

/** What a request needs to know of the source that its address names. */
export interface OpenSource extends EventSource {
  secretCipher: Buffer | null
  previousSecretCipher: Buffer | null
}

/** By the hash of a token; null: nobody has it. */
export const selectByToken = (db: Queryable, tokenHash: Buffer): Promise<OpenSource | null> =>
  db.maybe<OpenSource>(
    `select ${columns}, secret_cipher, case when previous_secret_until > now() then previous_secret_cipher end as previous_secret_cipher
       from event_sources where token_hash = $1 or (previous_token_hash = $1 and previous_token_until > now())`,
    [tokenHash],
  )
