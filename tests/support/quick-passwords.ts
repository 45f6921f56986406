/*
 * Loaded into a gateway that a test starts, before anything of its own: passwords cost a quarter of what they do
 * elsewhere. The gateway itself has no such setting, so that nobody can weaken one that people sign in to.
 */
import crypto, { type ScryptOptions } from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'

const { scrypt } = crypto
const quick = (
  password: string,
  salt: Buffer,
  length: number,
  { N = 16_384, ...options }: ScryptOptions,
  done: (error: Error | null, key: Buffer) => void,
) => scrypt(password, salt, length, { ...options, N: N / 4 }, done)
crypto.scrypt = quick as typeof scrypt
syncBuiltinESMExports()
