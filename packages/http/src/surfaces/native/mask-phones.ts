/** Members of answers and events that hold the phone number of a person. */
const phoneMembers: ReadonlySet<string> = new Set(['phone', 'from', 'to', 'waId', 'peer', 'recipientId', 'input'])
const phone = /^\+?\d{7,15}$/
const hiddenDigits = 5

const masked = (text: string): string =>
  phone.test(text) ? `${text.slice(0, -hiddenDigits)}${'•'.repeat(hiddenDigits)}` : text

/** The same JSON with phone numbers of people without their last digits. What people wrote themselves stays as it is. */
export function maskPhones(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(maskPhones)
  if (typeof value !== 'object' || value === null) return value
  const isIdentifier = (value as { kind?: unknown }).kind === 'phone'
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => {
      if (typeof member === 'string')
        return [name, phoneMembers.has(name) || (isIdentifier && name === 'value') ? masked(member) : member]
      if (name === 'phones' && Array.isArray(member))
        return [name, member.map((one) => (typeof one === 'string' ? masked(one) : maskPhones(one)))]
      return [name, maskPhones(member)]
    }),
  )
}
