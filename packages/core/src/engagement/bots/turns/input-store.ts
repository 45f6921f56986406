import type { Queryable } from '#platform/database/database.ts'
import { recordset } from '#platform/database/recordset.ts'
import type { InputKind } from '../engine/turn.ts'

export interface NewInput {
  accountId: string
  conversationId: string
  id: string
  kind: InputKind
  messageId: string | null
  data: object
  at: string
}

const inputs = recordset({
  accountId: 'uuid',
  conversationId: 'uuid',
  id: 'uuid',
  kind: 'text',
  messageId: 'uuid',
  data: 'jsonb',
  at: 'timestamptz',
})

/** Repeating one changes nothing. */
export async function insertInputs(tx: Queryable, rows: readonly NewInput[]): Promise<void> {
  if (rows.length === 0) return
  await tx.run(
    `insert into bot_inputs (${inputs.columns}) select ${inputs.columns} from ${inputs.from('$1')} on conflict do nothing`,
    [inputs.json(rows)],
  )
}

const conversationKeys = recordset({ accountId: 'uuid', conversationId: 'uuid' })

export interface Gathering {
  accountId: string
  conversationId: string
  /** The session waits for something written. */
  gathers: boolean
  /** When the first message of those that wait came; null: none waits. */
  firstAt: string | null
}

/** How these conversations wait for what people write. */
export const selectGathering = (
  tx: Queryable,
  conversations: readonly { accountId: string; conversationId: string }[],
): Promise<Gathering[]> =>
  tx.many(
    `select x.account_id, x.conversation_id, coalesce(s.gathers, false) as gathers,
            (select min(i.at) from bot_inputs i where i.account_id = x.account_id and i.conversation_id = x.conversation_id and i.kind = 'message') as first_at
       from ${conversationKeys.from('$1')}
       left join flow_sessions s on s.account_id = x.account_id and s.conversation_id = x.conversation_id and s.state = 'waiting'`,
    [conversationKeys.json(conversations)],
  )

export interface StoredInput {
  id: string
  kind: InputKind
  messageId: string | null
  data: Readonly<Record<string, unknown>>
  at: string
  /** Of a message; null: it was erased. */
  content: Readonly<Record<string, unknown>> | null
}

/** The oldest first. */
export const selectInputs = (
  db: Queryable,
  accountId: string,
  conversationId: string,
  limit: number,
): Promise<StoredInput[]> =>
  db.many(
    `select i.id, i.kind, i.message_id, i.data, i.at, m.content from bot_inputs i
       left join messages m on m.account_id = i.account_id and m.id = i.message_id
      where i.account_id = $1 and i.conversation_id = $2::uuid order by i.id limit $3`,
    [accountId, conversationId, limit],
  )

/** Takes them out; how many were still there. */
export const deleteInputs = (
  tx: Queryable,
  accountId: string,
  conversationId: string,
  ids: readonly string[],
): Promise<number> =>
  tx.run('delete from bot_inputs where account_id = $1 and conversation_id = $2::uuid and id = any ($3::uuid[])', [
    accountId,
    conversationId,
    ids,
  ])
