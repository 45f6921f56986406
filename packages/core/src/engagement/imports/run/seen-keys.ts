import { hash } from 'node:crypto'

/**
 * Which row had a key, for every key of a file: 12 bytes each whatever their length, so that two million rows fit into the
 * memory of a small process. Keys are told apart by 64 bits of a digest.
 */
export class SeenKeys {
  #keys = new BigUint64Array(4096)
  #rows = new Uint32Array(4096)
  #count = 0

  /** The row that had it; null: none. */
  find(key: string): number | null {
    return this.#rows[this.#slotOf(digest(key))] || null
  }

  /** @param row from 1 */
  add(key: string, row: number): void {
    if (this.#count * 4 > this.#keys.length * 3) this.#grow()
    this.#put(digest(key), row)
  }

  #put(key: bigint, row: number): void {
    const slot = this.#slotOf(key)
    if (this.#rows[slot] === 0) this.#count += 1
    this.#keys[slot] = key
    this.#rows[slot] = row
  }

  /** Where the key is, or would be. */
  #slotOf(key: bigint): number {
    const mask = this.#keys.length - 1
    let slot = Number(key & BigInt(mask))
    while (this.#rows[slot] !== 0 && this.#keys[slot] !== key) slot = (slot + 1) & mask
    return slot
  }

  #grow(): void {
    const [keys, rows] = [this.#keys, this.#rows]
    this.#keys = new BigUint64Array(keys.length * 2)
    this.#rows = new Uint32Array(keys.length * 2)
    this.#count = 0
    for (const [at, row] of rows.entries()) if (row !== 0) this.#put(keys[at] ?? 0n, row)
  }
}

const digest = (key: string): bigint => hash('sha1', key, 'buffer').readBigUInt64LE(0)
