import type { CoreContext } from '#context.ts'
import { type FieldProblem, GatewayError } from '#platform/errors.ts'
import { isTimeZone } from '#platform/time-zones.ts'
import { assertScope, type Caller } from '#tenancy/access/caller.ts'
import { normalizePhrase } from '../consent/signals/keywords.ts'
import { selectPurposes } from '../consent/topic-store.ts'
import { defaultSettings, type PolicySettings } from './policy-settings.ts'
import { selectPolicies, updatePolicy } from './policy-store.ts'

/** What holds for the account's sends; the defaults where it has set nothing. */
export const getPolicy = (
  ctx: Pick<CoreContext, 'read'>,
  { accountId }: Pick<Caller, 'accountId'>,
): Promise<PolicySettings> =>
  ctx.read({ accountId }, async (db) => (await selectPolicies(db, [accountId])).get(accountId) ?? defaultSettings)

/**
 * Changes the settings that are given. They hold for what is accepted from now on, and for marketing that has not left yet.
 * @throws GatewayError `invalid_request`
 */
export async function changePolicy(
  ctx: Pick<CoreContext, 'transaction'>,
  caller: Caller,
  change: Partial<PolicySettings>,
): Promise<PolicySettings> {
  assertScope(caller, 'account:write')
  const { accountId } = caller
  const details = validateSettings(change)
  if (details.length > 0) throw new GatewayError('invalid_request', 'Validation failed.', { details })
  return ctx.transaction(caller, async (tx) => {
    assertTopics(change.templateTopics ?? {}, await selectPurposes(tx, accountId))
    const before = (await selectPolicies(tx, [accountId])).get(accountId) ?? defaultSettings
    const after = { ...before, ...change }
    await updatePolicy(tx, accountId, after)
    await tx.audit('policy.changed', accountId, { before, after })
    tx.notify('policies', accountId)
    return after
  })
}

/** @throws GatewayError `invalid_request` for a topic that the account has not defined */
function assertTopics(templateTopics: PolicySettings['templateTopics'], known: ReadonlySet<string>): void {
  const details = Object.entries(templateTopics)
    .filter(([, topic]) => !known.has(`marketing.${topic}`))
    .map(([template, topic]) => ({
      field: 'templateTopics',
      message: `must name topics of this account (given for ${template}: ${JSON.stringify(topic)})`,
    }))
  if (details.length > 0) throw new GatewayError('invalid_request', 'Validation failed.', { details })
}

/** What a schema cannot say. */
function validateSettings({ quietHours, timeZone, keywords, caps }: Partial<PolicySettings>): FieldProblem[] {
  const problems: FieldProblem[] = []
  const add = (field: string, message: string) => problems.push({ field, message })
  if (quietHours && quietHours.from === quietHours.to)
    add('quietHours.to', `must be another time than from (given: ${quietHours.to}); null: there are no quiet hours`)
  if (timeZone !== undefined && !isTimeZone(timeZone))
    add('timeZone', `must be an IANA time zone, such as Asia/Kolkata (given: ${JSON.stringify(timeZone)})`)
  for (const [index, cap] of (caps ?? []).entries())
    if ((caps ?? []).findIndex(({ per, window }) => per === cap.per && window === cap.window) < index)
      add(`caps.${index}`, `repeats the cap per ${cap.per} (${cap.window})`)
  for (const [keyword, phrases] of Object.entries(keywords ?? {}))
    for (const [index, phrase] of (phrases ?? []).entries())
      if (normalizePhrase(phrase) === '') add(`keywords.${keyword}.${index}`, 'must hold a letter or a digit')
  return problems
}
