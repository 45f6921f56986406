import type { EventData } from '#events/catalogue.ts'
import type { ConversationStatus } from '#messaging/conversations/conversation.ts'
import { type Priority, priorityNames } from '#messaging/conversations/conversation-priority.ts'
import type { Queryable } from '#platform/database/database.ts'
import type { UnitOfWork } from '#tenancy/unit-of-work.ts'

/** What a team has made of a conversation. */
export interface ConversationState {
  status: ConversationStatus
  snoozedUntil: string | null
  closeReason: string | null
  assignee: string | null
  teamId: string | null
  priority: Priority
  labelIds: readonly string[]
}

type StateRow = Omit<ConversationState, 'priority'> & { id: string; priority: number; unread: number; waiting: boolean }

const columns = `c.id, c.status, c.snoozed_until, c.close_reason, c.assignee, c.team_id, c.priority::int as priority, c.unread,
  c.last_direction is not distinct from 'in' as waiting,
  array(select l.label_id::text from conversation_labels l where l.account_id = c.account_id and l.conversation_id = c.id order by 1) as label_ids`

export type LockedState = ConversationState & {
  id: string
  unread: number
  /** The person wrote last. */
  waiting: boolean
}

const toState = ({ priority, ...row }: StateRow): LockedState => ({
  ...row,
  priority: priorityNames[priority + 1] ?? 'normal',
})

/** Of several conversations: in which order whoever stores messages locks them. */
const lockOrder = 'number_id, contact_id'

/** Nobody else changes any of them until the transaction ends. */
export async function lockConversations(tx: Queryable, accountId: string, ids: readonly string[]): Promise<void> {
  await tx.run(
    `select from conversations where account_id = $1 and id = any ($2::uuid[]) order by ${lockOrder} for update`,
    [accountId, ids],
  )
}

/** Nobody else changes it until the transaction ends. */
export async function lockState(tx: Queryable, accountId: string, id: string): Promise<LockedState | null> {
  const row = await tx.maybe<StateRow>(
    `select ${columns} from conversations c where c.account_id = $1 and c.id = $2::uuid for update of c`,
    [accountId, id],
  )
  return row && toState(row)
}

export async function updateState(
  tx: Queryable,
  accountId: string,
  id: string,
  { status, snoozedUntil, closeReason, assignee, teamId, priority }: ConversationState,
): Promise<void> {
  await tx.run(
    `update conversations set status = $3, snoozed_until = $4::timestamptz, close_reason = $5, assignee = $6, team_id = $7::uuid,
            priority = $8::smallint
      where account_id = $1 and id = $2::uuid`,
    [accountId, id, status, snoozedUntil, closeReason, assignee, teamId, priorityNames.indexOf(priority) - 1],
  )
}

export async function replaceLabels(
  tx: Queryable,
  accountId: string,
  id: string,
  labelIds: readonly string[],
): Promise<void> {
  await tx.run(
    `delete from conversation_labels where account_id = $1 and conversation_id = $2::uuid and label_id <> all ($3::uuid[])`,
    [accountId, id, labelIds],
  )
  await tx.run(
    `insert into conversation_labels (account_id, label_id, conversation_id, origin_id)
     select $1::uuid, value::uuid, $2::uuid, $2::uuid from json_array_elements_text($3::json) on conflict do nothing`,
    [accountId, id, JSON.stringify(labelIds)],
  )
}

/** The open ones of some agents that wait for an answer are nobody's any more, but for those that somebody else has locked. */
export async function unassignWaiting(
  tx: Queryable,
  accountId: string,
  assignees: readonly string[],
): Promise<{ back: { id: string; assignee: string; since: string }[]; isBusy: boolean }> {
  if (assignees.length === 0) return { back: [], isBusy: false }
  const theirs = `account_id = $1 and assignee = any ($2::text[]) and status = 'open' and last_direction = 'in'`
  const { found } = await tx.one<{ found: number }>(
    `select count(*)::int as found from conversations where ${theirs}`,
    [accountId, assignees],
  )
  const back = await tx.many<{ id: string; assignee: string; since: string }>(
    `with had as (select id, assignee from conversations where ${theirs} for no key update skip locked)
     update conversations c set assignee = null from had where c.account_id = $1 and c.id = had.id
     returning c.id, had.assignee, coalesce(c.last_inbound_at, c.last_at) as since`,
    [accountId, assignees],
  )
  return { back, isBusy: back.length < found }
}

/** Everything that one of the account has is nobody's any more; those that are open, first. */
export const unassignAll = (
  tx: Queryable,
  accountId: string,
  assignee: string,
): Promise<{ id: string; status: ConversationStatus; waiting: boolean; since: string }[]> =>
  tx.many(
    `with had as (select id from conversations where account_id = $1 and assignee = $2 order by ${lockOrder} for update)
     update conversations c set assignee = null from had where c.account_id = $1 and c.id = had.id
     returning c.id, c.status, c.last_direction is not distinct from 'in' as waiting, coalesce(c.last_inbound_at, c.last_at) as since`,
    [accountId, assignee],
  )

/** Whoever is a member no more is in no team, takes nothing, and has no drafts or views. */
export async function forgetMember(tx: Queryable, accountId: string, memberId: string): Promise<void> {
  for (const table of ['team_members', 'inbox_agents', 'conversation_drafts'] as const)
    await tx.run(`delete from ${table} where account_id = $1 and member_id = $2::uuid`, [accountId, memberId])
  await tx.run('delete from inbox_views where account_id = $1 and owner_id = $2::uuid', [accountId, memberId])
}

/** A conversation that was opened again, and since when nobody has answered it; null: somebody has it, or nobody waits. */
export interface Woken {
  waitingSince: string | null
}

/** Opens one whose time has come. `busy`: somebody else is changing it at this moment; `over`: it is not snoozed any more. */
export async function wakeSnoozed(
  tx: Queryable,
  accountId: string,
  id: string,
  at: string,
): Promise<Woken | 'busy' | 'over'> {
  const due = `account_id = $1 and id = $2::uuid and status = 'snoozed' and snoozed_until <= $3::timestamptz`
  const { found, woken } = await tx.one<{ found: number; woken: Woken | null }>(
    `with free as (select id from conversations where ${due} for no key update skip locked),
     woken as (
       update conversations c set status = 'open', snoozed_until = null from free where c.account_id = $1 and c.id = free.id
       returning case when c.assignee is null and c.last_direction = 'in' then coalesce(c.last_inbound_at, c.last_at) end as since)
     select (select count(*) from conversations where ${due})::int as found,
            (select json_build_object('waitingSince', w.since) from woken w) as woken`,
    [accountId, id, at],
  )
  if (woken !== null) return woken
  return found > 0 ? 'busy' : 'over'
}

/** Announces conversations as they are now. */
export async function emitUpdated(tx: UnitOfWork, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const rows = await tx.many<StateRow>(
    `select ${columns} from conversations c where c.account_id = $1 and c.id = any ($2::uuid[]) order by c.id`,
    [tx.caller.accountId, ids],
  )
  for (const row of rows) tx.emit('conversation.updated', toUpdated(toState(row)))
}

export const toUpdated = ({ id, waiting: _, ...state }: LockedState): EventData['conversation.updated'] => ({
  conversationId: id,
  ...state,
})
