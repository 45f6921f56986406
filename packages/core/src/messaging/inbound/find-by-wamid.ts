import type { Queryable } from '#platform/database/database.ts'

/** A message by Meta's id, which is unique within an account. */
export interface NamedMessage {
  accountId: string
  wamid: string
}

/** Our ids of messages by the account and Meta's id. */
export async function findByWamid(tx: Queryable, named: readonly NamedMessage[]): Promise<MessageIds> {
  if (named.length === 0) return { of: () => null }
  const { rows } = await tx.query<NamedMessage & { messageId: string }>(
    `select w.account_id, w.wamid, w.message_id
       from json_to_recordset($1::json) as x("accountId" uuid, wamid text)
       join wamids w on w.account_id = x."accountId" and w.wamid = x.wamid`,
    [JSON.stringify(named.map(({ accountId, wamid }) => ({ accountId, wamid })))],
  )
  const ids = new Map(rows.map((row) => [keyOf(row), row.messageId]))
  return { of: (message) => ids.get(keyOf(message)) ?? null }
}

export interface MessageIds {
  /** Null: the account has no such message. */
  of(message: NamedMessage): string | null
}

const keyOf = ({ accountId, wamid }: NamedMessage) => `${accountId} ${wamid}`
