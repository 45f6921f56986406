import { randomUUID } from 'node:crypto'
import type { CallOutcome } from '@dawk/cloud-api/call-outcome.ts'
import type { CloudApiClient } from '@dawk/cloud-api/client.ts'
import { GatewayError } from '#platform/errors.ts'
import type { Caller } from '#tenancy/access/caller.ts'
import type { AuditChange } from '#tenancy/audit/catalogue.ts'
import type { UnitOfWork } from '#tenancy/unit-of-work.ts'
import type { MetaApp, NumberSetup } from '../meta-app.ts'
import { type SignupStep, signupTokenAad } from './number-signup.ts'
import { type CallBy, toSignupError } from './signup-errors.ts'
import {
  lockSignup,
  renewLock,
  type SignupLock,
  type SignupRow,
  secondsLocked,
  storeToken,
  takeWaitingToken,
} from './signup-store.ts'

/** What Meta's Embedded Signup hands to the browser. */
export interface SignupRequest {
  wabaId: string
  /** Left out, the only one of the account: for a number of the phone app Meta tells the browser no more. */
  phoneNumberId?: string
  /** Needed until one was exchanged. */
  code?: string
  /** Six digits; left out: one that was given or made before, else a new one. */
  pin?: string
}

/** One call at work on the sign-up of a number. */
export interface SignupRun {
  ctx: NumberSetup
  caller: Caller
  lock: SignupLock
  request: SignupRequest
  app: MetaApp
  /** As it was when the lock was taken. */
  row: SignupRow
  /** Of the sign-up; empty before the code is exchanged. */
  token: string
  /** The step at which it is. */
  at: SignupStep
}

export const newLock = (accountId: string, phoneNumberId: string): SignupLock => ({
  accountId,
  phoneNumberId,
  lockedBy: randomUUID(),
})

export const startRun = (given: Omit<SignupRun, 'token' | 'at'>): SignupRun => {
  const { ctx, lock, row } = given
  const { accountId, phoneNumberId } = lock
  const token = row.tokenCipher ? ctx.secrets.open(row.tokenCipher, signupTokenAad(accountId, phoneNumberId)) : ''
  return { ...given, token, at: 'code_exchanged' }
}

/** One call to Meta under the lock, which it renews. @throws GatewayError in plain words when Meta refuses, or the lock is lost */
export async function ask<Data>(
  run: SignupRun,
  by: CallBy,
  call: (client: CloudApiClient) => Promise<CallOutcome<Data>>,
): Promise<Data> {
  await storeUnderLock(run, (tx) => renewLock(tx, run.lock))
  const answer = await call(run.ctx.graph(run.row.sandbox))
  if (answer.ok) return answer.data
  const { code = '', pin = '' } = run.request
  throw toSignupError(answer, by, [run.token, code, pin, run.app.secret].filter(Boolean))
}

/** One change in a transaction of its own. @throws GatewayError when another call has taken the sign-up over */
export async function storeUnderLock(run: SignupRun, change: (tx: UnitOfWork) => Promise<boolean>): Promise<void> {
  await run.ctx.transaction(run.caller, async (tx) => assertLocked(await change(tx)))
}

export function assertLocked(isLocked: boolean): void {
  if (!isLocked) throw new GatewayError('conflict', 'Another call has gone on with this number. See how far it came.')
}

/** @throws GatewayError `conflict` while another call is at work on the number */
export async function takeLock(
  tx: UnitOfWork,
  lock: SignupLock,
  { wabaId, sandbox }: Pick<SignupRow, 'wabaId' | 'sandbox'>,
): Promise<SignupRow> {
  const row = await lockSignup(tx, lock, { wabaId, sandbox })
  if (row) return row
  const seconds = await secondsLocked(tx, lock.accountId, lock.phoneNumberId)
  throw new GatewayError('conflict', `Another call is at work on this number. Repeat yours in ${seconds} seconds.`, {
    retryAfterSeconds: Math.max(1, seconds),
  })
}

/** Hands a token that waits for its number over to the number's sign-up, which is locked. False: none waits. */
export async function adoptToken(
  { secrets }: Pick<NumberSetup, 'secrets'>,
  tx: UnitOfWork,
  lock: SignupLock,
  from: { wabaId: string; codeFingerprint: string | null },
): Promise<boolean> {
  const waiting = await takeWaitingToken(tx, lock, from)
  if (!waiting) return false
  const token = secrets.open(waiting.cipher, signupTokenAad(lock.accountId, from.wabaId))
  const cipher = secrets.seal(token, signupTokenAad(lock.accountId, lock.phoneNumberId))
  return storeToken(tx, lock, { cipher, codeFingerprint: waiting.codeFingerprint })
}

type SignupAction = SignupStep | 'number_found' | 'failed'
type SignupSnapshot = Omit<NonNullable<AuditChange<'number_signup.failed'>['after']>, 'wabaId'>

export const auditSignup = (tx: UnitOfWork, run: SignupRun, action: SignupAction, after: SignupSnapshot) =>
  tx.audit(`number_signup.${action}`, run.lock.phoneNumberId, {
    before: null,
    after: { wabaId: run.request.wabaId, ...after },
  })
