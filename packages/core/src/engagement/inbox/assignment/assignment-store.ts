import type { Queryable } from '#platform/database/database.ts'
import { recordset } from '#platform/database/recordset.ts'
import type { Agent, Assignment, Waiting } from './plan-assignments.ts'

/** One pass looks at no more; the rest comes with the next. */
const mostAtOnce = 1000

/** Everything that waits for an answer and that nobody has, where conversations begin to be handed out. */
export async function enqueueWaiting(tx: Queryable, accountId: string, at: string): Promise<void> {
  await tx.run(
    `insert into inbox_queue (account_id, conversation_id, since)
     select c.account_id, c.id, coalesce(c.last_inbound_at, $2::timestamptz) from conversations c
      where c.account_id = $1 and c.status = 'open' and c.assignee is null and c.last_direction = 'in' order by c.id
     on conflict do nothing`,
    [accountId, at],
  )
}

/**
 * Gives a place to what waits and has none, as after a merge was undone or another responder has given a conversation back.
 * The accounts concerned.
 */
export const enqueueMissing = (tx: Queryable): Promise<{ accountId: string }[]> =>
  tx.many(
    `with missing as (
       insert into inbox_queue (account_id, conversation_id, since)
       select c.account_id, c.id, coalesce(c.last_inbound_at, now()) from inbox_settings s
         join conversations c on c.account_id = s.account_id
        where s.settings->>'assignment' <> 'manual' and c.status = 'open' and c.assignee is null and c.last_direction = 'in'
          and c.thread_owner is distinct from 'other'
          and not exists (select from inbox_queue q where q.account_id = c.account_id and q.conversation_id = c.id)
        order by c.id
       on conflict do nothing returning account_id)
     select distinct account_id from missing`,
  )

const queued = recordset({ accountId: 'uuid', conversationId: 'uuid', since: 'timestamptz' })

/** Those that wait already keep their place. */
export async function enqueue(
  tx: Queryable,
  rows: readonly { accountId: string; conversationId: string; since: string }[],
): Promise<void> {
  if (rows.length === 0) return
  const ordered = rows.toSorted((a, b) => (a.conversationId < b.conversationId ? -1 : 1))
  await tx.run(
    `insert into inbox_queue (${queued.columns}) select ${queued.columns} from ${queued.from('$1')} on conflict do nothing`,
    [queued.json(ordered)],
  )
}

interface QueueRow extends Waiting {
  assignee: string | null
  isWaiting: boolean
}

export interface TakenQueue {
  waiting: readonly Waiting[]
  /** What waits no more: closed, answered, assigned or merged into another. */
  over: readonly string[]
  /** Somebody is changing one of them at this moment: it is to be looked at again. */
  isBusy: boolean
  /** There may be more in the queue. */
  isFull: boolean
}

/**
 * The oldest that wait, locked; those that somebody else has locked are passed over. A pass holds its job, for which others wait that
 * have a conversation and schedule the next pass: if it waited for them in turn, neither would end.
 */
export async function takeWaiting(tx: Queryable, accountId: string): Promise<TakenQueue> {
  const queue = await tx.many<{ conversationId: string; since: string; exists: boolean }>(
    `select q.conversation_id, q.since, c.id is not null as exists
       from inbox_queue q left join conversations c on c.account_id = q.account_id and c.id = q.conversation_id
      where q.account_id = $1 order by c.priority desc, q.since, q.conversation_id limit ${mostAtOnce}`,
    [accountId],
  )
  const known = queue.filter(({ exists }) => exists).map(({ conversationId }) => conversationId)
  const rows = known.length === 0 ? [] : await lockQueued(tx, accountId, known)
  const locked = new Map(rows.map((row) => [row.conversationId, row]))
  const waiting: Waiting[] = []
  const over: string[] = []
  for (const { conversationId, since, exists } of queue) {
    const row = locked.get(conversationId)
    if (row?.isWaiting && row.assignee === null) waiting.push({ ...row, since })
    else if (row || !exists) over.push(conversationId)
  }
  return { waiting, over, isBusy: rows.length < known.length, isFull: queue.length === mostAtOnce }
}

const lockQueued = (tx: Queryable, accountId: string, ids: readonly string[]): Promise<QueueRow[]> =>
  tx.many(
    `select c.id as conversation_id, c.team_id, c.priority::int as priority, c.assignee,
            c.status = 'open' and c.last_direction = 'in' and c.thread_owner is distinct from 'other' as is_waiting
       from conversations c where c.account_id = $1 and c.id = any ($2::uuid[]) for no key update skip locked`,
    [accountId, ids],
  )

export interface AgentRow extends Agent {
  /** ISO 8601. */
  availableChangedAt: string
}

/** Every agent of the account with what they have, but for those whom somebody else is changing or removing. */
export const lockAgentsAtWork = (tx: Queryable, accountId: string): Promise<AgentRow[]> =>
  tx.many<AgentRow>(
    `select a.member_id, a.available, a.available_changed_at, a.capacity, a.turn::float8 as turn,
            array(select t.team_id::text from team_members t where t.account_id = a.account_id and t.member_id = a.member_id) as team_ids,
            (select count(*)::int from conversations c where c.account_id = a.account_id and c.assignee = a.member_id::text
                and c.status = 'open') as load
       from inbox_agents a where a.account_id = $1 order by a.member_id for no key update of a skip locked`,
    [accountId],
  )

const given = recordset({ conversationId: 'uuid', memberId: 'uuid', turn: 'bigint' })

/** They leave the queue with it. */
export async function storeAssignments(
  tx: Queryable,
  accountId: string,
  plan: readonly Pick<Assignment, 'conversationId' | 'memberId' | 'turn'>[],
): Promise<void> {
  const rows = given.json(plan)
  await tx.run(
    `update conversations c set assignee = x.member_id::text from ${given.from('$2')}
      where c.account_id = $1 and c.id = x.conversation_id`,
    [accountId, rows],
  )
  await tx.run(
    `update inbox_agents a set turn = x.turn from (select member_id, max(turn) as turn from ${given.from('$2')} group by member_id) as x
      where a.account_id = $1 and a.member_id = x.member_id`,
    [accountId, rows],
  )
  await leaveQueue(
    tx,
    accountId,
    plan.map(({ conversationId }) => conversationId),
  )
}

export async function leaveQueue(tx: Queryable, accountId: string, conversationIds: readonly string[]): Promise<void> {
  if (conversationIds.length === 0) return
  await tx.run('delete from inbox_queue where account_id = $1 and conversation_id = any ($2::uuid[])', [
    accountId,
    conversationIds,
  ])
}
