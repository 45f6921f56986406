import type { Queryable } from '#platform/database/database.ts'

/** Where an account's events go, as one dialect renders them. */
export interface Endpoint {
  id: string
  accountId: string
  dialect: string
  url: string
  /** Whole types and patterns such as `message.*`. */
  eventTypes: string[]
  description: string | null
  /** Deliveries about one person or object leave one at a time, in the order of events. */
  ordered: boolean
  /** The one that its dialect's own API manages. */
  singular: boolean
  /** Until then the secret before this one signs too; null: it does not. */
  previousSecretUntil: string | null
  laneId: string
  enabled: boolean
  disabledReason: string | null
  failingSince: string | null
  failures: number
  createdAt: string
  updatedAt: string
}

export interface NewEndpoint {
  id: string
  accountId: string
  dialect: string
  url: string
  eventTypes: readonly string[]
  description: string | null
  ordered: boolean
  singular: boolean
  secretCipher: Uint8Array
  /** Absent: on, or as it was. */
  enabled?: boolean | undefined
}

/** Binds a sealed secret to its row: copied to another endpoint it does not open. */
export const endpointAad = (endpointId: string) => `endpoint|${endpointId}`

const columnsOf = (e: string) => `${e}.id::text, ${e}.account_id::text as "accountId", ${e}.dialect, ${e}.url,
  ${e}.event_types as "eventTypes", ${e}.description, ${e}.ordered, ${e}.singular,
  ${e}.previous_secret_until as "previousSecretUntil",
  ${e}.lane_id::text as "laneId", ${e}.enabled, ${e}.disabled_reason as "disabledReason",
  (select f.failing_since from endpoint_failures f where f.account_id = ${e}.account_id and f.endpoint_id = ${e}.id) as "failingSince",
  coalesce((select f.failures from endpoint_failures f where f.account_id = ${e}.account_id and f.endpoint_id = ${e}.id), 0) as failures,
  ${e}.created_at as "createdAt", ${e}.updated_at as "updatedAt"`
const columns = columnsOf('endpoints')

/** Of a lane `l`, as its endpoint is switched on: what was recorded before is not for it, and is not looked for after a crash. */
const reopened = `paused_until = null, pause_reason = null,
              delivered_through = greatest(l.delivered_through, case when l.delivered_through is not null then pg_sequence_last_value('event_sequence') end)`

/** A secret whose time is over signs no more, and is not spoken of. */
const toEndpoint = (row: Endpoint): Endpoint => ({
  ...row,
  previousSecretUntil:
    row.previousSecretUntil !== null && Date.parse(row.previousSecretUntil) > Date.now()
      ? row.previousSecretUntil
      : null,
})

/** What `disabledReason` says of an endpoint that its owner wanted off. */
export const switchedOff = 'switched off'

/** Until the transaction ends nobody else makes, changes or removes an endpoint of this account. */
export async function lockEndpoints(tx: Queryable, accountId: string): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('endpoints|' || $1, 0))`, [accountId])
}

/** The one that the dialect's own API manages. */
export async function selectEndpoint(tx: Queryable, accountId: string, dialect: string): Promise<Endpoint | null> {
  const { rows } = await tx.query<Endpoint>(
    `select ${columns} from endpoints where account_id = $1 and dialect = $2 and singular`,
    [accountId, dialect],
  )
  return rows[0] ? toEndpoint(rows[0]) : null
}

export async function selectEndpointById(tx: Queryable, accountId: string, id: string): Promise<Endpoint | null> {
  const { rows } = await tx.query<Endpoint>(`select ${columns} from endpoints where account_id = $1 and id = $2`, [
    accountId,
    id,
  ])
  return rows[0] ? toEndpoint(rows[0]) : null
}

/** Oldest first. */
export async function selectEndpoints(
  tx: Queryable,
  accountId: string,
  { after, limit }: { after: string | null; limit: number },
): Promise<Endpoint[]> {
  const { rows } = await tx.query<Endpoint>(
    `select ${columns} from endpoints where account_id = $1 and ($2::uuid is null or id > $2::uuid) order by id limit $3`,
    [accountId, after, limit],
  )
  return rows.map(toEndpoint)
}

export async function countEndpoints(tx: Queryable, accountId: string): Promise<number> {
  const { rows } = await tx.query<{ count: number }>(
    'select count(*)::int as count from endpoints where account_id = $1',
    [accountId],
  )
  return rows[0]?.count ?? 0
}

export interface EndpointSecrets {
  secretCipher: Uint8Array
  /** Null: no rotation is under way. */
  previousSecretCipher: Uint8Array | null
}

export async function selectSecrets(tx: Queryable, accountId: string, id: string): Promise<EndpointSecrets | null> {
  const { rows } = await tx.query<EndpointSecrets>(
    `select secret_cipher as "secretCipher",
            case when previous_secret_until > now() then previous_secret_cipher end as "previousSecretCipher"
       from endpoints where account_id = $1 and id = $2`,
    [accountId, id],
  )
  return rows[0] ?? null
}

/** The endpoint and the lane that its deliveries will wait in. */
export async function insertEndpoint(tx: Queryable, endpoint: NewEndpoint): Promise<Endpoint> {
  const {
    id,
    accountId,
    dialect,
    url,
    eventTypes,
    secretCipher,
    description,
    ordered,
    singular,
    enabled = true,
  } = endpoint
  const { rows } = await tx.query<Endpoint>(
    `with lane as (
       insert into lanes (account_id, kind, ref, per_second, ordered) values ($2, 'endpoint', $1, null, $8) returning id)
     insert into endpoints (id, account_id, dialect, url, event_types, secret_cipher, lane_id, description, ordered, singular,
            enabled, disabled_reason)
     select $1, $2, $3, $4, $5::text[], $6, lane.id, $7, $8, $9, $10::boolean,
            case when not $10::boolean then '${switchedOff}' end from lane returning ${columns}`,
    [id, accountId, dialect, url, [...eventTypes], secretCipher, description, ordered, singular, enabled],
  )
  return toEndpoint(rows[0] as Endpoint)
}

export interface EndpointSettings {
  dialect: string
  url: string
  eventTypes: readonly string[]
  description: string | null
  ordered: boolean
}

/** What an endpoint has failed at is forgotten: always, or where a condition on the endpoint `e` holds, whose parameters begin at $3. */
async function forgetFailures(
  tx: Queryable,
  accountId: string,
  id: string,
  ...[condition = 'true', params = []]: [condition?: string, params?: readonly unknown[]]
): Promise<void> {
  await tx.query(
    `delete from endpoint_failures f using endpoints e
      where e.account_id = $1 and e.id = $2 and f.account_id = e.account_id and f.endpoint_id = e.id and (${condition})`,
    [accountId, id, ...params],
  )
}

/** Another URL is another receiver: it starts without a past. */
export async function updateSettings(
  tx: Queryable,
  accountId: string,
  id: string,
  { dialect, url, eventTypes, description, ordered }: EndpointSettings,
): Promise<Endpoint> {
  await forgetFailures(tx, accountId, id, 'e.url <> $3', [url])
  const { rows } = await tx.query<Endpoint>(
    `with moved as (
       update lanes l set paused_until = null, pause_reason = null from endpoints e
        where e.id = $2 and e.account_id = $1 and l.id = e.lane_id and l.account_id = $1 and e.url <> $4)
     update endpoints set dialect = $3, url = $4, event_types = $5::text[], description = $6, ordered = $7, updated_at = now()
      where account_id = $1 and id = $2 returning ${columns}`,
    [accountId, id, dialect, url, [...eventTypes], description, ordered],
  )
  return toEndpoint(rows[0] as Endpoint)
}

/** What had paused its lane is forgotten too. */
export async function enableEndpoint(tx: Queryable, accountId: string, id: string): Promise<Endpoint | null> {
  await forgetFailures(tx, accountId, id)
  const { rows } = await tx.query<Endpoint>(
    `with opened as (
       update lanes l set ${reopened} from endpoints e
        where e.id = $2 and e.account_id = $1 and l.id = e.lane_id and l.account_id = $1)
     update endpoints set enabled = true, disabled_reason = null, updated_at = now()
      where account_id = $1 and id = $2 returning ${columns}`,
    [accountId, id],
  )
  return rows[0] ? toEndpoint(rows[0]) : null
}

/** The new secret signs from now on; the old one too for so many seconds, 0: not at all. */
export async function replaceSecret(
  tx: Queryable,
  accountId: string,
  id: string,
  { secretCipher, graceSeconds }: { secretCipher: Uint8Array; graceSeconds: number },
): Promise<Endpoint> {
  const until = graceSeconds > 0 ? new Date(Date.now() + graceSeconds * 1000).toISOString() : null
  const { rows } = await tx.query<Endpoint>(
    `update endpoints set secret_cipher = $3, updated_at = now(),
            previous_secret_cipher = case when $4 > 0 then secret_cipher end,
            previous_secret_until = $5::timestamptz
      where account_id = $1 and id = $2 returning ${columns}`,
    [accountId, id, secretCipher, graceSeconds, until],
  )
  return toEndpoint(rows[0] as Endpoint)
}

/** The secret before the present one signs no more. */
export async function forgetPreviousSecret(tx: Queryable, accountId: string, id: string): Promise<Endpoint> {
  const { rows } = await tx.query<Endpoint>(
    `update endpoints set previous_secret_cipher = null, previous_secret_until = null, updated_at = now()
      where account_id = $1 and id = $2 returning ${columns}`,
    [accountId, id],
  )
  return toEndpoint(rows[0] as Endpoint)
}

/**
 * Another URL is another receiver, and one that is switched on again has been mended: it starts enabled and without a
 * past. Else nothing of that changes.
 */
export async function updateSingular(
  tx: Queryable,
  { accountId, id, url, eventTypes, enabled }: Pick<NewEndpoint, 'accountId' | 'id' | 'url' | 'eventTypes' | 'enabled'>,
): Promise<Endpoint> {
  await forgetFailures(tx, accountId, id, 'e.url <> $3 or ($4::boolean and not e.enabled)', [url, enabled ?? false])
  const { rows } = await tx.query<Endpoint>(
    `with fresh as (
       select id, url <> $3 or (coalesce($5::boolean, false) and not enabled) as is from endpoints where id = $2 and account_id = $1),
     moved as (
       update lanes l set ${reopened} from endpoints e join fresh f on f.id = e.id
        where l.id = e.lane_id and l.account_id = $1 and f.is)
     update endpoints e set event_types = $4::text[], url = $3, updated_at = now(),
            enabled = coalesce($5::boolean, e.enabled or f.is),
            disabled_reason = case when $5::boolean = false then coalesce(e.disabled_reason, '${switchedOff}') when not f.is then e.disabled_reason end
       from fresh f where e.account_id = $1 and e.id = f.id returning ${columnsOf('e')}`,
    [accountId, id, url, [...eventTypes], enabled ?? null],
  )
  return toEndpoint(rows[0] as Endpoint)
}

export async function selectSecretCipher(tx: Queryable, accountId: string, id: string): Promise<Uint8Array | null> {
  const { rows } = await tx.query<{ cipher: Uint8Array }>(
    'select secret_cipher as cipher from endpoints where account_id = $1 and id = $2',
    [accountId, id],
  )
  return rows[0]?.cipher ?? null
}

/** Also what waits for it, and its lane. The log of its deliveries stays until its partition goes. */
export async function removeEndpoint(tx: Queryable, accountId: string, id: string): Promise<void> {
  await tx.query(
    `with gone as (
       delete from endpoints where account_id = $1 and id = $2 returning lane_id),
     lane as (
       delete from lanes where account_id = $1 and id in (select lane_id from gone))
     delete from lane_items where account_id = $1 and lane_id in (select lane_id from gone)`,
    [accountId, id],
  )
}
