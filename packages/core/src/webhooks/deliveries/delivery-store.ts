import type { Queryable } from '#platform/database/database.ts'
import { idRange } from '#platform/ids.ts'
import { insertItems, type NewItem, toItemRows } from './rowless-store.ts'

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
  at: string
  data: object
  endpointId: string
  dialect: string
  url: string
  secretCipher: Uint8Array
  /** While a secret is being rotated. */
  previousSecretCipher: Uint8Array | null
}

/** Of an enabled endpoint what its deliveries need, as it was read. Instants are ISO 8601. */
export interface ReadEndpoint
  extends Pick<DeliveryContent, 'endpointId' | 'dialect' | 'url' | 'secretCipher' | 'previousSecretCipher'> {
  endpointUpdatedAt: string
  previousSecretUntil: string | null
}

/** What is to be delivered and where to, for many items in one round trip; without items whose endpoint is off. */
export async function selectDeliveryContents(
  db: Queryable,
  items: readonly { id: string; laneId: string; eventId: string; accountId: string }[],
): Promise<(DeliveryContent & ReadEndpoint)[]> {
  const ids = items.map(({ eventId }) => eventId)
  const { rows } = await db.query<DeliveryContent & ReadEndpoint>(
    `select i.id as "itemId", e.id::text as "eventId", e.account_id::text as "accountId", e.type, e.at, e.data,
            p.id as endpoint_id, p.updated_at as endpoint_updated_at, p.dialect, p.url, p.secret_cipher, p.previous_secret_until,
            case when p.previous_secret_until > now() then p.previous_secret_cipher end as previous_secret_cipher
       from json_to_recordset($1::json) as i(id text, lane_id bigint, event_id uuid, account_id uuid)
       join events e on e.id = i.event_id and e.account_id = i.account_id
       join lanes l on l.id = i.lane_id
       join endpoints p on p.id = l.ref and p.account_id = i.account_id and p.enabled
      where e.id = any ($2::uuid[]) and e.id between $3::uuid and $4::uuid`,
    [
      JSON.stringify(
        items.map(({ id, laneId, eventId, accountId }) => ({
          id,
          lane_id: laneId,
          event_id: eventId,
          account_id: accountId,
        })),
      ),
      ids,
      ...idRange(ids),
    ],
  )
  return rows
}

export interface DeliveryReport {
  itemId: string
  deliveryId: string
  endpointId: string
  eventId: string
  accountId: string
  state: 'delivered' | 'retrying' | 'failed'
  /** Attempts made, this one included. */
  attempts: number
  /** Pause before the next; only of `retrying`. */
  afterMs: number
  attempt: DeliveryAttempt
  /** Its item in the queue, when that has no row yet. */
  rowless: NewItem | null
}

/**
 * Records many attempts in one statement: the log, the items that are done or wait again, and the endpoints' record
 * of failure, which is written only when one fails or recovers, never for one success after another.
 * Returns the endpoints that have failed for as long as `disableAfterMs` without one success.
 */
export async function recordAttempts(
  tx: Queryable,
  reports: readonly DeliveryReport[],
  limits: { disableAfterMs: number; minFailures: number },
): Promise<string[]> {
  const now = Date.now()
  const later = reports.filter(({ state }) => state === 'retrying')
  const done = reports.filter(({ state, rowless }) => state !== 'retrying' && rowless === null)
  const first = later.flatMap(({ rowless, ...report }) => (rowless ? { ...rowless, ...toWait(report, now) } : []))
  const { well, failing } = tally(reports)
  const { rows } = await tx.query<{ id: string }>(
    `with logged as (
       insert into deliveries as d (id, account_id, endpoint_id, event_id, state, attempts, updated_at)
       select id, account_id, endpoint_id, event_id, state, attempts, $7::timestamptz from json_to_recordset($1::json)
           as r(id uuid, account_id uuid, endpoint_id uuid, event_id uuid, state text, attempts jsonb)
       on conflict (account_id, id) do update
          set state = excluded.state, attempts = d.attempts || excluded.attempts, updated_at = excluded.updated_at),
     done as (delete from lane_items where id = any ($2::bigint[])),
     later as (
       update lane_items q set run_at = r."runAt", attempts = r.attempts, started_at = null
         from json_to_recordset($3::json) as r("itemId" bigint, attempts smallint, "runAt" timestamptz)
        where q.id = r."itemId" and q.id = any ($4::bigint[])),
     queued as (${insertItems('$10')}),
     recovered as (delete from endpoint_failures where endpoint_id = any ($5::uuid[])),
     failing as (
       insert into endpoint_failures as f (endpoint_id, account_id, failing_since, failures)
       select p.id, p.account_id, $7::timestamptz, t.failures
         from json_to_recordset($6::json) as t(id uuid, "accountId" uuid, failures int)
         join endpoints p on p.account_id = t."accountId" and p.id = t.id and p.enabled order by p.id
       on conflict (endpoint_id) do update set failures = f.failures + excluded.failures
       returning endpoint_id, failures, failing_since)
     select endpoint_id as id from failing where failures >= $9 and failing_since <= $8::timestamptz`,
    [
      JSON.stringify(mergeByDelivery(reports)),
      done.map(({ itemId }) => itemId),
      JSON.stringify(later.map((report) => toWait(report, now))),
      later.flatMap(({ itemId, rowless }) => (rowless ? [] : itemId)),
      well,
      JSON.stringify(failing),
      new Date(now).toISOString(),
      new Date(now - limits.disableAfterMs).toISOString(),
      limits.minFailures,
      toItemRows(first),
    ],
  )
  return rows.map((row) => row.id)
}

const toWait = ({ itemId, attempts, afterMs }: Omit<DeliveryReport, 'rowless'>, now: number) => ({
  itemId,
  attempts,
  runAt: new Date(now + afterMs).toISOString(),
})

/**
 * Replaying a delivery that is under way can put it into one batch twice, which `on conflict` refuses: its attempts
 * become one row, in which the best state wins (`delivered` < `failed` < `retrying`, as text).
 */
function mergeByDelivery(reports: readonly DeliveryReport[]) {
  const byDelivery = Map.groupBy(reports, ({ deliveryId }) => deliveryId)
  return [...byDelivery.entries()].map(([id, same]) => {
    const [first] = same as [DeliveryReport, ...DeliveryReport[]]
    return {
      id,
      account_id: first.accountId,
      endpoint_id: first.endpointId,
      event_id: first.eventId,
      state: same.map(({ state }) => state).sort()[0],
      attempts: same.map(({ attempt }) => attempt).sort((a, b) => (a.at < b.at ? -1 : 1)),
    }
  })
}

interface Tally {
  well: string[]
  failing: { id: string; accountId: string | undefined; failures: number }[]
}

/** Endpoints that took at least one delivery, and how often each of the others failed. */
function tally(reports: readonly DeliveryReport[]): Tally {
  const byEndpoint = [...Map.groupBy(reports, ({ endpointId }) => endpointId).entries()]
  const isWell = (of: readonly DeliveryReport[]) => of.some(({ state }) => state === 'delivered')
  return {
    well: byEndpoint.filter(([, of]) => isWell(of)).map(([id]) => id),
    failing: byEndpoint
      .filter(([, of]) => !isWell(of))
      .map(([id, of]) => ({ id, accountId: of[0]?.accountId, failures: of.length })),
  }
}

/**
 * Queues an event for an endpoint, under the id of a delivery there has been or under its own. False: it waits there
 * already; null: the account has no such event any more.
 */
export async function queueEvent(
  tx: Queryable,
  { id: endpointId, accountId, laneId }: { id: string; accountId: string; laneId: string },
  eventId: string,
  deliveryId: string | null,
): Promise<boolean | null> {
  const { rows } = await tx.query<{ queued: boolean }>(
    `with fact as (
       select e.id, coalesce($5::uuid, delivery_id(e.id, p.id)) as ref,
              case when p.ordered then event_ordering_key(e.type, e.data) else 0 end as ordering_key
         from events e join endpoints p on p.id = $2::uuid and p.account_id = e.account_id
        where e.id = $4::uuid and e.account_id = $1),
     back as (
       insert into lane_items (lane_id, ordering_key, account_id, priority, ref, event_id)
       select $3::bigint, f.ordering_key, $1, 2, f.ref, f.id from fact f
        where not exists (select from lane_items q where q.lane_id = $3::bigint and q.account_id = $1 and q.ref = f.ref)
       returning 1)
     select exists (select from back) as queued from fact`,
    [accountId, endpointId, laneId, eventId, deliveryId],
  )
  return rows[0]?.queued ?? null
}

/** An event that enters no lane. */
export async function insertTestEvent(
  tx: Queryable,
  { eventId, accountId, type, at, data }: Pick<DeliveryContent, 'eventId' | 'accountId' | 'type' | 'at' | 'data'>,
): Promise<void> {
  await tx.run('insert into events (id, account_id, type, at, data) values ($1, $2, $3, $4, $5::jsonb)', [
    eventId,
    accountId,
    type,
    at,
    JSON.stringify(data),
  ])
}
