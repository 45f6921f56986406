import { createHmac, timingSafeEqual } from 'node:crypto'

const validMs = 10 * 60_000

/**
 * Proof that exactly this was shown before: signed with the key of the user, so any process can check it and nobody else can
 * make it, and it says nothing of itself to the model.
 */
export function createConfirmations(apiKey: string, now: () => number = Date.now) {
  const sign = (subject: object, until: number) =>
    createHmac('sha256', apiKey)
      .update(`confirmation ${until} ${canonical(subject)}`)
      .digest('base64url')
      .slice(0, 32)
  return {
    /** What a tool that sends gives in place of sending. */
    offer(subject: object) {
      const until = now() + validMs
      const confirmation = `${until}.${sign(subject, until)}`
      return {
        sent: false,
        wouldSend: subject,
        confirmation,
        next: 'Ask the user. Call again with this confirmation to send.',
      }
    },
    /** @throws Error when it was given for something else, or is too old */
    check(subject: object, confirmation: string): void {
      const [until = '', signature = ''] = confirmation.split('.')
      const expected = sign(subject, Number(until))
      const isSame =
        signature.length === expected.length && timingSafeEqual(Buffer.from(signature), Buffer.from(expected))
      if (!isSame)
        throw new Error('The confirmation belongs to other arguments: call without one, and ask the user again.')
      if (!(Number(until) > now()))
        throw new Error('The confirmation is too old: call without one, and ask the user again.')
    },
  }
}

/** Independent of the order of members. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join()}}`
}
