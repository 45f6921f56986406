import type { Queryable } from '../database/queryable.ts'

/** What was requested under a key. Within 24 hours a key stands for one request. */
export interface KeyedRequest {
  accountId: string
  /** 1 to 255 printable characters. */
  key: string
  /** Of everything that makes it the same request: who asks, the operation, the body. */
  fingerprint: Buffer
}

/** A key as an earlier request left it. */
export interface KeyRow {
  /** Hexadecimal. */
  fingerprint: string
  /** Sealed; null: there is none. */
  answer: Buffer | null
  /** The earlier request is under way until then at the longest; null: it is over. */
  claimedUntil: string | null
}

export interface Claim {
  id: string
  /** ISO 8601, as the other two. */
  at: string
  until: string
  /** Keys from before are over. */
  expiredBefore: string
}

/** Takes a key that nobody used, or used too long ago. False: it is in use. */
export async function claimKey(
  tx: Queryable,
  { accountId, key, fingerprint }: KeyedRequest,
  claim: Claim,
): Promise<boolean> {
  const row = await tx.maybe(
    `insert into idempotency_keys as k (account_id, key, fingerprint, claim, claimed_until, created_at)
     values ($1, $2, decode($3, 'hex'), $4, $5::timestamptz, $6::timestamptz)
     on conflict (account_id, key) do update
        set fingerprint = excluded.fingerprint, claim = excluded.claim, claimed_until = excluded.claimed_until,
            created_at = excluded.created_at, message_id = null, result = null, answer = null
      where k.created_at < $7::timestamptz
     returning k.key`,
    [accountId, key, fingerprint.toString('hex'), claim.id, claim.until, claim.at, claim.expiredBefore],
  )
  return row !== null
}

export function selectKey(tx: Queryable, { accountId, key }: KeyedRequest): Promise<KeyRow | null> {
  return tx.maybe(
    `select encode(fingerprint, 'hex') as fingerprint, answer, claimed_until from idempotency_keys
      where account_id = $1 and key = $2`,
    [accountId, key],
  )
}

/** The answer that repetitions get. */
export async function storeAnswer(
  tx: Queryable,
  { accountId, key }: KeyedRequest,
  claimId: string,
  answer: Buffer,
): Promise<void> {
  await tx.run(
    `update idempotency_keys set answer = $4, claim = null, claimed_until = null
      where account_id = $1 and key = $2 and claim = $3`,
    [accountId, key, claimId, answer],
  )
}

/** As if it had not been used. */
export async function releaseKey(tx: Queryable, { accountId, key }: KeyedRequest, claimId: string): Promise<void> {
  await tx.run('delete from idempotency_keys where account_id = $1 and key = $2 and claim = $3', [
    accountId,
    key,
    claimId,
  ])
}
