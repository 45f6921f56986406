import { v7 } from 'uuid'

/** A UUIDv7, monotonic within the process: the `uuid` package's, since Node's own is not sorted within a millisecond. */
export function newId(): string {
  return v7()
}

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

export function isId(text: string): boolean {
  return uuidPattern.test(text)
}
