import type { Random } from '../random.ts'

function encode(user: string, direction: '\x11' | '\x12', id: string): string {
  const bytes = `\x1c\x18${String.fromCharCode(user.length)}${user}\x15\x02\x00${direction}\x18${String.fromCharCode(id.length)}${id}\x00`
  return `wamid.${Buffer.from(bytes, 'latin1').toString('base64')}`
}

/** A message id shaped as Meta's; `user` is the digits of the person (or the user id, when there are none). */
export const outboundWamid = (random: Random, user: string) => encode(user, '\x11', hex(random, 9))

export const inboundWamid = (random: Random, user: string) => encode(user, '\x12', hex(random, 10))

const hex = (random: Random, bytes: number) => random.bytes(bytes).toString('hex').toUpperCase()
