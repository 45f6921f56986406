import { randomBytes } from 'node:crypto'

let pool = Buffer.alloc(0)
let used = 0

/** Upper-case hex out of a pool of random bytes: one call to the system for many ids. */
function randomHex(bytes: number): string {
  if (used + bytes > pool.length) {
    pool = randomBytes(8192)
    used = 0
  }
  used += bytes
  return pool.toString('hex', used - bytes, used).toUpperCase()
}

function encode(user: string, direction: '\x11' | '\x12', id: string): string {
  const bytes = `\x1c\x18${String.fromCharCode(user.length)}${user}\x15\x02\x00${direction}\x18${String.fromCharCode(id.length)}${id}\x00`
  return `wamid.${Buffer.from(bytes, 'latin1').toString('base64')}`
}

/** A message id shaped as Meta's; `user` is the digits of the person (or the user id, when there are none). */
export const outboundWamid = (user: string) => encode(user, '\x11', randomHex(9))

export const inboundWamid = (user: string) => encode(user, '\x12', randomHex(10))

export const randomDigits = (length: number) =>
  Array.from(randomBytes(length), (byte, index) => (index === 0 ? 1 + (byte % 9) : byte % 10)).join('')
