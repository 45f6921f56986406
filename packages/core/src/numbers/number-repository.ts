import type { Queryable } from '../database/database.ts'
import type { PhoneNumber } from './number.ts'

/** Pacing of a new number: what Meta gives every number at first. */
const defaultPerSecond = 80

export interface NewNumber extends NumberSecrets {
  id: string
  accountId: string
  laneId: string
  sandbox: boolean
  phoneNumberId: string
  wabaId: string | null
  displayPhoneNumber: string | null
  verifiedName: string | null
}

interface NumberSecrets {
  tokenCipher: Buffer
  appSecretCipher: Buffer | null
  appFingerprint: string | null
}

const columns = `id, account_id as "accountId", lane_id::text as "laneId", phone_number_id as "phoneNumberId", sandbox,
  waba_id as "wabaId", display_phone_number as "displayPhoneNumber", verified_name as "verifiedName",
  app_secret_cipher is not null as "hasAppSecret",
  to_char(verified_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "verifiedAt"`

/** The lane by which a number's messages leave; returns its id. */
export async function insertNumberLane(db: Queryable, accountId: string, numberId: string): Promise<string> {
  const { rows } = await db.query<{ id: string }>(
    `insert into lanes (account_id, kind, ref, per_second, ordered) values ($1, 'number', $2, $3, true)
     returning id::text`,
    [accountId, numberId, defaultPerSecond],
  )
  if (!rows[0]) throw new Error('The lane of a number was not inserted')
  return rows[0].id
}

/** False when the phone number id is taken, by whichever account. */
export async function insertNumber(db: Queryable, number: NewNumber): Promise<boolean> {
  const { rows } = await db.query(
    `insert into numbers (id, account_id, lane_id, sandbox, phone_number_id, waba_id, display_phone_number,
                          verified_name, token_cipher, app_secret_cipher, app_fingerprint)
     values ($1, $2, $3::bigint, $4, $5, $6, $7, $8, $9, $10, $11)
     on conflict (phone_number_id) do nothing returning id`,
    [
      number.id,
      number.accountId,
      number.laneId,
      number.sandbox,
      number.phoneNumberId,
      number.wabaId,
      number.displayPhoneNumber,
      number.verifiedName,
      number.tokenCipher,
      number.appSecretCipher,
      number.appFingerprint,
    ],
  )
  return rows.length === 1
}

/** The account's own number, as opposed to that of its sandbox. */
export async function findOwnNumber(db: Queryable, accountId: string): Promise<PhoneNumber | null> {
  const { rows } = await db.query<PhoneNumber>(
    `select ${columns} from numbers where account_id = $1 and not sandbox order by id desc limit 1`,
    [accountId],
  )
  return rows[0] ?? null
}

export async function findOwnToken(db: Queryable, accountId: string, numberId: string): Promise<Uint8Array | null> {
  const { rows } = await db.query<{ cipher: Uint8Array }>(
    'select token_cipher as cipher from numbers where account_id = $1 and id = $2',
    [accountId, numberId],
  )
  return rows[0]?.cipher ?? null
}

/** Gives a number other credentials; what was read with the old ones is forgotten. */
export async function replaceCredentials(
  db: Queryable,
  number: { id: string; accountId: string; phoneNumberId: string } & NumberSecrets,
): Promise<void> {
  await db.query(
    `update numbers set phone_number_id = $3, token_cipher = $4, app_secret_cipher = $5, app_fingerprint = $6,
            verified_at = null, waba_id = null, display_phone_number = null, verified_name = null
      where account_id = $1 and id = $2`,
    [
      number.accountId,
      number.id,
      number.phoneNumberId,
      number.tokenCipher,
      number.appSecretCipher,
      number.appFingerprint,
    ],
  )
}

/** What was held for the old credentials may go: a lane that a bad token had shut opens. */
export async function openLane(db: Queryable, accountId: string, laneId: string): Promise<void> {
  await db.query('update lanes set shut_until = null, shut_reason = null where account_id = $1 and id = $2::bigint', [
    accountId,
    laneId,
  ])
}

export async function markVerified(
  db: Queryable,
  accountId: string,
  numberId: string,
  seen: { displayPhoneNumber: string | null; verifiedName: string | null; wabaId: string | null },
): Promise<void> {
  await db.query(
    `update numbers set verified_at = now(), display_phone_number = $3, verified_name = $4,
            waba_id = coalesce($5, waba_id) where account_id = $1 and id = $2`,
    [accountId, numberId, seen.displayPhoneNumber, seen.verifiedName, seen.wabaId],
  )
}

export interface CipherRow extends NumberSecrets {
  id: string
  accountId: string
  laneId: string
  phoneNumberId: string
  sandbox: boolean
  wabaId: string | null
}

/** Numbers of any accounts, with their ciphers, by our ids or by Meta's: for the workers. */
export async function findCiphers(
  worker: Queryable,
  by: 'id' | 'phone_number_id',
  keys: readonly string[],
): Promise<CipherRow[]> {
  const { rows } = await worker.query<CipherRow>(
    `select id, account_id as "accountId", lane_id::text as "laneId", phone_number_id as "phoneNumberId", sandbox,
            waba_id as "wabaId", token_cipher as "tokenCipher", app_secret_cipher as "appSecretCipher",
            app_fingerprint as "appFingerprint"
       from numbers where ${by} in (select value::${by === 'id' ? 'uuid' : 'text'} from jsonb_array_elements_text($1::jsonb))`,
    [JSON.stringify(keys)],
  )
  return rows
}

/** Its lane stays while items wait in it. False: the account has no number of its own. */
export async function deleteOwnNumber(db: Queryable, accountId: string): Promise<boolean> {
  const { rows } = await db.query<{ laneId: string }>(
    'delete from numbers where account_id = $1 and not sandbox returning lane_id::text as "laneId"',
    [accountId],
  )
  await db.query(
    `delete from lanes where account_id = $1 and id in (select value::bigint from jsonb_array_elements_text($2::jsonb))
        and not exists (select from lane_items where lane_id = lanes.id)
        and not exists (select from scheduled_messages where lane_id = lanes.id)`,
    [accountId, JSON.stringify(rows.map((row) => row.laneId))],
  )
  return rows.length > 0
}

export async function hasSandboxNumber(db: Queryable, accountId: string): Promise<boolean> {
  const { rows } = await db.query('select 1 from numbers where account_id = $1 and sandbox', [accountId])
  return rows.length > 0
}

/** All accounts' sandbox numbers: what the simulator has to know. */
export async function listSandboxNumbers(worker: Queryable): Promise<PhoneNumber[]> {
  const { rows } = await worker.query<PhoneNumber>(`select ${columns} from numbers where sandbox order by id`)
  return rows
}

/** Sets how many messages a second leave from a number; null: uncapped. Returns its lane; null: no such number. */
export async function updateNumberRate(
  worker: Queryable,
  phoneNumberId: string,
  perSecond: number | null,
): Promise<{ accountId: string; laneId: string } | null> {
  const { rows } = await worker.query<{ accountId: string; laneId: string }>(
    `update lanes l set per_second = $2::float8 from numbers n where n.phone_number_id = $1 and l.id = n.lane_id
     returning l.account_id as "accountId", l.id::text as "laneId"`,
    [phoneNumberId, perSecond],
  )
  return rows[0] ?? null
}
