const maxIds = 50

/** The distinct ids of business accounts in an untrusted payload, at most 50: what speaks of one names no number. */
export const wabaIdsIn = (raw: Buffer): string[] => distinct(raw, /"id"\s*:\s*"(\d{1,32})"/g)

/** The distinct `phone_number_id` in an untrusted payload, at most 50. */
export const phoneNumberIdsIn = (raw: Buffer): string[] => distinct(raw, /"phone_number_id"\s*:\s*"(\d{1,32})"/g)

/**
 * The payload is searched and not parsed: whoever it comes from, its cost is one pass over the bytes. That an id may stand
 * where Meta writes none is harmless, since it only says whose secret is tried.
 */
function distinct(raw: Buffer, pattern: RegExp): string[] {
  const ids = new Set<string>()
  for (const [, id = ''] of raw.toString('latin1').matchAll(pattern)) {
    ids.add(id)
    if (ids.size === maxIds) break
  }
  return [...ids]
}
