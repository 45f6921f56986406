import type { Queryable } from '#platform/database/database.ts'
import type { SendingNumber } from '#tenancy/access/principal.ts'
import type { UnitOfWork } from '#tenancy/unit-of-work.ts'
import type { NumberIdentity, PhoneNumber } from './number.ts'

/** Pacing of a new number: what Meta gives every number at first. */
const defaultPerSecond = 80

export interface NewNumber extends NumberSecrets, NumberIdentity {
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
  app_secret_cipher is not null and not sandbox as "hasAppSecret", verified_at as "verifiedAt",
  (select jsonb_build_object('facts', h.facts, 'error', h.error,
            'readAt', iso_instant(h.read_at))
     from number_health h where h.account_id = numbers.account_id and h.number_id = numbers.id) as health`

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

/** False when the account has the phone number id already, or it is a sandbox number that another account has. */
export async function insertNumber(db: Queryable, number: NewNumber): Promise<boolean> {
  const { rows } = await db.query(
    `insert into numbers (id, account_id, lane_id, sandbox, phone_number_id, waba_id, display_phone_number,
                          verified_name, token_cipher, app_secret_cipher, app_fingerprint, proven_at)
     values ($1, $2, $3::bigint, $4, $5, $6, $7, $8, $9, $10, $11, case when $4 then now() end)
     on conflict do nothing returning id`,
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

/** The account's own number, as opposed to that of its sandbox: its default, else the one that was connected last. */
export async function findOwnNumber(db: Queryable, accountId: string): Promise<PhoneNumber | null> {
  const { rows } = await db.query<PhoneNumber>(
    `select ${columns} from numbers where account_id = $1 and not sandbox
      order by id = (select a.default_number_id from accounts a where a.id = $1) desc nulls last, id desc limit 1`,
    [accountId],
  )
  return rows[0] ?? null
}

/**
 * Makes an account's first number its default, and a number that is proven the default in place of one that is not. Any other
 * default stays: a number that is connected later never becomes the sender by itself.
 */
export async function adoptDefaultNumber(tx: Queryable, accountId: string, numberId: string): Promise<void> {
  await tx.query(
    `update accounts a set default_number_id = $2
      where a.id = $1 and not exists (
        select from numbers c where c.account_id = $1 and c.id = a.default_number_id and c.id <> $2 and c.proven_at is not null)
        and not exists (
        select from numbers d where d.account_id = $1 and d.id <> $2 and not d.sandbox
           and (d.proven_at is not null or not exists (
             select from numbers n where n.account_id = $1 and n.id = $2 and n.proven_at is not null)))`,
    [accountId, numberId],
  )
}

/** By our id, by Meta's, or by the digits of the number itself. */
export async function findNumberByName(db: Queryable, accountId: string, name: string): Promise<SendingNumber | null> {
  const { rows } = await db.query<SendingNumber>(
    `select id, lane_id::text as "laneId", phone_number_id as "phoneNumberId", sandbox, waba_id as "wabaId" from numbers
      where account_id = $1 and (id::text = $2 or phone_number_id = $2 or regexp_replace(display_phone_number, '\\D', '', 'g') = $2)
      order by phone_number_id = $2 desc, sandbox, id desc limit 1`,
    [accountId, name],
  )
  return rows[0] ?? null
}

export async function selectNumber(db: Queryable, accountId: string, id: string): Promise<PhoneNumber | null> {
  const { rows } = await db.query<PhoneNumber>(
    `select ${columns} from numbers where account_id = $1 and id = $2::uuid`,
    [accountId, id],
  )
  return rows[0] ?? null
}

export async function selectByPhoneNumberId(
  db: Queryable,
  accountId: string,
  phoneNumberId: string,
): Promise<PhoneNumber | null> {
  const { rows } = await db.query<PhoneNumber>(
    `select ${columns} from numbers where account_id = $1 and phone_number_id = $2`,
    [accountId, phoneNumberId],
  )
  return rows[0] ?? null
}

/** Oldest first. */
export async function selectNumbers(
  db: Queryable,
  accountId: string,
  { after, limit, ids }: { after: string | null; limit: number; ids: readonly string[] | null },
): Promise<PhoneNumber[]> {
  const { rows } = await db.query<PhoneNumber>(
    `select ${columns} from numbers where account_id = $1 and ($2::uuid is null or id > $2::uuid)
        and ($4::uuid[] is null or id = any ($4::uuid[])) order by id limit $3`,
    [accountId, after, limit, ids],
  )
  return rows
}

/** Gives a number other credentials; what was read with the old ones is forgotten. */
export async function replaceCredentials(
  db: Queryable,
  number: { id: string; accountId: string; phoneNumberId: string } & NumberSecrets,
): Promise<void> {
  await db.query(
    `update numbers set phone_number_id = $3, token_cipher = $4, app_secret_cipher = $5, app_fingerprint = $6,
            proven_at = case when phone_number_id = $3 then proven_at end,
            announced_at = case when phone_number_id = $3 then announced_at end,
            claimed_at = case when phone_number_id = $3 then claimed_at else $7::timestamptz end, verified_at = null, waba_id = null, display_phone_number = null, verified_name = null
      where account_id = $1 and id = $2`,
    [
      number.accountId,
      number.id,
      number.phoneNumberId,
      number.tokenCipher,
      number.appSecretCipher,
      number.appFingerprint,
      new Date().toISOString(),
    ],
  )
}

/** Longer than Meta has a message wait that it refused for what is mended now. */
const longestRetryMinutes = 6

/** What had Meta refuse everything is mended: the lane runs again in whichever process holds it, and what was refused is due at once. */
export async function openLane(
  tx: Queryable & Pick<UnitOfWork, 'notify'>,
  accountId: string,
  laneId: string,
): Promise<void> {
  await Promise.all([
    tx.query('update lanes set paused_until = null, pause_reason = null where account_id = $1 and id = $2::bigint', [
      accountId,
      laneId,
    ]),
    tx.query(
      `update lane_items set run_at = now()
        where account_id = $1 and lane_id = $2::bigint and priority between 0 and 3 and attempts > 0 and started_at is null
          and run_at > now() and run_at < now() + $3 * interval '1 minute'`,
      [accountId, laneId, longestRetryMinutes],
    ),
  ])
  tx.notify('lanes', laneId)
}

/**
 * The account's token has read the number at Meta: it is proven from now on. True: it was a claim until now.
 * @throws a unique violation when another account has proven it before
 */
export async function markVerified(
  db: Queryable,
  accountId: string,
  numberId: string,
  seen: { displayPhoneNumber: string | null; verifiedName: string | null; wabaId: string | null },
): Promise<boolean> {
  const { rows } = await db.query<{ wasClaim: boolean }>(
    `with before as (select proven_at is null as was_claim from numbers where account_id = $1 and id = $2 for update)
     update numbers set verified_at = $6::timestamptz, proven_at = coalesce(proven_at, $6::timestamptz), display_phone_number = $3,
            verified_name = $4, waba_id = coalesce($5, waba_id)
       from before where account_id = $1 and id = $2 returning before.was_claim as "wasClaim"`,
    [accountId, numberId, seen.displayPhoneNumber, seen.verifiedName, seen.wabaId, new Date().toISOString()],
  )
  await adoptDefaultNumber(db, accountId, numberId)
  return rows[0]?.wasClaim ?? false
}

/** The account's token has read the number at Meta. False: it was proven before, or another account has proven it. */
export async function markProven(
  tx: Queryable,
  { accountId, id, phoneNumberId }: Pick<NumberIdentity, 'accountId' | 'id' | 'phoneNumberId'>,
): Promise<boolean> {
  const { rows } = await tx.query(
    `update numbers n set proven_at = now()
      where account_id = $1 and id = $2 and phone_number_id = $3 and proven_at is null
        and not exists (select from numbers o where o.phone_number_id = $3 and o.proven_at is not null) returning 1`,
    [accountId, id, phoneNumberId],
  )
  if (rows.length > 0) await adoptDefaultNumber(tx, accountId, id)
  return rows.length > 0
}

export type CipherRow = NumberSecrets & NumberIdentity & { proven: boolean; displayPhoneNumber: string | null }

/**
 * Numbers of any accounts, with their ciphers, for the workers: by our ids, or by Meta's ids, which only the account has that
 * has proven them.
 */
export async function findCiphers(
  worker: Queryable,
  by: 'id' | 'phone_number_id' | 'waba_id',
  keys: readonly string[],
): Promise<CipherRow[]> {
  const { rows } = await worker.query<CipherRow>(
    `select id, account_id as "accountId", lane_id::text as "laneId", phone_number_id as "phoneNumberId", sandbox,
            waba_id as "wabaId", display_phone_number as "displayPhoneNumber", token_cipher as "tokenCipher",
            app_secret_cipher as "appSecretCipher", app_fingerprint as "appFingerprint", proven_at is not null as proven
       from numbers where ${by === 'id' ? '' : 'proven_at is not null and '}${by} in (select value::${by === 'id' ? 'uuid' : 'text'} from jsonb_array_elements_text($1::jsonb))`,
    [JSON.stringify(keys)],
  )
  return rows
}

/** Its lane stays while items wait in it. False: it was not there. */
export async function deleteNumber(db: Queryable, accountId: string, id: string): Promise<boolean> {
  const { rows } = await db.query<{ laneId: string }>(
    'delete from numbers where account_id = $1 and id = $2 returning lane_id::text as "laneId"',
    [accountId, id],
  )
  await db.query('update accounts set default_number_id = null where id = $1 and default_number_id = $2', [
    accountId,
    id,
  ])
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

/** Our ids of a few numbers of any accounts. */
export async function listSomeNumbers(worker: Queryable): Promise<string[]> {
  const { rows } = await worker.query<{ id: string }>('select id::text from numbers order by id limit 20')
  return rows.map(({ id }) => id)
}

/** All accounts' sandbox numbers: what the simulator has to know. */
export async function listSandboxNumbers(worker: Queryable): Promise<PhoneNumber[]> {
  const { rows } = await worker.query<PhoneNumber>(`select ${columns} from numbers where sandbox order by id`)
  return rows
}

/** Sets how many messages a second leave from a number; null: uncapped. Returns what was there; null: no such number. */
export async function updateNumberRate(
  worker: Queryable,
  phoneNumberId: string,
  perSecond: number | null,
): Promise<{ id: string; accountId: string; laneId: string; before: number | null } | null> {
  const { rows } = await worker.query<{ id: string; accountId: string; laneId: string; before: number | null }>(
    `with own as (
       select n.id, n.lane_id, l.per_second from numbers n join lanes l on l.id = n.lane_id
        where n.phone_number_id = $1 and n.proven_at is not null for update of l)
     update lanes l set per_second = $2::float8 from own where l.id = own.lane_id
     returning own.id, l.account_id as "accountId", l.id::text as "laneId", own.per_second as before`,
    [phoneNumberId, perSecond],
  )
  return rows[0] ?? null
}

/** Meta's ids of numbers of the account. */
export async function selectPhoneNumberIds(
  db: Queryable,
  accountId: string,
  ids: readonly string[],
): Promise<string[]> {
  const rows = await db.many<{ phoneNumberId: string }>(
    `select phone_number_id from numbers
      where account_id = $1 and id in (select value::uuid from jsonb_array_elements_text($2::jsonb))`,
    [accountId, JSON.stringify(ids)],
  )
  return rows.map(({ phoneNumberId }) => phoneNumberId)
}

/** Of these messages those that were exchanged with one of the numbers. */
export async function selectMessagesOfNumbers(
  db: Queryable,
  accountId: string,
  messageIds: readonly string[],
  numberIds: readonly string[],
): Promise<string[]> {
  const rows = await db.many<{ id: string }>(
    `select id::text from messages where account_id = $1
        and id in (select value::uuid from jsonb_array_elements_text($2::jsonb))
        and number_id in (select value::uuid from jsonb_array_elements_text($3::jsonb))`,
    [accountId, JSON.stringify(messageIds), JSON.stringify(numberIds)],
  )
  return rows.map(({ id }) => id)
}

/** Numbers that were connected without naming their business account, the newest first, at most 1,000. */
export async function selectNumbersWithoutWaba(worker: Queryable): Promise<string[]> {
  const rows = await worker.many<{ id: string }>(
    'select id::text from numbers where waba_id is null and not sandbox order by created_at desc limit 1000',
  )
  return rows.map(({ id }) => id)
}

/** False: it was known already. */
export async function updateWaba(
  tx: Queryable,
  { accountId, id }: Pick<PhoneNumber, 'accountId' | 'id'>,
  wabaId: string,
): Promise<boolean> {
  const updated = await tx.run(
    'update numbers set waba_id = $3 where id = $1::uuid and account_id = $2 and waba_id is null',
    [id, accountId, wabaId],
  )
  return updated > 0
}
