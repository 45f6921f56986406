import type { Queryable } from '#platform/database/database.ts'
import { GatewayError } from '#platform/errors.ts'
import type { Actor } from '#tenancy/audit/actor.ts'
import type { AuditChange } from '#tenancy/audit/catalogue.ts'
import { recordAudit } from '#tenancy/audit/record-audit.ts'
import type { MetaApp, NumberSetup } from '../meta-app.ts'
import { type SignupReason, type SignupStep, signupReasons, signupTokenAad } from './number-signup.ts'
import { forgottenBy, toSignupError } from './signup-refusals.ts'
import { releaseHold, renewHold, type SignupHold, type SignupRow, storeFailure } from './signup-repository.ts'
import type { SignupCall } from './signup-steps.ts'

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
  hold: SignupHold
  by: Actor
  request: SignupRequest
  /** As it was when the hold began. */
  row: SignupRow
  call: SignupCall
  /** The step at which it is. */
  at: SignupStep
}

export function startRun(
  ctx: NumberSetup,
  { hold, row, request, by, app }: Pick<SignupRun, 'hold' | 'row' | 'request' | 'by'> & { app: MetaApp },
): SignupRun {
  const { accountId, phoneNumberId } = hold
  const token = row.tokenCipher ? ctx.secrets.open(row.tokenCipher, signupTokenAad(accountId, phoneNumberId)) : ''
  const client = ctx.graph(row.sandbox)
  const call: SignupCall = {
    app,
    token,
    wabaId: request.wabaId,
    phoneNumberId,
    async ask(callBy, ask) {
      await keep(run, (tx) => renewHold(tx, hold))
      const answer = await ask(client)
      if (answer.ok) return answer.data
      const secrets = [call.token, request.code ?? '', request.pin ?? '', app.secret].filter(Boolean)
      throw toSignupError(answer, callBy, secrets)
    },
  }
  const run: SignupRun = { ctx, hold, by, request, row, call, at: 'code_exchanged' }
  return run
}

/** One change in a transaction of its own. @throws GatewayError when another call has taken the sign-up over */
export async function keep({ ctx, hold }: SignupRun, change: (tx: Queryable) => Promise<boolean>): Promise<void> {
  await ctx.db.asAccounts([hold.accountId], async (tx) => assertHeld(await change(tx)))
}

export function assertHeld(held: boolean): void {
  if (!held) throw new GatewayError('conflict', 'Another call has gone on with this number. See how far it came.')
}

type SignupAction = SignupStep | 'number_found' | 'failed'
type SignupSnapshot = Omit<NonNullable<AuditChange<'number_signup.failed'>['after']>, 'wabaId'>

export async function auditSignup(
  tx: Queryable,
  { hold, by, call }: SignupRun,
  action: SignupAction,
  after: SignupSnapshot,
) {
  const { accountId, phoneNumberId } = hold
  await recordAudit(tx, {
    accountId,
    by,
    action: `number_signup.${action}`,
    targetId: phoneNumberId,
    before: null,
    after: { wabaId: call.wabaId, ...after },
  })
}

/** Why it ended is stored, and others may go on with it at once. */
export async function endInFailure(run: SignupRun, error: unknown): Promise<void> {
  const { ctx, hold, at: step } = run
  await ctx.db.asAccounts([hold.accountId], async (tx) => {
    if (error instanceof GatewayError && isReason(error.reason)) {
      const { reason, message: detail, details } = error
      const said = details[0]?.message ?? ''
      const meta = said.startsWith('Meta: ') ? said : null
      const failure = { step, reason, detail, meta, at: new Date().toISOString() }
      const { token, pin } = forgottenBy(reason)
      const held = await storeFailure(tx, hold, failure, { token, pin: pin && run.request.pin === undefined })
      if (held) await auditSignup(tx, run, 'failed', { step, reason })
    }
    await releaseHold(tx, hold)
  })
}

const isReason = (reason: string | null): reason is SignupReason => signupReasons.some((one) => one === reason)
