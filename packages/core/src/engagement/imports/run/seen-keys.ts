/**
 * Which row had a key, for every key of a file: 12 bytes each whatever their length, so that two million rows fit into the
 * memory of a small process. Keys are told apart by a hash of 64 bits: of four million keys two are the same by chance in one file
 * of two million.
 */
export class SeenKeys {
  /** The hash of a key in two halves, then its row; row 0: the place is free. */
  #slots = new Uint32Array(3 * 4096)
  #count = 0
  #high = 0
  #low = 0

  /** The row that had it; null: none. */
  find(key: string): number | null {
    this.#digest(key)
    return this.#slots[this.#place() + 2] || null
  }

  /** @param row from 1 */
  add(key: string, row: number): void {
    if (this.#count * 4 > this.#slots.length) this.#grow()
    this.#digest(key)
    this.#put(row)
  }

  /** Two multiplicative hashes, each of which is mixed with the other in the end. */
  #digest(key: string): void {
    let [high, low] = [0xdeadbeef, 0x41c6ce57]
    for (let at = 0; at < key.length; at += 1) {
      const unit = key.charCodeAt(at)
      high = Math.imul(high ^ unit, 0x9e3779b1)
      low = Math.imul(low ^ unit, 0x5f356495)
    }
    high = Math.imul(high ^ (high >>> 16), 0x85ebca6b) ^ Math.imul(low ^ (low >>> 13), 0xc2b2ae35)
    low = Math.imul(low ^ (low >>> 16), 0x85ebca6b) ^ Math.imul(high ^ (high >>> 13), 0xc2b2ae35)
    this.#high = high >>> 0
    this.#low = low >>> 0
  }

  /** Where the key that was hashed last is, or would be. */
  #place(): number {
    const size = this.#slots.length / 3
    let slot = this.#low & (size - 1)
    while (this.#slots[slot * 3 + 2] !== 0 && !this.#isAt(slot)) slot = (slot + 1) & (size - 1)
    return slot * 3
  }

  #isAt(slot: number): boolean {
    return this.#slots[slot * 3] === this.#high && this.#slots[slot * 3 + 1] === this.#low
  }

  #put(row: number): void {
    const place = this.#place()
    if (this.#slots[place + 2] === 0) this.#count += 1
    this.#slots[place] = this.#high
    this.#slots[place + 1] = this.#low
    this.#slots[place + 2] = row
  }

  #grow(): void {
    const slots = this.#slots
    this.#slots = new Uint32Array(slots.length * 2)
    this.#count = 0
    for (let at = 0; at < slots.length; at += 3) {
      if (slots[at + 2] === 0) continue
      this.#high = slots[at] ?? 0
      this.#low = slots[at + 1] ?? 0
      this.#put(slots[at + 2] ?? 0)
    }
  }
}
