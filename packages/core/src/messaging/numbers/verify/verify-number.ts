import type { Queryable } from '#platform/database/database.ts'
import { isUniqueViolation } from '#platform/database/errors.ts'
import { GatewayError } from '#platform/errors.ts'
import { toUpstreamError } from '#platform/upstream-error.ts'
import { accountChannel } from '#tenancy/accounts/account-channel.ts'
import { lockAccount } from '#tenancy/accounts/account-store.ts'
import type { Actor } from '#tenancy/audit/actor.ts'
import { recordAudit } from '#tenancy/audit/record-audit.ts'
import { requestReading } from '../health/health-repository.ts'
import type { NumberSetup } from '../meta-app.ts'
import type { PhoneNumber } from '../number.ts'
import { endRivalClaims, provenElsewhere } from '../number-claims.ts'
import { markVerified, openLane, selectNumber } from '../number-repository.ts'
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
 * tells of the number is kept; where the token reaches it, its lane opens if the old state of the credentials had shut it.
 * @param numberId null: the account's own number
 * @throws GatewayError `number_not_connected` when none is; `not_found`; `upstream_unavailable` when Meta gave no answer;
 * `conflict` when Meta shows the number to this account and another account has proven it before
 */
export async function verifyNumber(
  ctx: NumberSetup,
  accountId: string,
  numberId: string | null,
  by: Actor,
): Promise<Verification> {
  const read = await openNumber(ctx, accountId, numberId)
  const findings = await inspectNumber(ctx, read.secrets)
  const { number: answer } = findings
  const isAway =
    !answer.ok && (answer.unreachable || answer.policy.action === 'retry' || answer.policy.action === 'wait')
  if (isAway) throw toUpstreamError(answer, () => 'phoneNumberId')
  const checks = judgeNumber(findings)
  const stored = await ctx.db
    .asAccounts([accountId], (tx) => storeVerified(tx, read.number, findings, checks, by))
    .catch((error: unknown) => {
      throw isUniqueViolation(error) ? provenElsewhere() : error
    })
  if (answer.ok) await endRivalClaims(ctx, read.number)
  await ctx.db.notify(accountChannel, accountId)
  ctx.wakeLanes([read.number.laneId])
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
  tx: Queryable,
  { accountId, id, laneId, phoneNumberId }: PhoneNumber,
  { number: answer, wabaId }: Findings,
  checks: readonly NumberCheck[],
  by: Actor,
): Promise<PhoneNumber | null> {
  const details = answer.ok ? answer.data : null
  await lockAccount(tx, accountId)
  if (details) {
    const { display_phone_number: displayPhoneNumber = null, verified_name: verifiedName = null } = details
    await markVerified(tx, accountId, id, { displayPhoneNumber, verifiedName, wabaId })
    await openLane(tx, accountId, laneId)
    await requestReading(tx, accountId, id)
  }
  const failing = checks.filter(({ ok }) => ok === false).map(({ check }) => check)
  await recordAudit(tx, {
    accountId,
    by,
    action: 'number.verified',
    targetId: id,
    before: null,
    after: { phoneNumberId, displayPhoneNumber: details?.display_phone_number ?? null, failing },
  })
  return selectNumber(tx, accountId, id)
}
