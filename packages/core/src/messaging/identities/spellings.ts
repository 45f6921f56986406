/**
 * The ways in which one phone number may be written, itself first; each leads to the same contact. Meta's `wa_id` may be
 * another than what was sent to: Mexico's 52 and 521, Argentina's 54 and 549, Brazil's mobiles with and without the ninth
 * digit.
 */
export function spellingsOf(phone: string): readonly string[] {
  const other = otherSpelling(phone)
  return other === null ? [phone] : [phone, other]
}

/** One spelling for all of them: the one in use today, with Argentina's 9 and Brazil's ninth digit, without Mexico's 1. */
export function currentSpelling(phone: string): string {
  const other = otherSpelling(phone)
  if (other === null) return phone
  return other.length === (phone.startsWith('52') ? 12 : 13) ? other : phone
}

function otherSpelling(phone: string): string | null {
  if (phone.charCodeAt(0) !== five || phone.length < 12 || phone.length > 13) return null
  const rest = phone.slice(2)
  if (phone.startsWith('52')) return addOrTake('52', rest, '1')
  if (phone.startsWith('54')) return addOrTake('54', rest, '9')
  return phone.startsWith('55') ? brazilian(rest) : null
}

const five = '5'.charCodeAt(0)

/** Ten digits, and `mark` before them or not: no area code begins with it. */
function addOrTake(country: string, rest: string, mark: string): string | null {
  if (rest.length === 10) return rest.startsWith(mark) ? null : country + mark + rest
  return rest.startsWith(mark) && rest[1] !== mark ? country + rest.slice(1) : null
}

/** Area code of two digits, then a 9 or none, then eight digits; only what began with 6 to 9 was given the ninth. */
function brazilian(rest: string): string | null {
  const area = rest.slice(0, 2)
  const subscriber = rest.slice(2)
  if (/^[6-9]\d{7}$/.test(subscriber)) return `55${area}9${subscriber}`
  return /^9[6-9]\d{7}$/.test(subscriber) ? `55${area}${subscriber.slice(1)}` : null
}
