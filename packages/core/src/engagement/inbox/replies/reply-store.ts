import { peerKey } from '#messaging/messages/peer-key.ts'
import type { Queryable } from '#platform/database/database.ts'

/** Until the transaction ends nobody else begins to answer in this conversation. */
export async function lockReplies(tx: Queryable, conversationId: string): Promise<void> {
  await tx.run(`select pg_advisory_xact_lock(hashtextextended('reply|' || $1, 0))`, [conversationId])
}

export interface ReplyClaim {
  claimId: string
  byId: string | null
  /** ISO 8601. */
  claimedAt: string
}

export const selectClaim = (tx: Queryable, accountId: string, conversationId: string): Promise<ReplyClaim | null> =>
  tx.maybe<ReplyClaim>(
    'select claim_id, by_id, claimed_at from reply_claims where account_id = $1 and conversation_id = $2::uuid',
    [accountId, conversationId],
  )

export async function upsertClaim(
  tx: Queryable,
  accountId: string,
  conversationId: string,
  { claimId, byId, claimedAt }: ReplyClaim,
): Promise<void> {
  await tx.run(
    `insert into reply_claims (account_id, conversation_id, claim_id, by_id, claimed_at)
     values ($1, $2::uuid, $3::uuid, $4::uuid, $5::timestamptz)
     on conflict (account_id, conversation_id) do update set claim_id = excluded.claim_id, by_id = excluded.by_id,
       claimed_at = excluded.claimed_at`,
    [accountId, conversationId, claimId, byId, claimedAt],
  )
}

export async function deleteClaim(tx: Queryable, accountId: string, claimId: string): Promise<void> {
  await tx.run('delete from reply_claims where account_id = $1 and claim_id = $2::uuid', [accountId, claimId])
}

/**
 * The latest answer in a conversation after a message that somebody else gave; null: none. A template counts where it was sent from the
 * inbox: those of campaigns answer nobody.
 */
export async function findLaterAnswer(
  tx: Queryable,
  accountId: string,
  { conversationId, seenUpTo, byId }: { conversationId: string; seenUpTo: string; byId: string | null },
): Promise<string | null> {
  const key = peerKey('m')
  const row = await tx.maybe<{ id: string }>(
    `select m.id from conversations c cross join unnest(c.peers) as wanted(key)
       join messages m on m.account_id = c.account_id and m.number_id = c.number_id and ${key} = wanted.key and m.id > $3::uuid
       left join message_authors a on a.account_id = m.account_id and a.message_id = m.id
      where c.account_id = $1 and c.id = $2::uuid and m.direction = 'out' and not m.dry_run and m.type <> 'reaction'
        and m.state not in ('failed', 'canceled') and (m.type <> 'template' or a.message_id is not null)
        and (a.author_id is null or a.author_id is distinct from $4::uuid)
      order by m.id desc limit 1`,
    [accountId, conversationId, seenUpTo, byId],
  )
  return row?.id ?? null
}

export interface MessageAuthor {
  messageId: string
  kind: string
  id: string | null
  name: string | null
}

export async function insertAuthor(
  tx: Queryable,
  accountId: string,
  conversationId: string,
  { messageId, kind, id, name }: MessageAuthor,
): Promise<void> {
  await tx.run(
    `insert into message_authors (account_id, message_id, conversation_id, kind, author_id, author_name)
     values ($1, $2::uuid, $3::uuid, $4, $5::uuid, $6) on conflict do nothing`,
    [accountId, messageId, conversationId, kind, id, name],
  )
}

export async function deleteAuthor(tx: Queryable, accountId: string, messageId: string): Promise<void> {
  await tx.run('delete from message_authors where account_id = $1 and message_id = $2::uuid', [accountId, messageId])
}

export const selectAuthors = (
  db: Queryable,
  accountId: string,
  messageIds: readonly string[],
): Promise<MessageAuthor[]> =>
  messageIds.length === 0
    ? Promise.resolve([])
    : db.many<MessageAuthor>(
        `select message_id, kind, author_id as id, author_name as name from message_authors
          where account_id = $1 and message_id = any ($2::uuid[])`,
        [accountId, messageIds],
      )
