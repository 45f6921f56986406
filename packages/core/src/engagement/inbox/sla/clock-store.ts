import type { Queryable } from '#platform/database/database.ts'
import { recordset } from '#platform/database/recordset.ts'

export type ClockKind = 'first_response' | 'resolution'

/** By when something is to be done in a conversation. Instants are ISO 8601. */
export interface Clock {
  accountId: string
  conversationId: string
  kind: ClockKind
  startedAt: string
  dueAt: string
  breachedAt: string | null
}

const rows = recordset({
  accountId: 'uuid',
  conversationId: 'uuid',
  kind: 'text',
  startedAt: 'timestamptz',
  dueAt: 'timestamptz',
})

/**
 * A clock that runs goes on. That of an answer begins anew where the former was answered; that of a closing stands until the
 * conversation is closed. Returns those that have begun.
 */
export const startClocks = (tx: Queryable, clocks: readonly Omit<Clock, 'breachedAt'>[]): Promise<Clock[]> =>
  tx.many<Clock>(
    `insert into conversation_clocks as k (${rows.columns})
     select ${rows.columns} from ${rows.from('$1')} order by conversation_id, kind
     on conflict (account_id, conversation_id, kind) do update set started_at = excluded.started_at, due_at = excluded.due_at,
       breached_at = null
     where k.kind = 'first_response' and exists (select from conversations c
       where c.account_id = k.account_id and c.id = k.conversation_id and c.last_outbound_at >= k.started_at)
     returning account_id, conversation_id, kind, started_at, due_at, breached_at`,
    [rows.json(clocks)],
  )

/** A clock whose time has come, and what has become of its conversation. */
interface DueClock extends Clock {
  answered: boolean
  closed: boolean
  assignee: string | null
}

/** Passes over one that somebody else has locked: they may wait for the job in which this is asked. */
export const lockDueClock = (
  tx: Queryable,
  accountId: string,
  { conversationId, kind, at }: { conversationId: string; kind: ClockKind; at: string },
): Promise<DueClock | null> =>
  tx.maybe<DueClock>(
    `select k.account_id, k.conversation_id, k.kind, k.started_at, k.due_at, k.breached_at, c.assignee,
            coalesce(c.last_outbound_at >= k.started_at, false) as answered, c.status = 'closed' as closed
       from conversation_clocks k join conversations c on c.account_id = k.account_id and c.id = k.conversation_id
      where k.account_id = $1 and k.conversation_id = $2::uuid and k.kind = $3 and k.breached_at is null
        and k.due_at <= $4::timestamptz for update of k skip locked`,
    [accountId, conversationId, kind, at],
  )

/** Whether a clock of a conversation is due and nobody was told. */
export async function isClockDue(
  tx: Queryable,
  accountId: string,
  { conversationId, kind, at }: { conversationId: string; kind: ClockKind; at: string },
): Promise<boolean> {
  const due = await tx.maybe(
    `select 1 as due from conversation_clocks where account_id = $1 and conversation_id = $2::uuid and kind = $3
        and breached_at is null and due_at <= $4::timestamptz`,
    [accountId, conversationId, kind, at],
  )
  return due !== null
}

export async function breachClock(
  tx: Queryable,
  { accountId, conversationId, kind }: Clock,
  at: string,
): Promise<void> {
  await tx.run(
    `update conversation_clocks set breached_at = $4::timestamptz
      where account_id = $1 and conversation_id = $2::uuid and kind = $3`,
    [accountId, conversationId, kind, at],
  )
}

/** What was promised was done, or is of no account any more; `kind` null: both. */
export async function stopClocks(
  tx: Queryable,
  accountId: string,
  conversationId: string,
  kind: ClockKind | null,
): Promise<void> {
  await tx.run(
    `delete from conversation_clocks where account_id = $1 and conversation_id = $2::uuid and ($3::text is null or kind = $3)`,
    [accountId, conversationId, kind],
  )
}

export const selectClocks = (db: Queryable, accountId: string, conversationId: string): Promise<Clock[]> =>
  db.many<Clock>(
    `select account_id, conversation_id, kind, started_at, due_at, breached_at from conversation_clocks
      where account_id = $1 and conversation_id = $2::uuid order by kind`,
    [accountId, conversationId],
  )
