import { isUniqueViolation } from '#platform/database/errors.ts'
import { GatewayError } from '#platform/errors.ts'
import { toUpstreamError } from '#platform/upstream-error.ts'
import { assertScope, type Caller } from '#tenancy/access/caller.ts'
import { lockAccount } from '#tenancy/accounts/account-store.ts'
import type { UnitOfWork } from '#tenancy/unit-of-work.ts'
import { announceConnected } from '../announce-connected.ts'
import { applyClaimed } from '../claimed-webhooks.ts'
import { requestReading } from '../health/health-store.ts'
import type { NumberSetup } from '../meta-app.ts'
import type { PhoneNumber } from '../number.ts'
import { endRivalClaims, provenElsewhere } from '../number-claims.ts'
import { markVerified, openLane, selectNumber } from '../number-store.ts'
import { judgeNumber } from './checks/judge-number.ts'
import type { CheckName, NumberCheck } from './checks/number-check.ts'
import type { Findings } from './findings.ts'
import { inspectNumber } from './inspect-number.ts'
import { notConnected, openNumber } from './open-number.ts'

export interface Verification {
  number: PhoneNumber
  checks: NumberCheck[]
}

/**
 * Asks Meta about a number with its stored token and says of each thing that has to be right whether it is. What Meta
 * tells of the number is kept; where the token reaches it, its lane opens if the old state of the credentials had paused it.
 * @param numberId null: the account's own number
 * @throws GatewayError `number_not_connected` when none is; `not_found`; `upstream_unavailable` when Meta gave no answer;
 * `conflict` when Meta shows the number to this account and another account has proven it before
 */
export async function verifyNumber(ctx: NumberSetup, caller: Caller, numberId: string | null): Promise<Verification> {
  assertScope(caller, 'numbers:write')
  const opened = await openNumber(ctx, caller, numberId)
  const findings = await inspectNumber(ctx, opened.secrets)
  const { number: answer } = findings
  const isAway =
    !answer.ok && (answer.unreachable || answer.policy.action === 'retry' || answer.policy.action === 'wait')
  if (isAway) throw toUpstreamError(answer, () => 'phoneNumberId')
  const checks = judgeNumber(findings)
  const stored = await ctx
    .transaction(caller, (tx) => storeVerified(tx, opened.number, findings, checks))
    .catch((error: unknown) => {
      throw isUniqueViolation(error) ? provenElsewhere() : error
    })
  if (answer.ok) await endRivalClaims(ctx, opened.number)
  if (!stored) throw notConnected() // disconnected meanwhile
  return { number: stored, checks }
}

/** These are told, and do not mean that the credentials are wrong. */
const advice: ReadonlySet<CheckName> = new Set(['number_quality', 'number_name'])

/**
 * For surfaces that answer yes or no.
 * @throws GatewayError `upstream_refused` in the words of the first failing check
 */
export function refuseFailing({ checks }: Pick<Verification, 'checks'>, only?: readonly CheckName[]): void {
  const failing = checks.find(({ check, ok }) => ok === false && !advice.has(check) && (only?.includes(check) ?? true))
  if (!failing) return
  const { check, detail, remedy } = failing
  throw new GatewayError('upstream_refused', remedy === null ? detail : `${detail} ${remedy}`, {
    details: [{ field: check.startsWith('token_') ? 'accessToken' : 'phoneNumberId', message: detail }],
  })
}

async function storeVerified(
  tx: UnitOfWork,
  { accountId, id, laneId, phoneNumberId }: PhoneNumber,
  { number: answer, wabaId }: Findings,
  checks: readonly NumberCheck[],
): Promise<PhoneNumber | null> {
  const details = answer.ok ? answer.data : null
  await lockAccount(tx, accountId)
  if (details) {
    const { display_phone_number: displayPhoneNumber = null, verified_name: verifiedName = null } = details
    const wasClaim = await markVerified(tx, accountId, id, { displayPhoneNumber, verifiedName, wabaId })
    if (wasClaim) tx.schedule(applyClaimed, { key: id, payload: {} })
    await announceConnected(tx, { accountId, id })
    await openLane(tx, accountId, laneId)
    await requestReading(tx, accountId, id)
  }
  const failing = checks.filter(({ ok }) => ok === false).map(({ check }) => check)
  const after = { phoneNumberId, displayPhoneNumber: details?.display_phone_number ?? null, failing }
  await tx.audit('number.verified', id, { before: null, after })
  tx.notify('accounts', accountId)
  tx.wake(laneId)
  return selectNumber(tx, accountId, id)
}
