import { createIdentifierHash } from '#engagement/consent/identifier-hash.ts'
import type { ContactWrite } from '#engagement/contacts/write/contact-write.ts'
import { hasSuppressions, selectSuppressionReasons } from '#engagement/suppressions/suppression-store.ts'
import type { SecretBox } from '#platform/secrets.ts'
import type { UnitOfWork } from '#tenancy/unit-of-work.ts'

/** Those of whom the data were erased at their wish: they do not come back by another system. */
export async function erasedAmong(
  tx: UnitOfWork,
  writes: readonly ContactWrite[],
  secrets: SecretBox,
): Promise<ReadonlySet<ContactWrite>> {
  const { accountId } = tx.caller
  if (writes.length === 0 || !(await hasSuppressions(tx, accountId))) return new Set()
  const hash = createIdentifierHash(secrets)
  const hashed = writes.map(({ phone, userId }) => [
    ...(phone === undefined ? [] : [hash(accountId, { kind: 'phone', value: phone })]),
    ...(userId === undefined ? [] : [hash(accountId, { kind: 'user_id', value: userId })]),
  ])
  const reasons = await selectSuppressionReasons(tx, accountId, hashed.flat())
  const isErased = (hashes: readonly string[]) => hashes.some((one) => reasons.get(one)?.includes('erased'))
  return new Set(writes.filter((_, place) => isErased(hashed[place] ?? [])))
}
