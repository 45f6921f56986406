import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'
import { GatewayError } from '#platform/errors.ts'
import { rejectField } from '#tenancy/members/member.ts'
import { isCommonPassword } from './common-passwords.ts'

const cost = { N: 16_384, r: 16, p: 1 }
const saltBytes = 16
const hashBytes = 32
const length = { least: 12, most: 200 }
const leastKinds = 5

/** Scrypt takes 32 MiB and about a tenth of a second of a core each: few run, some wait, the rest is told to come again. */
const most = { running: 2, waiting: 50 }
let running = 0
const waiting: (() => void)[] = []

/** @throws GatewayError `overloaded` */
async function takeTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= most.running) {
    if (waiting.length >= most.waiting)
      throw new GatewayError('overloaded', 'Too many sign-ins at present.', { retryAfterSeconds: 5 })
    await new Promise<void>((resolve) => waiting.push(resolve))
  } else running++
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else running--
  }
}

const derive = (password: string, salt: Buffer, { N, r, p }: typeof cost): Promise<Buffer> =>
  takeTurn(
    () =>
      new Promise((resolve, reject) => {
        const options: ScryptOptions = { N, r, p, maxmem: 256 * N * r }
        scrypt(password.normalize('NFKC'), salt, hashBytes, options, (error, key) =>
          error ? reject(error) : resolve(key),
        )
      }),
  )

/** As `scrypt$N$r$p$salt$hash`, so that the cost can rise later. @throws GatewayError `overloaded` */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltBytes)
  const key = await derive(password, salt, cost)
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64url'), key.toString('base64url')].join('$')
}

/** A hash of nobody's: whether a person exists must not be told by the time that checking takes. */
const nobodys = ['scrypt', cost.N, cost.r, cost.p, '', Buffer.alloc(hashBytes).toString('base64url')].join('$')

/** `stored` null: nobody to compare with; takes as long and is false. @throws GatewayError `overloaded` */
export async function isPassword(password: string, stored: string | null): Promise<boolean> {
  const [scheme, N, r, p, salt = '', hash = ''] = (stored ?? nobodys).split('$')
  if (scheme !== 'scrypt') throw new Error(`Not a password hash of ours: ${scheme}`)
  const key = await derive(password.slice(0, length.most), Buffer.from(salt, 'base64url'), {
    N: Number(N),
    r: Number(r),
    p: Number(p),
  })
  const expected = Buffer.from(hash, 'base64url')
  return expected.length === key.length && timingSafeEqual(expected, key) && stored !== null
}

/**
 * Long rather than colourful, as NIST SP 800-63B advises.
 * @throws GatewayError `invalid_request` naming `field`
 */
export function checkNewPassword(password: string, email: string, field = 'password'): void {
  if (password.length < length.least || password.length > length.most)
    throw rejectField(field, `must have ${length.least} to ${length.most} characters`)
  if (new Set(password).size < leastKinds)
    throw rejectField(field, `must have at least ${leastKinds} different characters`)
  if (isCommonPassword(password)) throw rejectField(field, 'is one of those that are guessed first')
  const name = email.split('@')[0] ?? ''
  const lower = password.toLowerCase()
  if (lower.includes(email) || (name.length >= 4 && lower.includes(name)))
    throw rejectField(field, 'must not contain the e-mail address')
}
