import { createHash } from 'node:crypto'
import type { Json } from './json.ts'

const maxKnown = 100_000

export interface Person {
  phone?: string
  userId: string
  name: string
  username?: string
}

/** Who is who: ties a phone number to its business-scoped user id and keeps the name of those who wrote. */
export function createPeople() {
  const byUser = new Map<string, Person>()
  return {
    learn(person: Person): void {
      if (byUser.size > maxKnown) byUser.clear()
      byUser.set(person.userId, person)
      if (person.phone) byUser.set(person.phone, person)
    },
    /** The person behind a phone number or user id; a stranger gets an id derived from the number. */
    find(user: string): Person {
      const known = byUser.get(user)
      if (known) return known
      return isUserId(user) ? { userId: user, name: user } : { phone: user, userId: userIdOf(user), name: user }
    },
    reset: () => byUser.clear(),
  }
}

export type People = ReturnType<typeof createPeople>

/** WhatsApp's own digits: mobiles of Mexico keep a 1 and those of Argentina a 9 after the country code, whatever was sent to. */
export function canonicalPhone(digits: string): string {
  if (/^52[2-9]\d{9}$/.test(digits)) return `521${digits.slice(2)}`
  return /^54[1-8]\d{9}$/.test(digits) ? `549${digits.slice(2)}` : digits
}

export const isUserId = (user: string) => /^[A-Z]{2}\./.test(user)

export const userIdOf = (phone: string) =>
  `${phone.startsWith('91') ? 'IN' : 'US'}.${BigInt(`0x${createHash('sha256').update(phone).digest('hex').slice(0, 15)}`)}`

export function toContact(person: Person): Json {
  const { name, username, phone, userId } = person
  return {
    profile: { name, ...(username ? { username } : {}) },
    ...(phone ? { wa_id: phone } : {}),
    user_id: userId,
  }
}
