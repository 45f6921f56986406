import type { Queryable } from '../database/database.ts'

/** One attempt, as the log of a delivery shows it. */
export interface DeliveryAttempt {
  /** ISO 8601. */
  at: string
  /** Null: no answer. */
  status: number | null
  ms: number
  error: string | null
  /** The first 4 KiB of the answer. */
  response: string | null
}

export interface DeliveryContent {
  itemId: string
  eventId: string
  accountId: string
  type: string
  at: Date
  data: Record<string, unknown>
  endpointId: string
  dialect: string
  url: string
  secretCipher: Uint8Array
}

/** What is to be delivered and where to, for many items in one round trip; without items whose endpoint is off. */
export async function selectDeliveryContents(
  db: Queryable,
  items: readonly { id: string; laneId: string; eventId: string; accountId: string }[],
): Promise<DeliveryContent[]> {
  const { rows } = await db.query<DeliveryContent>(
    `select i.id as "itemId", e.id::text as "eventId", e.account_id::text as "accountId", e.type, e.at, e.data,
            p.id::text as "endpointId", p.dialect, p.url, p.secret_cipher as "secretCipher"
       from json_to_recordset($1::json) as i(id text, lane_id bigint, event_id uuid, account_id uuid)
       join events e on e.id = i.event_id and e.account_id = i.account_id
       join lanes l on l.id = i.lane_id
       join endpoints p on p.id = l.ref and p.account_id = i.account_id and p.enabled`,
    [
      JSON.stringify(
        items.map(({ id, laneId, eventId, accountId }) => ({
          id,
          lane_id: laneId,
          event_id: eventId,
          account_id: accountId,
        })),
      ),
    ],
  )
  return rows
}

export interface DeliveryReport {
  laneId: string
  strand: string
  itemId: string
  deliveryId: string
  eventId: string
  accountId: string
  state: 'delivered' | 'retrying' | 'failed'
  /** Attempts made, this one included. */
  attempts: number
  /** Pause before the next; only of `retrying`. */
  afterMs: number
  attempt: DeliveryAttempt
}

/**
 * Records many attempts in one statement: the log, the items that are done or wait again, and the endpoints' record
 * of failure. An endpoint's row is written only when it fails or recovers, never for one success after another.
 * Returns the endpoints that have failed for as long as `disableAfterMs` without one success.
 *
 * Replaying a delivery that is under way can put it into one batch twice, which `on conflict` refuses: hence `merged`,
 * where the best state wins (`delivered` < `failed` < `retrying`, as text).
 */
export async function recordAttempts(
  tx: Queryable,
  reports: readonly DeliveryReport[],
  limits: { disableAfterMs: number; minFailures: number },
): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(
    `with report as materialized (
       select r.*, l.ref as endpoint_id
         from json_to_recordset($1::json) as r("laneId" bigint, strand bigint, "itemId" bigint, "deliveryId" uuid,
              "eventId" uuid, "accountId" uuid, state text, attempts smallint, "afterMs" double precision, attempt jsonb)
         join lanes l on l.id = r."laneId"),
     merged as (
       select "deliveryId" as id, "accountId" as account_id, endpoint_id, "eventId" as event_id, min(state) as state,
              jsonb_agg(attempt order by attempt->>'at') as attempts
         from report group by 1, 2, 3, 4),
     logged as (
       insert into deliveries as d (id, account_id, endpoint_id, event_id, state, attempts)
       select id, account_id, endpoint_id, event_id, state, attempts from merged
       on conflict (id) do update
          set state = excluded.state, attempts = d.attempts || excluded.attempts, updated_at = now()),
     done as (
       delete from lane_items q using report r
        where r.state <> 'retrying' and q.lane_id = r."laneId" and q.strand = r.strand and q.id = r."itemId"),
     later as (
       update lane_items q set run_at = now() + r."afterMs" * interval '1 ms', attempts = r.attempts, started_at = null
         from report r
        where r.state = 'retrying' and q.lane_id = r."laneId" and q.strand = r.strand and q.id = r."itemId"),
     tally as (
       select endpoint_id as id, count(*)::int as failures, bool_or(state = 'delivered') as alive from report group by 1),
     recovered as (
       update endpoints p set failures = 0, failing_since = null
         from tally t where t.alive and p.id = t.id and p.failures > 0),
     failing as (
       update endpoints p set failures = p.failures + t.failures, failing_since = coalesce(p.failing_since, now())
         from tally t where not t.alive and p.id = t.id and p.enabled
       returning p.id, p.failures, p.failing_since)
     select id::text from failing
      where failures >= $3 and failing_since <= now() - $2 * interval '1 ms'`,
    [JSON.stringify(reports), limits.disableAfterMs, limits.minFailures],
  )
  return rows.map((row) => row.id)
}

/**
 * Switches endpoints off and drops what waits for them; the log of those deliveries says `failed`, so that a replay of
 * the failed ones finds them. Tells the account's other endpoints by an `endpoint.disabled` event. With a `url`, an
 * endpoint that has meanwhile got another one stays on.
 */
export async function disableEndpoints(
  tx: Queryable,
  reasons: readonly { endpointId: string; reason: string; url: string | null }[],
): Promise<void> {
  await tx.query(
    `with off as (
       update endpoints p set enabled = false, disabled_reason = r.reason
         from json_to_recordset($1::json) as r("endpointId" uuid, reason text, url text)
        where p.id = r."endpointId" and p.enabled and (r.url is null or p.url = r.url)
       returning p.id, p.account_id, p.dialect, p.url, p.lane_id, p.disabled_reason, p.failing_since),
     dropped as (delete from lane_items q using off where q.lane_id = off.lane_id returning q.ref),
     failed as (
       update deliveries d set state = 'failed', updated_at = now()
         from dropped where d.id = dropped.ref and d.state = 'retrying'),
     told as (
       insert into events (id, account_id, type, data)
       select uuid_v7(), account_id, 'endpoint.disabled', jsonb_build_object('endpointId', id, 'dialect', dialect,
              'url', url, 'reason', disabled_reason, 'failingSince', failing_since) from off
       returning id, account_id)
     insert into lane_items (lane_id, strand, account_id, priority, ref, event_id)
     select p.lane_id, 0, p.account_id, 2, uuid_v7(), told.id
       from told join endpoints p on p.account_id = told.account_id
      where p.enabled and 'endpoint.disabled' = any (p.event_types) and p.id not in (select id from off)`,
    [JSON.stringify(reasons)],
  )
}

export interface Delivery {
  id: string
  endpointId: string
  eventId: string
  /** Null: the event is past its retention. */
  eventType: string | null
  state: 'delivered' | 'retrying' | 'failed'
  attempts: DeliveryAttempt[]
  updatedAt: Date
}

/** Newest first; `after` is the last id of the page before. */
export async function selectDeliveries(
  tx: Queryable,
  {
    accountId,
    endpointId,
    limit,
    after,
  }: { accountId: string; endpointId: string; limit: number; after: string | null },
): Promise<Delivery[]> {
  const { rows } = await tx.query<Delivery>(
    `select d.id::text, d.endpoint_id::text as "endpointId", d.event_id::text as "eventId", e.type as "eventType",
            d.state, d.attempts, d.updated_at as "updatedAt"
       from deliveries d left join events e on e.id = d.event_id and e.account_id = d.account_id
      where d.account_id = $1 and d.endpoint_id = $2 and ($3::uuid is null or d.id < $3::uuid)
      order by d.id desc limit $4`,
    [accountId, endpointId, after, limit],
  )
  return rows
}

export async function selectDeliveryEndpoint(tx: Queryable, accountId: string, id: string): Promise<string | null> {
  const { rows } = await tx.query<{ endpointId: string }>(
    `select endpoint_id::text as "endpointId" from deliveries where account_id = $1 and id = $2`,
    [accountId, id],
  )
  return rows[0]?.endpointId ?? null
}

export interface ReplaySelection {
  accountId: string
  endpointId: string
  laneId: string
  /** One delivery, or those that began in [from, to). */
  select: { deliveryId: string } | { from: Date; to: Date; onlyFailed: boolean }
}

/** Puts deliveries back under their own ids, with all attempts before them. What still waits is left as it is. */
export async function requeueDeliveries(tx: Queryable, selection: ReplaySelection): Promise<number> {
  const { accountId, endpointId, laneId, select } = selection
  const [condition, values] =
    'deliveryId' in select
      ? ['d.id = $4::uuid', [select.deliveryId]]
      : [
          `d.id >= uuid_v7_floor($4::timestamptz) and d.id < uuid_v7_floor($5::timestamptz)
           and (not $6::boolean or d.state = 'failed')`,
          [select.from.toISOString(), select.to.toISOString(), select.onlyFailed],
        ]
  const { rows } = await tx.query<{ count: number }>(
    `with back as (
       insert into lane_items (lane_id, strand, account_id, priority, ref, event_id)
       select $3::bigint, 0, d.account_id, 2, d.id, d.event_id from deliveries d
        where d.account_id = $1 and d.endpoint_id = $2 and ${condition}
          and exists (select from events e where e.id = d.event_id and e.account_id = d.account_id)
          and not exists (select from lane_items q where q.lane_id = $3::bigint and q.account_id = $1 and q.ref = d.id)
        order by d.id
       returning 1)
     select count(*)::int as count from back`,
    [accountId, endpointId, laneId, ...values],
  )
  return rows[0]?.count ?? 0
}
