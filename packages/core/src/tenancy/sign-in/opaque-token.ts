import { createHash, randomBytes } from 'node:crypto'

const shape = /^[A-Za-z0-9_-]{43}$/

/** 256 random bits for a cookie or a link; only `hash` is stored. */
export function createToken(): { token: string; hash: Buffer } {
  const token = randomBytes(32).toString('base64url')
  return { token, hash: sha256(token) }
}

/** What the token is found by; null: it has not the shape of one, and is not looked up. */
export const hashToken = (token: string): Buffer | null => (shape.test(token) ? sha256(token) : null)

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest()
