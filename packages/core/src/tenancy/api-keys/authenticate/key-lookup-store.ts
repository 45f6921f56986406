import type { Queryable } from '#platform/database/database.ts'
import { defaultNumberSql, numberChoicesSql } from '#tenancy/access/default-number.ts'
import type { Principal, SendingNumber } from '#tenancy/access/principal.ts'
import { expandScopes } from '#tenancy/access/scopes.ts'
import { type AccountRow, accountColumns, toAccount } from '#tenancy/accounts/account-store.ts'
import type { ChildAccount } from '#tenancy/partners/child-account.ts'
import { type Delegation, scopesOfAccess } from '#tenancy/partners/delegation.ts'

interface KeyRow extends AccountRow {
  keyId: string
  keyDisplay: string
  scopes: string[]
  numberIds: string[] | null
  test: boolean
  numberChoices: string[]
  numberId: string | null
  laneId: string
  phoneNumberId: string
  sandbox: boolean
  wabaId: string | null
  allowedIps: string[]
  signingCipher: Buffer | null
  revokedAt: number | null
  expiresAt: number | null
  isPrevious: boolean
  rotatedAt: number | null
  previousUntil: number | null
  delegation: Delegation | null
  partnerId: string | null
  access: ChildAccount['access'] | null
}

/** A key as it is found by a secret. Instants are milliseconds since the epoch. */
export interface StoredKey {
  keyId: string
  principal: Principal
  allowedIps: string[]
  signingCipher: Buffer | null
  revokedAt: number | null
  expiresAt: number | null
  /** The secret is the one before the last rotation; null: it is the present one. */
  replaced: { at: number; until: number } | null
}

const ms = (column: string) => `(extract(epoch from ${column}) * 1000)::float8`

/** The numbers that a key may use. */
const usable = '(o.sandbox or not k.test) and (k.number_ids is null or o.id = any (k.number_ids))'
const isRestricted = '(k.test or k.number_ids is not null)'

/** Who a key stands for, with the number from which it sends. */
export async function findKey(db: Queryable, keyHash: Buffer): Promise<StoredKey | null> {
  const { rows } = await db.query<KeyRow>(
    `select ${accountColumns}, k.id::text as "keyId", k.display as "keyDisplay", k.scopes, k.test,
            k.allowed_ips as "allowedIps", k.signing_cipher as "signingCipher", ${ms('k.revoked_at')} as "revokedAt",
            ${ms('k.expires_at')} as "expiresAt", k.key_hash <> $1 as "isPrevious", ${ms('k.rotated_at')} as "rotatedAt",
            ${ms('k.previous_until')} as "previousUntil",
            case when ${isRestricted} then array(
              select o.id::text from numbers o where o.account_id = a.id and ${usable}) end as "numberIds",
            ${numberChoicesSql(usable)} as "numberChoices",
            k.delegation, c.partner_id as "partnerId", c.access,
            n.id as "numberId", n.lane_id::text as "laneId", n.phone_number_id as "phoneNumberId", n.sandbox, n.waba_id as "wabaId"
       from api_keys k join accounts a on a.id = k.account_id
       left join partner_accounts c on k.delegation is not null and c.account_id = k.account_id
       left join lateral (select * from ${defaultNumberSql(usable, isRestricted)}) n on true
      where k.key_hash = $1 or k.previous_hash = $1`,
    [keyHash],
  )
  return rows[0] ? toStoredKey(rows[0]) : null
}

const toSendingNumber = (id: string, row: KeyRow): SendingNumber => ({
  id,
  laneId: row.laneId,
  phoneNumberId: row.phoneNumberId,
  sandbox: row.sandbox,
  wabaId: row.wabaId,
  ...(row.numberIds !== null && { bound: true }),
})

/** The account has parted from the partner, or lets it do less than the key opens. */
function isWithdrawn({ delegation, partnerId, access, scopes }: KeyRow): boolean {
  if (delegation === null) return false
  if (delegation.partnerId !== partnerId || access === null) return true
  const open = scopesOfAccess[access]
  return access === 'none' || [...expandScopes(scopes)].some((scope) => !open.has(scope))
}

const toStoredKey = (row: KeyRow): StoredKey => ({
  keyId: row.keyId,
  principal: {
    account: toAccount(row),
    keyId: row.keyId,
    keyDisplay: row.keyDisplay,
    member: null,
    scopes: expandScopes(row.scopes),
    numberIds: row.numberIds,
    test: row.test,
    bounds: {
      allowedIps: row.allowedIps,
      signed: row.signingCipher !== null,
      expiresAt: row.expiresAt === null ? null : new Date(row.expiresAt).toISOString(),
    },
    delegation: row.delegation,
    number: row.numberId === null ? null : toSendingNumber(row.numberId, row),
    numberChoices: row.numberChoices,
  },
  allowedIps: row.allowedIps,
  signingCipher: row.signingCipher,
  revokedAt: row.revokedAt ?? (isWithdrawn(row) ? 0 : null),
  expiresAt: row.expiresAt,
  replaced: row.isPrevious ? { at: row.rotatedAt ?? 0, until: row.previousUntil ?? 0 } : null,
})
