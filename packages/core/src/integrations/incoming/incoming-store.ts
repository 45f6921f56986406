import type { Queryable } from '#platform/database/database.ts'
import { recordset } from '#platform/database/recordset.ts'
import type { ActionOutcome, IncomingBody, IncomingEvent, IncomingState } from './incoming-event.ts'

const columns =
  'id, source_id, state, reason, type, occurred_at, contact_id, data, notes, run, duplicates, received_at, applied_at'

export interface NewIncoming extends IncomingBody {
  id: string
  dedupeKey: string | null
}

const arrived = recordset({ id: 'uuid', body: 'text', headers: 'jsonb', dedupeKey: 'text' })

export interface Arrival {
  sourceId: string
  state: IncomingState
  reason: string | null
  receivedAt: string
  expiresAt: string
}

/**
 * Stores events whose key has not come yet, in one statement. Returns the ids of those that are new; an event that comes again is
 * counted at the first one. Keys that have expired are taken over.
 */
export async function insertIncoming(
  tx: Queryable,
  accountId: string,
  arrival: Arrival,
  events: readonly NewIncoming[],
): Promise<Set<string>> {
  const rows = await tx.many<{ id: string }>(
    `with input as materialized (select ${arrived.columns} from ${arrived.from('$3')}),
     keyed as (
       insert into incoming_event_keys as k (account_id, source_id, key, event_id, expires_at)
       select $1, $2::uuid, dedupe_key, id, $4::timestamptz from input where dedupe_key is not null
       on conflict (account_id, source_id, key) do update set event_id = excluded.event_id, expires_at = excluded.expires_at
        where k.expires_at <= $5::timestamptz returning event_id)
     insert into incoming_events (account_id, source_id, id, state, reason, body, headers, dedupe_key, received_at)
     select $1, $2::uuid, i.id, $6, $7, i.body, i.headers, i.dedupe_key, $5::timestamptz from input i
      where i.dedupe_key is null or i.id in (select event_id from keyed) returning id`,
    [
      accountId,
      arrival.sourceId,
      arrived.json(events),
      arrival.expiresAt,
      arrival.receivedAt,
      arrival.state,
      arrival.reason,
    ],
  )
  return new Set(rows.map(({ id }) => id))
}

/** Events that came again, at the one that came first. Returns its ids by key. */
export async function countDuplicates(
  tx: Queryable,
  accountId: string,
  sourceId: string,
  keys: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.many<{ key: string; id: string }>(
    `update incoming_events e set duplicates = e.duplicates + x.times
       from (select key, count(*)::int as times from unnest($3::text[]) as given(key) group by key) x
       join incoming_event_keys k on k.account_id = $1 and k.source_id = $2::uuid and k.key = x.key
      where e.account_id = $1 and e.id = k.event_id returning k.key, e.id`,
    [accountId, sourceId, keys],
  )
  return new Map(rows.map(({ key, id }) => [key, id]))
}

export async function noteArrival(tx: Queryable, accountId: string, sourceId: string, at: string): Promise<void> {
  await tx.run(
    `update event_sources set last_event_at = $3::timestamptz
      where account_id = $1 and id = $2::uuid and (last_event_at is null or last_event_at < $3::timestamptz - interval '10 seconds')`,
    [accountId, sourceId, at],
  )
}

export interface IncomingFilter {
  sourceId: string
  state: IncomingState | null
  reason: string | null
  contactId: string | null
  before: string | null
  limit: number
}

/** Latest first. */
export const selectIncoming = (db: Queryable, accountId: string, filter: IncomingFilter): Promise<IncomingEvent[]> =>
  db.many<IncomingEvent>(
    `select ${columns} from incoming_events
      where account_id = $1 and source_id = $2::uuid and ($3::text is null or state = $3) and ($4::text is null or reason = $4)
        and ($5::uuid is null or contact_id = $5::uuid) and ($6::uuid is null or id < $6::uuid) order by id desc limit $7`,
    [accountId, filter.sourceId, filter.state, filter.reason, filter.contactId, filter.before, filter.limit],
  )

export const selectIncomingEvent = (
  db: Queryable,
  accountId: string,
  id: string,
): Promise<(IncomingEvent & IncomingBody) | null> =>
  db.maybe(`select ${columns}, body, headers from incoming_events where account_id = $1 and id = $2::uuid`, [
    accountId,
    id,
  ])

/** Until the transaction ends nobody else acts upon it. */
export const lockIncoming = (
  tx: Queryable,
  accountId: string,
  id: string,
): Promise<(IncomingEvent & IncomingBody) | null> =>
  tx.maybe(`select ${columns}, body, headers from incoming_events where account_id = $1 and id = $2::uuid for update`, [
    accountId,
    id,
  ])

export type IncomingChange = Pick<
  IncomingEvent,
  'id' | 'state' | 'reason' | 'type' | 'occurredAt' | 'contactId' | 'data' | 'notes' | 'run' | 'appliedAt'
>

const changed = recordset({
  id: 'uuid',
  state: 'text',
  reason: 'text',
  type: 'text',
  occurredAt: 'timestamptz',
  contactId: 'uuid',
  data: 'jsonb',
  notes: 'jsonb',
  run: 'int',
  appliedAt: 'timestamptz',
})

export async function updateIncoming(tx: Queryable, accountId: string, event: IncomingChange): Promise<void> {
  const set = ['state', 'reason', 'type', 'occurred_at', 'contact_id', 'data', 'notes', 'run', 'applied_at']
  await tx.run(
    `update incoming_events e set ${set.map((name) => `${name} = x.${name}`).join(', ')} from ${changed.from('$2')}
      where e.account_id = $1 and e.id = x.id`,
    [accountId, changed.json([event])],
  )
}

export const selectOutcomes = (db: Queryable, accountId: string, eventId: string): Promise<ActionOutcome[]> =>
  db.many<ActionOutcome>(
    `select action_id, kind, outcome, reason, message_id, reference_id, run, at from incoming_event_actions
      where account_id = $1 and event_id = $2::uuid order by at, action_id`,
    [accountId, eventId],
  )

const taken = recordset({
  actionId: 'text',
  kind: 'text',
  outcome: 'text',
  reason: 'text',
  messageId: 'uuid',
  referenceId: 'uuid',
  run: 'int',
  at: 'timestamptz',
})

export async function writeOutcome(
  tx: Queryable,
  accountId: string,
  eventId: string,
  outcome: ActionOutcome,
): Promise<void> {
  await tx.run(
    `insert into incoming_event_actions (account_id, event_id, ${taken.columns}) select $1, $2::uuid, ${taken.columns} from ${taken.from('$3')}
     on conflict (account_id, event_id, action_id) do update set outcome = excluded.outcome, reason = excluded.reason,
       message_id = excluded.message_id, reference_id = excluded.reference_id, run = excluded.run, at = excluded.at`,
    [accountId, eventId, taken.json([outcome])],
  )
}

/** False: the action was taken for this key before. */
export const claimAction = async (
  tx: Queryable,
  accountId: string,
  claim: { sourceId: string; actionId: string; key: string; eventId: string; at: string },
): Promise<boolean> =>
  (await tx.run(
    `insert into incoming_event_claims (account_id, source_id, action_id, key, event_id, at)
     values ($1, $2::uuid, $3, $4, $5::uuid, $6::timestamptz) on conflict do nothing`,
    [accountId, claim.sourceId, claim.actionId, claim.key, claim.eventId, claim.at],
  )) > 0

/** Nothing came of it: another event may. */
export async function releaseClaim(
  tx: Queryable,
  accountId: string,
  { sourceId, actionId, key }: { sourceId: string; actionId: string; key: string },
): Promise<void> {
  await tx.run(
    'delete from incoming_event_claims where account_id = $1 and source_id = $2::uuid and action_id = $3 and key = $4',
    [accountId, sourceId, actionId, key],
  )
}

/** False: the log of events has it already, from before its replay. */
export const markAnnounced = async (tx: Queryable, accountId: string, id: string): Promise<boolean> =>
  (await tx.run(
    'update incoming_events set announced = true where account_id = $1 and id = $2::uuid and not announced',
    [accountId, id],
  )) > 0

export const hasClaim = async (
  tx: Queryable,
  accountId: string,
  { sourceId, actionId, key }: { sourceId: string; actionId: string; key: string },
): Promise<boolean> =>
  (await tx.maybe(
    `select 1 as found from incoming_event_claims where account_id = $1 and source_id = $2::uuid and action_id = $3 and key = $4`,
    [accountId, sourceId, actionId, key],
  )) !== null

export interface IncomingCount {
  state: IncomingState
  reason: string | null
  count: number
}

export const selectIncomingCounts = (db: Queryable, accountId: string, sourceId: string): Promise<IncomingCount[]> =>
  db.many<IncomingCount>(
    `select state, reason, count(*)::int as count from incoming_events where account_id = $1 and source_id = $2::uuid
      group by 1, 2 order by 1, 2`,
    [accountId, sourceId],
  )

/** What is older than its time goes, a batch at a time; of a source that is gone, everything. Returns how many events went. */
export async function deleteOldIncoming(
  tx: Queryable,
  accountId: string,
  sourceId: string,
  { before, limit }: { before: string; limit: number },
): Promise<number> {
  const ids = (
    await tx.many<{ id: string }>(
      `select id from incoming_events where account_id = $1 and source_id = $2::uuid and id < uuid_v7_floor($3::timestamptz) order by id limit $4`,
      [accountId, sourceId, before, limit],
    )
  ).map(({ id }) => id)
  const params = [accountId, ids]
  await tx.run('delete from incoming_event_actions where account_id = $1 and event_id = any ($2::uuid[])', params)
  await tx.run('delete from incoming_events where account_id = $1 and id = any ($2::uuid[])', params)
  return ids.length
}

export async function deleteOldKeys(
  tx: Queryable,
  accountId: string,
  sourceId: string,
  { now, claimsBefore }: { now: string; claimsBefore: string },
): Promise<void> {
  await tx.run(
    'delete from incoming_event_keys where account_id = $1 and source_id = $2::uuid and expires_at < $3::timestamptz',
    [accountId, sourceId, now],
  )
  await tx.run(
    'delete from incoming_event_claims where account_id = $1 and source_id = $2::uuid and at < $3::timestamptz',
    [accountId, sourceId, claimsBefore],
  )
}

/** What came of a person goes; that something came, and what followed, stays. */
export const eraseIncomingOf = async (
  tx: Queryable,
  accountId: string,
  contactId: string | null,
): Promise<Record<string, number>> => ({
  incoming_events: await tx.run(
    `update incoming_events set body = '', headers = '{}', data = '{}', notes = '[]', contact_id = null, dedupe_key = null,
       state = case when state in ('pending', 'waiting') then 'skipped' else state end, reason = 'erased_person'
      where account_id = $1 and contact_id = $2::uuid`,
    [accountId, contactId],
  ),
})

/** Two contacts became one. */
export const reassignIncoming = (
  tx: Queryable,
  accountId: string,
  { survivorId, absorbedId }: { survivorId: string; absorbedId: string },
): Promise<number> =>
  tx.run('update incoming_events set contact_id = $2::uuid where account_id = $1 and contact_id = $3::uuid', [
    accountId,
    survivorId,
    absorbedId,
  ])
