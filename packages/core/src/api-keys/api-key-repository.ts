import { type AccountRow, accountColumns, toAccount } from '../accounts/account-repository.ts'
import type { Queryable } from '../database/database.ts'
import { newId } from '../ids.ts'
import type { ApiKey } from './api-key.ts'
import type { Principal } from './principal.ts'

export async function insertApiKey(db: Queryable, accountId: string, key: ApiKey): Promise<void> {
  await db.query('insert into api_keys (id, account_id, key_hash, display) values ($1, $2, $3, $4)', [
    newId(),
    accountId,
    key.hash,
    key.display,
  ])
}

/** Writes the new secret over the old; false: the old one is not valid any more. Of two at once only one finds it. */
export async function replaceApiKey(
  db: Queryable,
  accountId: string,
  oldHash: Buffer,
  { hash, display }: ApiKey,
): Promise<boolean> {
  const { rows } = await db.query(
    `update api_keys set key_hash = $3, display = $4, created_at = now()
      where account_id = $1 and key_hash = $2 and revoked_at is null returning id`,
    [accountId, oldHash, hash, display],
  )
  return rows.length === 1
}

interface PrincipalRow extends AccountRow {
  keyId: string
  numberId: string | null
  laneId: string
  phoneNumberId: string
  sandbox: boolean
}

/** Who a key stands for, with the number it sends from: the account's own, else that of the sandbox. */
export async function findPrincipal(db: Queryable, keyHash: Buffer): Promise<Principal | null> {
  const { rows } = await db.query<PrincipalRow>(
    `select ${accountColumns}, k.id as "keyId", n.id as "numberId", n.lane_id::text as "laneId",
            n.phone_number_id as "phoneNumberId", n.sandbox
       from api_keys k join accounts a on a.id = k.account_id
       left join lateral (select * from numbers where account_id = a.id order by sandbox, id desc limit 1) n on true
      where k.key_hash = $1 and k.revoked_at is null`,
    [keyHash],
  )
  return rows[0] ? toPrincipal(rows[0]) : null
}

const toPrincipal = (row: PrincipalRow): Principal => ({
  account: toAccount(row),
  keyId: row.keyId,
  number: row.numberId
    ? { id: row.numberId, laneId: row.laneId, phoneNumberId: row.phoneNumberId, sandbox: row.sandbox }
    : null,
})
