import { spellingsOf } from '#messaging/identities/spellings.ts'
import type { Queryable } from '#platform/database/database.ts'
import { recordset } from '#platform/database/recordset.ts'
import type { Fact } from '#tenancy/reactions.ts'
import { afterRefusal, type CapState, restMs } from './cap-learning.ts'

/** What Meta's codes say of a person, and not of the message alone. */
const codes = { undeliverable: 131026, capped: 131049, experiment: 130472 } as const

interface StoredReach extends CapState {
  accountId: string
  contactId: string
  undeliverableAt: string[]
  rests: Record<string, string>
}

interface Failure {
  accountId: string
  messageId: string
  code: number
  at: string
}

const failed = recordset({ accountId: 'uuid', messageId: 'uuid' })
const stored = recordset({
  accountId: 'uuid',
  contactId: 'uuid',
  undeliverableAt: 'timestamptz[]',
  cappedCount: 'int',
  cappedAt: 'timestamptz',
  cappedUntil: 'timestamptz',
  rests: 'jsonb',
})

/** Keeps what failures teach of the people to whom they went. */
export async function storeFailures(
  tx: Queryable,
  facts: readonly Fact<'message.status.failed' | 'message.status.canceled'>[],
): Promise<void> {
  const failures = facts.flatMap(({ accountId, at, data: { messageId, error } }) => {
    const code = error?.code ?? 0
    return Object.values(codes).some((one) => one === code) ? [{ accountId, messageId, code, at }] : []
  })
  if (failures.length === 0) return
  const rows = await tx.many<StoredReach & { messageId: string; template: string | null }>(
    `select x.message_id, x.account_id, i.contact_id, m.content->'template'->>'name' as template,
            coalesce((select json_agg(iso_instant(t)) from unnest(r.undeliverable_at) as t), '[]') as undeliverable_at,
            coalesce(r.capped_count, 0) as capped_count, r.capped_at, r.capped_until, coalesce(r.rests, '{}') as rests
       from ${failed.from('$1')}
       join messages m on m.account_id = x.account_id and m.id = x.message_id
       join lateral (select c.contact_id from contact_identifiers c where c.account_id = x.account_id
              and (c.kind = 'phone' and c.value = m.peer or c.kind = 'user_id' and c.value = m.peer_user_id) limit 1) as i on true
       left join contact_reachability r on r.account_id = x.account_id and r.contact_id = i.contact_id`,
    [failed.json(failures)],
  )
  await write(tx, learn(failures, rows))
}

function learn(
  failures: readonly Failure[],
  rows: readonly (StoredReach & { messageId: string; template: string | null })[],
): StoredReach[] {
  const byMessage = new Map(rows.map((row) => [row.messageId, row]))
  const people = new Map<string, StoredReach>()
  for (const failure of failures) {
    const row = byMessage.get(failure.messageId)
    if (!row) continue
    const key = `${row.accountId} ${row.contactId}`
    people.set(key, learnOne(people.get(key) ?? row, failure, row.template))
  }
  return [...people.values()]
}

function learnOne(reach: StoredReach, { code, at }: Failure, template: string | null): StoredReach {
  if (code === codes.capped) return { ...reach, ...afterRefusal(reach, at) }
  if (code === codes.experiment)
    return template === null
      ? reach
      : { ...reach, rests: { ...reach.rests, [template]: new Date(Date.parse(at) + restMs).toISOString() } }
  const weekAgo = new Date(Date.parse(at) - 7 * 24 * 3600_000).toISOString()
  const recent = [...reach.undeliverableAt, at].filter((one) => one > weekAgo)
  return { ...reach, undeliverableAt: recent.toSorted().slice(-5) }
}

async function write(tx: Queryable, people: readonly StoredReach[]): Promise<void> {
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

/**
 * A person who writes or reads has had enough of nothing: marketing waits no more. What is delivered shows that they can be
 * reached.
 */
export async function resetCaps(
  tx: Queryable,
  facts: readonly Fact<'message.received' | 'message.status.delivered' | 'message.status.read'>[],
): Promise<void> {
  const rows = facts.flatMap(({ accountId, type, data }) => {
    const [phone, userId] = 'from' in data ? [data.from, data.fromUserId] : [data.to, data.toUserId]
    const values = [...(phone === null ? [] : spellingsOf(phone)), ...(userId === null ? [] : [userId])]
    return values.map((value) => ({ accountId, value, isDelivery: type === 'message.status.delivered' }))
  })
  if (rows.length === 0) return
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
