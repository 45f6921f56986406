import { v7 } from 'uuid'

/** A UUIDv7, monotonic within the process: the `uuid` package's, since Node's own is not sorted within a millisecond. */
export function newId(): string {
  return v7()
}

/** An id for what happened at an earlier instant, which may have parts of a millisecond: it sorts there. */
export function newIdAt(epochMs: number): string {
  const msecs = Math.floor(epochMs)
  return msecs === epochMs ? v7({ msecs }) : v7({ msecs, seq: Math.floor((epochMs - msecs) * 0x7fff_ffff) })
}

/** After all ids: where a list begins that is read backwards. */
export const lastId = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

export function isId(text: string): boolean {
  return uuidPattern.test(text)
}

/** When an id of ours was made: its first 48 bits are milliseconds. ISO 8601. */
export function instantOf(id: string): string {
  return new Date(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)).toISOString()
}
