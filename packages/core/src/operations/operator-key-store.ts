import { createHash, randomBytes } from 'node:crypto'
import type { Queryable } from '#platform/database/database.ts'
import { newId } from '#platform/ids.ts'

/** A key of the operators' API. Instants are ISO 8601. */
export interface OperatorKey {
  id: string
  name: string
  readOnly: boolean
  createdAt: string
  revokedAt: string | null
}

const columns = 'id, name, read_only, created_at, revoked_at'

/** The key is returned here and never again: 160 random bits, stored as their SHA-256. */
export async function createOperatorKey(
  worker: Queryable,
  { name, readOnly }: { name: string; readOnly: boolean },
): Promise<{ id: string; key: string }> {
  const made = { id: newId(), key: `op_${randomBytes(20).toString('hex')}` }
  await worker.run('insert into operator_keys (id, name, hash, read_only, created_at) values ($1, $2, $3, $4, $5)', [
    made.id,
    name,
    hashOf(made.key),
    readOnly,
    new Date().toISOString(),
  ])
  return made
}

/** Null: nobody's, or revoked. */
export const findOperatorKey = (worker: Queryable, key: string): Promise<OperatorKey | null> =>
  worker.maybe<OperatorKey>(`select ${columns} from operator_keys where hash = $1 and revoked_at is null`, [
    hashOf(key),
  ])

/** The newest first. */
export const listOperatorKeys = (worker: Queryable): Promise<OperatorKey[]> =>
  worker.many<OperatorKey>(`select ${columns} from operator_keys order by id desc limit 200`)

/** Requests with it are refused from now on. False: there is no such key, or it was revoked before. */
export async function revokeOperatorKey(worker: Queryable, id: string): Promise<boolean> {
  const sql = 'update operator_keys set revoked_at = $2 where id = $1 and revoked_at is null'
  return (await worker.run(sql, [id, new Date().toISOString()])) > 0
}

const hashOf = (key: string): Buffer => createHash('sha256').update(key).digest()
