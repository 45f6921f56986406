import { peerKey } from '#messaging/messages/peer-key.ts'
import type { Queryable } from '#platform/database/database.ts'
import type { GuardState } from '../engine/guards.ts'

export interface BotConversation {
  conversationId: string
  contactId: string
  numberId: string
  phone: string | null
  userId: string | null
  status: string
  assignee: string | null
  threadOwner: string | null
  lastInboundAt: string | null
  /** When the person wrote before the first of what waits; null: never. */
  previousAt: string | null
  pausedUntil: string | null
  pauseReason: string | null
  guard: GuardState
  started: Readonly<Record<string, string>>
  /** Our id of the latest answer that a person of the business gave in the inbox, after bots were let in again. */
  answeredId: string | null
  /** Another of our own numbers writes. */
  isOwnNumber: boolean
}

const columns = `c.id as conversation_id, c.contact_id, c.number_id, p.phone, p.user_id, c.status, c.assignee, c.thread_owner, c.last_inbound_at,
  (select earlier.created_at from unnest(c.peers) as wanted(key)
    cross join lateral (
      select m.id, m.created_at from messages m
       where m.account_id = c.account_id and m.number_id = c.number_id and ${peerKey('m')} = wanted.key and m.direction = 'in'
         and m.id < (select i.message_id from bot_inputs i where i.account_id = c.account_id and i.conversation_id = c.id
                        and i.message_id is not null order by i.message_id limit 1)
       order by m.id desc limit 1) earlier
    order by earlier.id desc limit 1) as previous_at,
  b.paused_until, b.pause_reason, coalesce(b.guard, '{}') as guard, coalesce(b.started, '{}') as started,
  (select max(a.message_id::text) from message_authors a
    where a.account_id = c.account_id and a.conversation_id = c.id and a.kind = 'member'
      and a.message_id > uuid_v7_floor(coalesce(b.resumed_at, '2000-01-01Z'::timestamptz))) as answered_id,
  exists (select from numbers n where n.account_id = c.account_id and p.phone is not null
      and regexp_replace(n.display_phone_number, '\\D', '', 'g') = p.phone) as is_own_number`

/** A conversation as bots see it; null: it is there no more. */
export const selectBotConversation = (
  db: Queryable,
  accountId: string,
  conversationId: string,
): Promise<BotConversation | null> =>
  db.maybe(
    `select ${columns} from conversations c
       join contacts p on p.account_id = c.account_id and p.id = c.contact_id
       left join bot_conversations b on b.account_id = c.account_id and b.conversation_id = c.id
      where c.account_id = $1 and c.id = $2::uuid`,
    [accountId, conversationId],
  )

/** Holds the conversation for the turn until the transaction ends: no other turn, pause or take-over comes in between. */
export async function lockBotConversation(tx: Queryable, accountId: string, conversationId: string): Promise<void> {
  await tx.run(
    `insert into bot_conversations (account_id, conversation_id, guard, started) values ($1, $2::uuid, '{}', '{}')
     on conflict (account_id, conversation_id) do update set guard = bot_conversations.guard`,
    [accountId, conversationId],
  )
}

export async function writeGuard(
  tx: Queryable,
  accountId: string,
  conversationId: string,
  { guard, started }: Pick<BotConversation, 'guard' | 'started'>,
): Promise<void> {
  await tx.run(
    `update bot_conversations set guard = $3::jsonb, started = $4::jsonb where account_id = $1 and conversation_id = $2::uuid`,
    [accountId, conversationId, JSON.stringify(guard), JSON.stringify(started)],
  )
}

/** Bots are silent until then. `pausedUntil` null: they may speak again, whoever has answered before. */
export async function writePause(
  tx: Queryable,
  accountId: string,
  conversationId: string,
  { pausedUntil, reason, at }: { pausedUntil: string | null; reason: string | null; at: string },
): Promise<void> {
  await tx.run(
    `insert into bot_conversations as b (account_id, conversation_id, paused_until, pause_reason, resumed_at, guard, started)
     values ($1, $2::uuid, $3::timestamptz, $4, $5::timestamptz, '{}', '{}')
     on conflict (account_id, conversation_id) do update set paused_until = excluded.paused_until, pause_reason = excluded.pause_reason,
       resumed_at = coalesce(excluded.resumed_at, b.resumed_at)`,
    [accountId, conversationId, pausedUntil, reason, pausedUntil === null ? at : null],
  )
}

/** The conversation in which a contact wrote last; null: there is none. */
export const selectLatestOf = (
  db: Queryable,
  accountId: string,
  contactId: string,
  numberId: string | null,
): Promise<{ conversationId: string; numberId: string } | null> =>
  db.maybe(
    `select id as conversation_id, number_id from conversations
      where account_id = $1 and contact_id = $2::uuid and ($3::uuid is null or number_id = $3::uuid) order by last_at desc, id desc limit 1`,
    [accountId, contactId, numberId],
  )

/** What two conversations had becomes that of the one which is left. An open session of the other ends. */
export async function mergeBotRows(
  tx: Queryable,
  { accountId, from, into, at }: { accountId: string; from: string; into: string; at: string },
): Promise<void> {
  const params = [accountId, from, into]
  await tx.run(
    `update flow_sessions s set state = 'stopped', wait = null, ended_at = $4::timestamptz
       from conversations c join flow_sessions other on other.account_id = c.account_id and other.conversation_id = c.id and other.state = 'waiting'
      where s.account_id = $1 and s.contact_id = $2::uuid and s.state = 'waiting' and c.account_id = s.account_id and c.contact_id = $3::uuid
        and c.number_id = s.number_id and other.id <> s.id`,
    [...params, at],
  )
  await tx.run(
    `update flow_sessions s set contact_id = $3::uuid, conversation_id = c.id from conversations c
      where s.account_id = $1 and s.contact_id = $2::uuid and c.account_id = s.account_id and c.contact_id = $3::uuid and c.number_id = s.number_id`,
    params,
  )
}
