import type { CoreContext } from '#context.ts'
import { assertReachableContact } from '#messaging/identities/reachable-contact.ts'
import { GatewayError } from '#platform/errors.ts'
import type { Caller } from '#tenancy/access/caller.ts'
import { marketingFrom, type Purpose, purposes } from '../consent/consent-state.ts'
import { selectConsents } from '../consent/consent-store.ts'
import { createIdentifierHash } from '../consent/identifier-hash.ts'
import { selectPurposes } from '../consent/topic-store.ts'
import { decidePolicy, type Verdict } from './decide-policy.ts'
import { defaultSettings } from './policy-settings.ts'
import { selectPeople, selectPolicies } from './policy-store.ts'

/**
 * Whether a person may be sent something for a purpose or a topic now, and if not, why.
 * @throws GatewayError `not_found`, `invalid_request`
 */
export async function getSendability(
  ctx: Pick<CoreContext, 'read' | 'secrets'>,
  caller: Pick<Caller, 'accountId' | 'numberIds'>,
  contactId: string,
  { purpose: purposeName, phoneNumberId }: { purpose: string; phoneNumberId: string | null },
): Promise<Verdict> {
  const { accountId } = caller
  const hash = createIdentifierHash(ctx.secrets)
  return ctx.read(caller, async (db) => {
    await assertReachableContact(db, caller, contactId)
    const known = await selectPurposes(db, accountId)
    if (!known.has(purposeName)) throw unknownPurpose(purposeName, known)
    const [contact] = await selectConsents(db, [{ accountId, contactId }])
    const { identifiers = [] } = contact ?? {}
    const of = (kind: 'phone' | 'user_id') => identifiers.find((one) => one.kind === kind)?.value ?? null
    const hashes = identifiers.map((one) => hash(accountId, one))
    const key = { accountId, contactId, phone: of('phone'), userId: of('user_id'), spellings: [], hashes }
    const [person] = await selectPeople(db, [key])
    if (!person) throw new Error('A person was not looked at')
    const settings = (await selectPolicies(db, [accountId])).get(accountId) ?? defaultSettings
    const purpose: Purpose = purposes.find((one) => one === purposeName) ?? 'marketing'
    const number = purpose === 'marketing' && phoneNumberId !== null ? marketingFrom(phoneNumberId) : null
    const message = {
      purpose,
      topic: purpose === purposeName ? null : purposeName,
      number,
      template: null,
      digest: null,
    }
    return decidePolicy({ person, message, settings, now: Date.now() })
  })
}

const unknownPurpose = (purpose: string, known: ReadonlySet<string>) =>
  new GatewayError('invalid_request', 'Validation failed.', {
    details: [
      { field: 'purpose', message: `must be one of ${[...known].join(', ')} (given: ${JSON.stringify(purpose)})` },
    ],
  })
