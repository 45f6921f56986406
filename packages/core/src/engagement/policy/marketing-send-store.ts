import type { Queryable } from '#platform/database/database.ts'
import { recordset } from '#platform/database/recordset.ts'

/** A marketing message that is handed to Meta. */
export interface MarketingSend {
  accountId: string
  messageId: string
  contactId: string
  /** Of template and values. */
  digest: string
  /** ISO 8601. */
  at: string
}

/** One at a time per account counts what leaves; held until the transaction ends. */
export async function lockSends(tx: Queryable, accountIds: readonly string[]): Promise<void> {
  await tx.run(
    `select pg_advisory_xact_lock(key) from (
       select hashtextextended('marketing-sends|' || value, 0) as key from json_array_elements_text($1::json) order by 1) as locks`,
    [JSON.stringify(accountIds)],
  )
}

const sends = recordset({ accountId: 'uuid', messageId: 'uuid', contactId: 'uuid', digest: 'text', at: 'timestamptz' })

/** A message that leaves again, as after a refusal, keeps its first place. */
export async function recordSends(tx: Queryable, added: readonly MarketingSend[]): Promise<void> {
  if (added.length === 0) return
  await tx.run(
    `insert into marketing_sends (account_id, message_id, contact_id, digest, sent_at)
     select account_id, message_id, contact_id, digest, at from ${sends.from('$1')} order by 1, 2
     on conflict (account_id, message_id) do nothing`,
    [sends.json(added)],
  )
}

const messages = recordset({ accountId: 'uuid', messageId: 'uuid' })

/** Messages that failed or were canceled count no more. */
export async function releaseSends(
  tx: Queryable,
  failed: readonly Pick<MarketingSend, 'accountId' | 'messageId'>[],
): Promise<void> {
  await tx.run(
    `delete from marketing_sends m using ${messages.from('$1')} where m.account_id = x.account_id and m.message_id = x.message_id`,
    [messages.json(failed)],
  )
}
