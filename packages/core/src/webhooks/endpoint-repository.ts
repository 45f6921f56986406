import type { Queryable } from '../database/database.ts'

/** Where an account's events go, as one dialect renders them. */
export interface Endpoint {
  id: string
  accountId: string
  dialect: string
  url: string
  eventTypes: string[]
  laneId: string
  enabled: boolean
  disabledReason: string | null
  failingSince: Date | null
  failures: number
  createdAt: Date
}

export interface NewEndpoint {
  id: string
  accountId: string
  dialect: string
  url: string
  eventTypes: readonly string[]
  secretCipher: Uint8Array
}

const columns = `id::text, account_id::text as "accountId", dialect, url, event_types as "eventTypes",
  lane_id::text as "laneId", enabled, disabled_reason as "disabledReason", failing_since as "failingSince", failures,
  created_at as "createdAt"`

/** Until the transaction ends nobody else writes the endpoint of this account and dialect, existing or not. */
export async function lockEndpointSlot(tx: Queryable, accountId: string, dialect: string): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('endpoint|' || $1 || '|' || $2, 0))`, [
    accountId,
    dialect,
  ])
}

export async function selectEndpoint(tx: Queryable, accountId: string, dialect: string): Promise<Endpoint | null> {
  const { rows } = await tx.query<Endpoint>(
    `select ${columns} from endpoints where account_id = $1 and dialect = $2 order by id limit 1`,
    [accountId, dialect],
  )
  return rows[0] ?? null
}

export async function selectEndpointById(tx: Queryable, accountId: string, id: string): Promise<Endpoint | null> {
  const { rows } = await tx.query<Endpoint>(`select ${columns} from endpoints where account_id = $1 and id = $2`, [
    accountId,
    id,
  ])
  return rows[0] ?? null
}

/** The endpoint and the lane that its deliveries will wait in. */
export async function insertEndpoint(tx: Queryable, endpoint: NewEndpoint): Promise<Endpoint> {
  const { id, accountId, dialect, url, eventTypes, secretCipher } = endpoint
  const { rows } = await tx.query<Endpoint>(
    `with lane as (
       insert into lanes (account_id, kind, ref, per_second, ordered) values ($2, 'endpoint', $1, null, false) returning id)
     insert into endpoints (id, account_id, dialect, url, event_types, secret_cipher, lane_id)
     select $1, $2, $3, $4, $5::text[], $6, lane.id from lane returning ${columns}`,
    [id, accountId, dialect, url, [...eventTypes], secretCipher],
  )
  return rows[0] as Endpoint
}

/** Another URL is another receiver: it starts enabled and without a past. The same URL changes nothing of that. */
export async function updateEndpoint(
  tx: Queryable,
  { accountId, id, url, eventTypes }: Pick<NewEndpoint, 'accountId' | 'id' | 'url' | 'eventTypes'>,
): Promise<Endpoint> {
  const { rows } = await tx.query<Endpoint>(
    `with moved as (
       update lanes l set shut_until = null, shut_reason = null from endpoints e
        where e.id = $2 and e.account_id = $1 and l.id = e.lane_id and l.account_id = $1 and e.url <> $3)
     update endpoints set event_types = $4::text[], url = $3,
            enabled = enabled or url <> $3,
            disabled_reason = case when url = $3 then disabled_reason end,
            failing_since = case when url = $3 then failing_since end,
            failures = case when url = $3 then failures else 0 end
      where account_id = $1 and id = $2 returning ${columns}`,
    [accountId, id, url, [...eventTypes]],
  )
  return rows[0] as Endpoint
}

/** Also what waits for it, and its lane. The log of its deliveries stays until its partition goes. */
export async function removeEndpoint(tx: Queryable, accountId: string, dialect: string): Promise<boolean> {
  const { rows } = await tx.query<{ laneId: string }>(
    `delete from endpoints where account_id = $1 and dialect = $2 returning lane_id::text as "laneId"`,
    [accountId, dialect],
  )
  const laneIds = rows.map((row) => row.laneId)
  if (laneIds.length === 0) return false
  await tx.query(
    `with gone as (delete from lanes where account_id = $1 and id = any ($2::bigint[]))
     delete from lane_items where account_id = $1 and lane_id = any ($2::bigint[])`,
    [accountId, laneIds],
  )
  return true
}
