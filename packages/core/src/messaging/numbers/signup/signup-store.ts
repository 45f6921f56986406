import type { Queryable } from '#platform/database/database.ts'
import { type NumberSignup, type SignupFailure, type SignupStep, signupSteps } from './number-signup.ts'

/** With what is for use inside the process alone. */
export interface SignupRow extends NumberSignup {
  codeFingerprint: string | null
  tokenCipher: Buffer | null
  pinCipher: Buffer | null
}

/** One call's lock on a sign-up: what it writes counts only while nobody else has taken it over. */
export interface SignupLock {
  accountId: string
  phoneNumberId: string
  lockedBy: string
}

/** Longer than any call to Meta may take: the lock is renewed before each. */
const lockSeconds = 35

const steps = signupSteps.map((step) => `'${step}', iso_instant(s.${step}_at)`).join(', ')
const columns = `s.account_id::text as "accountId", s.phone_number_id as "phoneNumberId", s.waba_id as "wabaId", s.sandbox,
  jsonb_build_object(${steps}) as steps, s.failure, s.pin_cipher is not null as "hasPin", s.pin_generated as "pinGenerated",
  coalesce(s.busy_until > now(), false) as busy, s.created_at as "createdAt", s.updated_at as "updatedAt",
  (select n.id::text from numbers n where n.account_id = s.account_id and n.phone_number_id = s.phone_number_id) as "numberId"`
const secretColumns = `${columns}, s.code_fingerprint as "codeFingerprint", s.token_cipher as "tokenCipher", s.pin_cipher as "pinCipher"`

export async function selectSignup(
  tx: Queryable,
  accountId: string,
  phoneNumberId: string,
): Promise<NumberSignup | null> {
  const { rows } = await tx.query<NumberSignup>(
    `select ${columns} from number_signups s where s.account_id = $1 and s.phone_number_id = $2`,
    [accountId, phoneNumberId],
  )
  return rows[0] ?? null
}

/**
 * Locks a sign-up, which it begins when there is none; another WhatsApp Business Account than before is looked
 * at anew. Null: another call has locked it.
 */
export async function lockSignup(
  tx: Queryable,
  { accountId, phoneNumberId, lockedBy }: SignupLock,
  { wabaId, sandbox }: { wabaId: string; sandbox: boolean },
): Promise<SignupRow | null> {
  const { rows } = await tx.query<SignupRow>(
    `insert into number_signups as s (account_id, phone_number_id, waba_id, sandbox, busy_by, busy_until)
     values ($1, $2, $3, $4, $5, now() + interval '1 second' * ${lockSeconds})
     on conflict (account_id, phone_number_id) do update
        set busy_by = excluded.busy_by, busy_until = excluded.busy_until, waba_id = excluded.waba_id,
            sandbox = excluded.sandbox, updated_at = now(),
            token_checked_at = case when s.waba_id = excluded.waba_id then s.token_checked_at end,
            app_subscribed_at = case when s.waba_id = excluded.waba_id then s.app_subscribed_at end,
            number_connected_at = case when s.waba_id = excluded.waba_id then s.number_connected_at end
      where s.busy_until is null or s.busy_until <= now()
     returning ${secretColumns}`,
    [accountId, phoneNumberId, wabaId, sandbox, lockedBy],
  )
  return rows[0] ?? null
}

/**
 * What a sign-up that names no number goes on with: what this code was exchanged for or, without one, what was not
 * finished last, or the only number of the business account that was signed up. Null: nothing.
 */
export async function findBegun(
  tx: Queryable,
  accountId: string,
  { wabaId, codeFingerprint }: { wabaId: string; codeFingerprint: string | null },
): Promise<string | null> {
  const { rows } = await tx.query<{ phoneNumberId: string; unfinished: boolean }>(
    `select phone_number_id as "phoneNumberId", token_cipher is not null as unfinished from number_signups
      where account_id = $1 and waba_id = $2
        and case when $3::text is null then token_cipher is not null or number_connected_at is not null
                 else code_fingerprint = $3 end
      order by unfinished desc, updated_at desc limit 2`,
    [accountId, wabaId, codeFingerprint],
  )
  const [first, second] = rows
  const isClear = first && (first.unfinished || codeFingerprint !== null || !second)
  return isClear ? first.phoneNumberId : null
}

/** A token that waits for its number, which no other call is at work on. It is taken out: a token is in one place. */
export async function takeWaitingToken(
  tx: Queryable,
  { accountId, lockedBy }: SignupLock,
  { wabaId, codeFingerprint }: { wabaId: string; codeFingerprint: string | null },
): Promise<{ cipher: Buffer; codeFingerprint: string } | null> {
  const { rows } = await tx.query<{ cipher: Buffer; codeFingerprint: string }>(
    `delete from number_signups
      where account_id = $1 and phone_number_id = $2 and waba_id = $2 and token_cipher is not null
        and ($3::text is null or code_fingerprint = $3) and (busy_until is null or busy_until <= now() or busy_by = $4)
     returning token_cipher as cipher, code_fingerprint as "codeFingerprint"`,
    [accountId, wabaId, codeFingerprint, lockedBy],
  )
  return rows[0] ?? null
}

export async function isSandboxAccount(tx: Queryable, accountId: string, wabaId: string): Promise<boolean> {
  const { rows } = await tx.query('select 1 from numbers where account_id = $1 and waba_id = $2 and sandbox', [
    accountId,
    wabaId,
  ])
  return rows.length > 0
}

/** As it is by now. @throws when it is not there */
export async function selectLocked(tx: Queryable, { accountId, phoneNumberId }: SignupLock): Promise<SignupRow> {
  const { rows } = await tx.query<SignupRow>(
    `select ${secretColumns} from number_signups s where s.account_id = $1 and s.phone_number_id = $2`,
    [accountId, phoneNumberId],
  )
  if (!rows[0]) throw new Error(`No sign-up of ${phoneNumberId}`)
  return rows[0]
}

/** Whole seconds until a call that may have died lets go; 0: nobody has locked it. */
export async function secondsLocked(tx: Queryable, accountId: string, phoneNumberId: string): Promise<number> {
  const { rows } = await tx.query<{ seconds: number }>(
    `select ceil(greatest(0, extract(epoch from busy_until - now())))::int as seconds
       from number_signups where account_id = $1 and phone_number_id = $2`,
    [accountId, phoneNumberId],
  )
  return rows[0]?.seconds ?? 0
}

/** One change under the lock, which it renews. False: the lock is another's by now, and nothing was changed. */
async function change(tx: Queryable, lock: SignupLock, set: string, params: readonly unknown[] = []): Promise<boolean> {
  const { rows } = await tx.query(
    `update number_signups set ${set} updated_at = now(), busy_until = now() + interval '1 second' * ${lockSeconds}
      where account_id = $1 and phone_number_id = $2 and busy_by = $3 returning 1`,
    [lock.accountId, lock.phoneNumberId, lock.lockedBy, ...params],
  )
  return rows.length === 1
}

export const renewLock = (tx: Queryable, lock: SignupLock) => change(tx, lock, '')

/** The token of a code; what an earlier token was found good for has to be looked at again. */
export const storeToken = (tx: Queryable, lock: SignupLock, token: { cipher: Buffer; codeFingerprint: string }) =>
  change(
    tx,
    lock,
    `token_cipher = $4, code_fingerprint = $5, code_exchanged_at = now(), token_checked_at = null,
     app_subscribed_at = null, number_connected_at = null, failure = null,`,
    [token.cipher, token.codeFingerprint],
  )

export const storePin = (tx: Queryable, lock: SignupLock, pin: { cipher: Buffer | null; generated: boolean }) =>
  change(tx, lock, 'pin_cipher = $4, pin_generated = $5,', [pin.cipher, pin.generated])

export const markStep = (tx: Queryable, lock: SignupLock, step: SignupStep) =>
  change(tx, lock, `${step}_at = now(), failure = null,`)

/** The token is stored with the number now. */
export const dropToken = (tx: Queryable, lock: SignupLock) => change(tx, lock, 'token_cipher = null,')

/** A token that Meta refuses is forgotten, so that the next code is exchanged; so is a PIN that is wrong. */
export const storeFailure = (
  tx: Queryable,
  lock: SignupLock,
  failure: SignupFailure,
  forget: { token: boolean; pin: boolean },
) =>
  change(
    tx,
    lock,
    `failure = $4::jsonb, token_cipher = case when $5 then null else token_cipher end,
     code_exchanged_at = case when $5 then null else code_exchanged_at end,
     token_checked_at = case when $5 then null else token_checked_at end,
     pin_cipher = case when $6 then null else pin_cipher end, pin_generated = pin_generated and not $6,`,
    [JSON.stringify(failure), forget.token, forget.pin],
  )

/** Null: no PIN is stored. */
export async function selectPin(
  tx: Queryable,
  accountId: string,
  phoneNumberId: string,
): Promise<{ cipher: Buffer; generated: boolean } | null> {
  const { rows } = await tx.query<{ cipher: Buffer; generated: boolean }>(
    `select pin_cipher as cipher, pin_generated as generated from number_signups
      where account_id = $1 and phone_number_id = $2 and pin_cipher is not null`,
    [accountId, phoneNumberId],
  )
  return rows[0] ?? null
}

/** Others may go on with it at once. */
export async function releaseLock(tx: Queryable, { accountId, phoneNumberId, lockedBy }: SignupLock): Promise<void> {
  await tx.query(
    'update number_signups set busy_by = null, busy_until = null where account_id = $1 and phone_number_id = $2 and busy_by = $3',
    [accountId, phoneNumberId, lockedBy],
  )
}

/** Whoever has it; asked only once Meta has said that the caller's is the business account. */
export async function isConnectedElsewhere(
  worker: Queryable,
  accountId: string,
  phoneNumberId: string,
): Promise<boolean> {
  const { rows } = await worker.query(
    'select 1 from numbers where phone_number_id = $2 and account_id <> $1 and proven_at is not null',
    [accountId, phoneNumberId],
  )
  return rows.length > 0
}

/** With the credentials of a number goes what its sign-up knows. */
export async function deleteSignup(tx: Queryable, accountId: string, phoneNumberId: string): Promise<void> {
  await tx.query('delete from number_signups where account_id = $1 and phone_number_id = $2', [
    accountId,
    phoneNumberId,
  ])
}

/** Tokens of sign-ups that nobody went on with for 30 days. */
export async function dropForsakenSignups(worker: Queryable): Promise<void> {
  await worker.query(
    `delete from number_signups where number_connected_at is null and updated_at < now() - interval '30 days'`,
  )
}
