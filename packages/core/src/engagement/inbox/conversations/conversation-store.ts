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

export type FoundState = ConversationState & {
  id: string
  unread: number
  /** The person wrote last. */
  waiting: boolean
}

const toState = ({ priority, ...row }: StateRow): FoundState => ({
  ...row,
  priority: priorityNames[priority + 1] ?? 'normal',
})

/** Nobody else changes it until the transaction ends. */
export async function lockState(tx: Queryable, accountId: string, id: string): Promise<FoundState | null> {
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

/** The open ones of some agents that wait for an answer are nobody's any more. */
export const unassignWaiting = (
  tx: Queryable,
  accountId: string,
  assignees: readonly string[],
): Promise<{ id: string; assignee: string; since: string }[]> =>
  assignees.length === 0
    ? Promise.resolve([])
    : tx.many(
        `with had as (
           select id, assignee from conversations where account_id = $1 and assignee = any ($2::text[]) and status = 'open'
              and last_direction = 'in' order by id for update)
         update conversations c set assignee = null from had where c.account_id = $1 and c.id = had.id
         returning c.id, had.assignee, coalesce(c.last_inbound_at, c.last_at) as since`,
        [accountId, assignees],
      )

/** Everything that one of the account has is nobody's any more; those that are open, first. */
export const unassignAll = (
  tx: Queryable,
  accountId: string,
  assignee: string,
): Promise<{ id: string; status: ConversationStatus; waiting: boolean; since: string }[]> =>
  tx.many(
    `with had as (select id from conversations where account_id = $1 and assignee = $2 order by id for update)
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

/** Those whose time has come are open again. */
export const wakeSnoozed = (tx: Queryable, accountId: string, id: string, at: string): Promise<boolean> =>
  tx
    .run(
      `update conversations set status = 'open', snoozed_until = null
        where account_id = $1 and id = $2::uuid and status = 'snoozed' and snoozed_until <= $3::timestamptz`,
      [accountId, id, at],
    )
    .then((woken) => woken > 0)

/** Announces conversations as they are now. */
export async function emitUpdated(tx: UnitOfWork, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const rows = await tx.many<StateRow>(
    `select ${columns} from conversations c where c.account_id = $1 and c.id = any ($2::uuid[]) order by c.id`,
    [tx.caller.accountId, ids],
  )
  for (const row of rows) tx.emit('conversation.updated', toUpdated(toState(row)))
}

export const toUpdated = ({ id, waiting: _, ...state }: FoundState): EventData['conversation.updated'] => ({
  conversationId: id,
  ...state,
})
