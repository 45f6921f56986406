import type { Queryable } from '#platform/database/database.ts'

/** Our ids of messages by Meta's, whoever owns them. */
export async function findByWamid(tx: Queryable, wamids: readonly string[]): Promise<Map<string, FoundMessage>> {
  if (wamids.length === 0) return new Map()
  const { rows } = await tx.query<FoundMessage & { wamid: string }>(
    `select wamid, message_id::text as "messageId", account_id::text as "accountId" from wamids where wamid = any ($1::text[])`,
    [wamids],
  )
  return new Map(rows.map((row) => [row.wamid, row]))
}

export interface FoundMessage {
  messageId: string
  accountId: string
}
