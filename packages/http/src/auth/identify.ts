import type { FastifyRequest } from 'fastify'

/** The API key that a vendor's `Authorization` header or the query holds; null: none. */
export type ReadKey = (authorization: string | undefined, query: unknown) => string | null

/** By what a surface recognises who calls. */
export interface Credentials {
  /** Where its key stands; absent: `Authorization: Bearer`. */
  readKey?: ReadKey
  /** Whether the body may hold the key that was not found there; absent: never. */
  keyMayFollow?: (request: FastifyRequest) => boolean
  /** Members who have signed in may use it; absent: keys alone. */
  takesSessions?: true
}

export const bearerOf = (header: string | undefined): string | null => {
  const match = header === undefined ? null : /^Bearer +(\S+) *$/i.exec(header)
  return match?.[1] ?? null
}
