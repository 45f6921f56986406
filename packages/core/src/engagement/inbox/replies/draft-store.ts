import type { Queryable } from '#platform/database/database.ts'

/** What a member has begun to write in a conversation, on whatever device. */
export interface Draft {
  body: string
  updatedAt: string
}

/** Whose draft, and where. */
export interface DraftPlace {
  conversationId: string
  memberId: string
}

export const selectDraft = (
  db: Queryable,
  accountId: string,
  { conversationId, memberId }: DraftPlace,
): Promise<Draft | null> =>
  db.maybe<Draft>(
    `select body, updated_at from conversation_drafts
      where account_id = $1 and conversation_id = $2::uuid and member_id = $3::uuid`,
    [accountId, conversationId, memberId],
  )

export async function deleteDraft(
  tx: Queryable,
  accountId: string,
  { conversationId, memberId }: DraftPlace,
): Promise<void> {
  await tx.run(
    'delete from conversation_drafts where account_id = $1 and conversation_id = $2::uuid and member_id = $3::uuid',
    [accountId, conversationId, memberId],
  )
}

export async function upsertDraft(
  tx: Queryable,
  accountId: string,
  { conversationId, memberId }: DraftPlace,
  { body, updatedAt }: Draft,
): Promise<void> {
  await tx.run(
    `insert into conversation_drafts (account_id, conversation_id, member_id, body, updated_at)
     values ($1, $2::uuid, $3::uuid, $4, $5::timestamptz)
     on conflict (account_id, conversation_id, member_id) do update set body = excluded.body, updated_at = excluded.updated_at`,
    [accountId, conversationId, memberId, body, updatedAt],
  )
}
