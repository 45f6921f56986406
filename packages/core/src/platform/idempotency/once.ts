import type { Logger } from 'pino'
import type { Database } from '../database/database.ts'
import { GatewayError } from '../errors.ts'
import { newId } from '../ids.ts'
import type { SecretBox } from '../secrets.ts'
import {
  type Claim,
  claimKey,
  type KeyedRequest,
  type KeyRow,
  releaseKey,
  selectKey,
  storeAnswer,
} from './idempotency-keys.ts'

const liveMs = 24 * 3600_000
/** Longer than any request takes. After it, a request that left no answer was interrupted. */
const leaseMs = 5 * 60_000

/** What a repetition gets; `body` is JSON. */
export interface StoredAnswer {
  status: number
  body: unknown
}

export interface Idempotency {
  /**
   * Does `work` once for a key and remembers its answer for 24 hours, sealed, since it may hold a secret that is shown once. Work that
   * throws, or returns null because its answer cannot be remembered, leaves the key unused. The claim is committed before the work
   * begins, so two requests at once do not both do it, and what a crash interrupts is not silently done again.
   * @throws GatewayError `idempotency_mismatch` for another request under the key; `conflict` while the first one is under way,
   * when it was interrupted, and when the secret key was changed since
   */
  once(request: KeyedRequest, work: () => Promise<StoredAnswer | null>): Promise<{ earlier: StoredAnswer } | 'done'>
}

interface IdempotencyDeps {
  db: Pick<Database, 'asAccounts'>
  secrets: Pick<SecretBox, 'seal' | 'open'>
  log: Pick<Logger, 'warn'>
  now?: () => number
}

export function createIdempotency({ db, secrets, log, now = Date.now }: IdempotencyDeps): Idempotency {
  const aadOf = ({ accountId, key }: KeyedRequest) => `idempotency_keys|${accountId}|${key}`

  /** Null: the key is ours now. */
  async function claim(request: KeyedRequest, claimId: string): Promise<KeyRow | null> {
    return db.asAccounts([request.accountId], async (tx) => {
      for (let tries = 0; tries < 3; tries += 1) {
        if (await claimKey(tx, request, claimAt(claimId, now()))) return null
        const row = await selectKey(tx, request)
        if (row !== null) return row // else it was released meanwhile
      }
      throw underWay()
    })
  }

  function answerOf(request: KeyedRequest, row: KeyRow): StoredAnswer {
    if (row.fingerprint !== request.fingerprint.toString('hex'))
      throw new GatewayError('idempotency_mismatch', 'This Idempotency-Key was already used with a different request.')
    if (row.answer !== null) return openAnswer(row.answer, aadOf(request))
    if (row.claimedUntil !== null && Date.parse(row.claimedUntil) > now()) throw underWay()
    throw interrupted()
  }

  /** The request was carried out, so it is a conflict and no failure when its answer can no longer be read. */
  function openAnswer(cipher: Uint8Array, aad: string): StoredAnswer {
    try {
      return JSON.parse(secrets.open(cipher, aad)) as StoredAnswer
    } catch (error) {
      log.warn({ err: error }, 'the answer of an idempotent request cannot be opened')
      throw unreadable()
    }
  }

  async function settle(request: KeyedRequest, claimId: string, answer: StoredAnswer | null): Promise<void> {
    const write = db.asAccounts([request.accountId], (tx) =>
      answer === null
        ? releaseKey(tx, request, claimId)
        : storeAnswer(tx, request, claimId, secrets.seal(JSON.stringify(answer), aadOf(request))),
    )
    // the work is done: whoever repeats it is told that it was interrupted
    await write.catch((error: unknown) =>
      log.warn({ err: error }, 'the answer of an idempotent request was not stored'),
    )
  }

  return {
    async once(request, work) {
      const claimId = newId()
      const row = await claim(request, claimId)
      if (row !== null) return { earlier: answerOf(request, row) }
      let answer: StoredAnswer | null = null
      try {
        answer = await work()
      } finally {
        await settle(request, claimId, answer)
      }
      return 'done'
    },
  }
}

const claimAt = (id: string, at: number): Claim => ({
  id,
  at: new Date(at).toISOString(),
  until: new Date(at + leaseMs).toISOString(),
  expiredBefore: new Date(at - liveMs).toISOString(),
})

const underWay = () =>
  new GatewayError('conflict', 'The first request with this Idempotency-Key is under way. Repeat it in a moment.', {
    reason: 'idempotency_in_progress',
    retryAfterSeconds: 1,
  })

const interrupted = () =>
  new GatewayError(
    'conflict',
    'The first request with this Idempotency-Key was interrupted: whether it took effect is not known. Look whether it did, and use a new key where it did not.',
    { reason: 'idempotency_interrupted' },
  )

const unreadable = () =>
  new GatewayError(
    'conflict',
    'The first request with this Idempotency-Key was carried out, but its response can no longer be read. Look for what it created before you use a new key.',
    { reason: 'idempotency_answer_unreadable' },
  )
