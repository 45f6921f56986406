import { conditions } from '#platform/database/conditions.ts'
import type { Queryable } from '#platform/database/queryable.ts'
import type { ChildAccount, ChildStatus, SuspendedBy, Suspension, SuspensionMode, WalletMode } from './child-account.ts'

const rank = `case s.mode when 'all' then 0 when 'sending' then 1 else 2 end`

/** Instants inside of JSON are written as rows have them. What the operator does to any account counts as the strongest. */
const columns = `c.account_id as id, c.partner_id, c.external_id, a.name, a.email, a.active, c.owner_name, c.language, c.country, c.currency,
  c.timezone, c.tags, c.metadata, c.access, c.wallet_mode, c.pool_limit, c.closing_at, c.created_at, c.updated_at,
  coalesce((select json_agg(json_build_object('mode', s.mode, 'suspendedBy', s.suspended_by, 'reason', s.reason,
                     'message', s.message, 'since', iso_instant(s.since)) order by ${rank}, s.since)
     from account_suspensions s where s.account_id = c.account_id), '[]') as suspensions`

type ChildRow = Omit<ChildAccount, 'status' | 'suspensions'> & { active: boolean; suspensions: Suspension[] }

const byOperator: Suspension = {
  mode: 'all',
  suspendedBy: 'operator',
  reason: 'The operator has deactivated the account.',
  message: null,
  since: '',
}

function toChild({ active, suspensions: own, ...row }: ChildRow): ChildAccount {
  const isClosing = row.closingAt !== null
  const suspensions = active || isClosing ? own : [{ ...byOperator, since: row.updatedAt }, ...own]
  const status: ChildStatus = isClosing ? 'closing' : suspensions.length > 0 ? 'suspended' : 'active'
  return { ...row, suspensions, status }
}

const from = 'from partner_accounts c join accounts a on a.id = c.account_id'

export async function selectChild(db: Queryable, partnerId: string, id: string): Promise<ChildAccount | null> {
  const row = await db.maybe<ChildRow>(`select ${columns} ${from} where c.partner_id = $1 and c.account_id = $2`, [
    partnerId,
    id,
  ])
  return row && toChild(row)
}

export async function selectChildByExternalId(
  db: Queryable,
  partnerId: string,
  externalId: string,
): Promise<ChildAccount | null> {
  const row = await db.maybe<ChildRow>(`select ${columns} ${from} where c.partner_id = $1 and c.external_id = $2`, [
    partnerId,
    externalId,
  ])
  return row && toChild(row)
}

/** Of whichever partner it is; null: it has none. */
export async function selectOwnPartnership(db: Queryable, accountId: string): Promise<ChildAccount | null> {
  const row = await db.maybe<ChildRow>(`select ${columns} ${from} where c.account_id = $1`, [accountId])
  return row && toChild(row)
}

/** The account of the partner that has this external id. */
export const findExternalId = (tx: Queryable, partnerId: string, externalId: string): Promise<{ id: string } | null> =>
  tx.maybe('select account_id as id from partner_accounts where partner_id = $1 and external_id = $2', [
    partnerId,
    externalId,
  ])

export interface ChildFilter {
  status?: ChildStatus
  externalId?: string
  tag?: string
  createdAfter?: string
}

const ofStatus: Record<ChildStatus, string> = {
  closing: 'c.closing_at is not null',
  suspended: `c.closing_at is null and (not a.active or exists (select from account_suspensions s where s.account_id = c.account_id))`,
  active: `c.closing_at is null and a.active and not exists (select from account_suspensions s where s.account_id = c.account_id)`,
}

/** The newest first; `after` is the last id of the page before. */
export async function selectChildren(
  worker: Queryable,
  partnerId: string,
  filter: ChildFilter,
  { after, limit }: { after: string | null; limit: number },
): Promise<ChildAccount[]> {
  const where = conditions(partnerId, limit)
  where.add('c.account_id < ?::uuid', after ?? undefined)
  where.add('c.external_id = ?', filter.externalId)
  where.add('? = any (c.tags)', filter.tag)
  where.add('c.created_at > ?::timestamptz', filter.createdAfter)
  const status = filter.status === undefined ? '' : `and ${ofStatus[filter.status]}`
  const rows = await worker.many<ChildRow>(
    `select ${columns} ${from} where c.partner_id = $1 and ${where.sql} ${status} order by c.account_id desc limit $2::int`,
    where.params,
  )
  return rows.map(toChild)
}

type NewChild = Omit<
  ChildAccount,
  'name' | 'email' | 'status' | 'suspensions' | 'closingAt' | 'updatedAt' | 'access' | 'walletMode' | 'poolLimit'
>

/** Its external id is known to be free: whoever looks holds the partner. */
export const insertChild = (tx: Queryable, child: NewChild) =>
  tx.run(
    `insert into partner_accounts (account_id, partner_id, external_id, owner_name, language, country, currency, timezone, tags,
                                   metadata, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9::text[], $10::jsonb, $11::timestamptz, $11::timestamptz)`,
    [
      ...[child.id, child.partnerId, child.externalId, child.ownerName, child.language, child.country, child.currency],
      ...[child.timezone, child.tags, JSON.stringify(child.metadata), child.createdAt],
    ],
  )

export const updateChild = (
  tx: Queryable,
  { id, ownerName, language, country, timezone, tags, metadata, ...child }: ChildAccount,
) =>
  tx.run(
    `update partner_accounts set owner_name = $2, language = $3, country = $4, timezone = $5, tags = $6::text[],
            metadata = $7::jsonb, access = $8, closing_at = $9::timestamptz, updated_at = $10::timestamptz,
            wallet_mode = $11, pool_limit = $12::bigint
      where account_id = $1`,
    [
      ...[id, ownerName, language, country, timezone, tags, JSON.stringify(metadata)],
      ...[child.access, child.closingAt, child.updatedAt, child.walletMode, child.poolLimit],
    ],
  )

export const putSuspension = (tx: Queryable, accountId: string, suspension: Suspension) =>
  tx.run(
    `insert into account_suspensions (account_id, suspended_by, mode, reason, message, since)
     values ($1, $2, $3, $4, $5, $6::timestamptz)
     on conflict (account_id, suspended_by) do update
        set mode = excluded.mode, reason = excluded.reason, message = excluded.message, since = excluded.since`,
    [
      ...[accountId, suspension.suspendedBy, suspension.mode],
      ...[suspension.reason, suspension.message, suspension.since],
    ],
  )

export const deleteSuspension = async (tx: Queryable, accountId: string, by: SuspendedBy): Promise<boolean> =>
  (await tx.run('delete from account_suspensions where account_id = $1 and suspended_by = $2', [accountId, by])) > 0

/** Of those of the accounts that have a partner. */
export const selectPartnershipsOf = (
  db: Queryable,
  accountIds: readonly string[],
): Promise<Pick<ChildAccount, 'id' | 'partnerId' | 'externalId' | 'walletMode'>[]> =>
  db.many(
    `select account_id as id, partner_id, external_id, wallet_mode from partner_accounts
      where account_id = any ($1::uuid[])`,
    [accountIds],
  )

export const deleteChild = (tx: Queryable, accountId: string) =>
  tx.run('delete from partner_accounts where account_id = $1', [accountId])

/** What each of these accounts is to a partner, or a partner itself; others are left out. */
export interface PartnershipRow {
  accountId: string
  isPartner: boolean
  partnerId: string | null
  walletMode: WalletMode | null
  mode: SuspensionMode | null
  message: string | null
}

/** A partner that is deactivated takes sending from its accounts: what comes in is kept, and they can read everything. */
export const selectPartnerships = (db: Queryable, accountIds: readonly string[]): Promise<PartnershipRow[]> =>
  db.many(
    `select a.id as account_id, p.account_id is not null as is_partner, c.partner_id, c.wallet_mode,
            coalesce(s.mode, case when not pa.active then 'sending' end) as mode, s.message
       from accounts a
       left join partners p on p.account_id = a.id
       left join partner_accounts c on c.account_id = a.id
       left join accounts pa on pa.id = c.partner_id
       left join lateral (select s.mode, s.message from account_suspensions s where s.account_id = a.id
                           order by ${rank} limit 1) s on true
      where a.id in (select value::uuid from jsonb_array_elements_text($1::jsonb))
        and (p.account_id is not null or c.account_id is not null or s.mode is not null)`,
    [JSON.stringify(accountIds)],
  )
