import type { Queryable } from '#platform/database/database.ts'
import { recordset } from '#platform/database/recordset.ts'
import type { CapState } from './cap-learning.ts'

/** What is known of how one person can be reached. */
export interface StoredReach extends CapState {
  accountId: string
  contactId: string
  undeliverableAt: string[]
  rests: Record<string, string>
}

export interface ReachOfMessage extends StoredReach {
  messageId: string
  template: string | null
}

const messages = recordset({ accountId: 'uuid', messageId: 'uuid' })
const stored = recordset({
  accountId: 'uuid',
  contactId: 'uuid',
  undeliverableAt: 'timestamptz[]',
  cappedCount: 'int',
  cappedAt: 'timestamptz',
  cappedUntil: 'timestamptz',
  rests: 'jsonb',
})

/** Of the people to whom these messages went. */
export const selectReach = (
  tx: Queryable,
  failures: readonly { accountId: string; messageId: string }[],
): Promise<ReachOfMessage[]> =>
  tx.many(
    `select x.message_id, x.account_id, i.contact_id, m.content->'template'->>'name' as template,
            coalesce((select json_agg(iso_instant(t)) from unnest(r.undeliverable_at) as t), '[]') as undeliverable_at,
            coalesce(r.capped_count, 0) as capped_count, r.capped_at, r.capped_until, coalesce(r.rests, '{}') as rests
       from ${messages.from('$1')}
       join messages m on m.account_id = x.account_id and m.id = x.message_id
       join lateral (select c.contact_id from contact_identifiers c where c.account_id = x.account_id
              and (c.kind = 'phone' and c.value = m.peer or c.kind = 'user_id' and c.value = m.peer_user_id) limit 1) as i on true
       left join contact_reachability r on r.account_id = x.account_id and r.contact_id = i.contact_id`,
    [messages.json(failures)],
  )

export async function upsertReach(tx: Queryable, people: readonly StoredReach[]): Promise<void> {
  if (people.length === 0) return
  const columns = 'undeliverable_at, capped_count, capped_at, capped_until, rests'
  await tx.run(
    `insert into contact_reachability (account_id, contact_id, ${columns})
     select account_id, contact_id, ${columns} from ${stored.from('$1')} order by 1, 2
     on conflict (account_id, contact_id) do update set undeliverable_at = excluded.undeliverable_at, capped_count = excluded.capped_count,
       capped_at = excluded.capped_at, capped_until = excluded.capped_until, rests = excluded.rests`,
    [stored.json(people)],
  )
}

const alive = recordset({ accountId: 'uuid', value: 'text', isDelivery: 'boolean' })

/** People who wrote or read count as never refused; what was only delivered shows that they can be reached. */
export async function resetReach(
  tx: Queryable,
  rows: readonly { accountId: string; value: string; isDelivery: boolean }[],
): Promise<void> {
  await tx.run(
    `update contact_reachability r set undeliverable_at = '{}', capped_count = case when seen.delivery then r.capped_count else 0 end,
            capped_at = case when seen.delivery then r.capped_at end, capped_until = case when seen.delivery then r.capped_until end
       from (select i.account_id, i.contact_id, bool_and(x.is_delivery) as delivery
               from ${alive.from('$1')} join contact_identifiers i on i.account_id = x.account_id and i.value = x.value
                    and i.kind in ('phone', 'user_id') group by 1, 2) as seen
      where r.account_id = seen.account_id and r.contact_id = seen.contact_id
        and (r.undeliverable_at <> '{}' or not seen.delivery and r.capped_count > 0)`,
    [alive.json(rows)],
  )
}
