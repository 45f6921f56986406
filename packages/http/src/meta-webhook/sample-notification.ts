import { phoneNumberIdsIn, wabaIdsIn } from './phone-number-ids.ts'

/** The ids in the samples that the test button of Meta's dashboard sends; nobody has such a number or business account. */
const samplePhoneNumberId = '123456123'
const sampleWabaId = '0'
const longestSample = 16_384

/**
 * Whether this is what the test button of Meta's dashboard sends: it names no number and no business account but Meta's own
 * examples. The app of an account signs it with a secret that the payload gives no way to find, so it can be neither checked nor
 * stored. It is about no real number, and gets the same 200 as any notification, so the button shows that the address works.
 */
export function isSampleNotification(raw: Buffer): boolean {
  if (raw.length > longestSample) return false
  const numbers = phoneNumberIdsIn(raw)
  const [accountId] = wabaIdsIn(raw)
  return accountId === sampleWabaId && numbers.every((id) => id === samplePhoneNumberId)
}
