import { spellingsOf } from '#messaging/identities/spellings.ts'
import type { Queryable } from '#platform/database/database.ts'
import type { Fact } from '#tenancy/reactions.ts'
import { afterRefusal, restMs } from './cap-learning.ts'
import { type ReachOfMessage, resetReach, type StoredReach, selectReach, upsertReach } from './reachability-store.ts'

/** What Meta's codes say of a person, and not of the message alone. */
const codes = { undeliverable: 131026, capped: 131049, experiment: 130472 } as const

interface Failure {
  accountId: string
  messageId: string
  code: number
  at: string
}

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
  const rows = await selectReach(tx, failures)
  await upsertReach(tx, learn(failures, rows))
}

function learn(failures: readonly Failure[], rows: readonly ReachOfMessage[]): StoredReach[] {
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
  await resetReach(tx, rows)
}
