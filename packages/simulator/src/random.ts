import { createHash, randomBytes } from 'node:crypto'

/** Where ids, tokens and the chances of faults come from. */
export interface Random {
  bytes(count: number): Buffer
  /** From 0 up to 1, which it never is. */
  share(): number
  /** That many digits, the first of them above 0. */
  digits(count: number): string
}

const poolBytes = 8192

/**
 * With a seed the same calls in the same order give the same values, in every process; without one nobody can guess them. Bytes are
 * drawn from a pool, so that many ids cost one call to the system.
 */
export function createRandom(seed?: string): Random {
  const fill = seed === undefined ? () => randomBytes(poolBytes) : seededPools(seed)
  let pool: Buffer = Buffer.alloc(0)
  let used = 0
  const bytes = (count: number): Buffer => {
    if (used + count > pool.length) {
      pool = fill()
      used = 0
    }
    used += count
    return pool.subarray(used - count, used)
  }
  return {
    bytes,
    share: () => bytes(6).readUIntBE(0, 6) / 2 ** 48,
    digits: (count) => Array.from(bytes(count), (byte, index) => (index === 0 ? 1 + (byte % 9) : byte % 10)).join(''),
  }
}

function seededPools(seed: string): () => Buffer {
  let nth = 0
  const block = () => createHash('sha256').update(`${seed}\0${nth++}`).digest()
  return () => Buffer.concat(Array.from({ length: poolBytes / 32 }, block))
}
