import { GatewayError } from '@dawk/core/platform/errors.ts'
import type { Multipart } from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import { guardParts } from './guard-parts.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** All parts of a form of which some were read already. */
    partsAhead: AsyncGenerator<Multipart> | null
  }
}

/** The parts of a form in their order, those included that were read ahead. */
export const partsOf = (request: FastifyRequest): AsyncIterable<Multipart> => request.partsAhead ?? parseForm(request)

/** The parser sees the body only as far as it has no more parts than are allowed: beyond its own limit it would go on. */
function parseForm(request: FastifyRequest): AsyncGenerator<Multipart> {
  const raw = guardParts(request)
  const guarded: FastifyRequest = Object.create(request, { raw: { value: raw } })
  return readForm(guarded.parts())
}

/** Reads a form up to a field, at most to its file, which is not read yet. Null: no such field. */
export async function readAhead(request: FastifyRequest, fieldName: string): Promise<string | null> {
  const parts = parseForm(request)
  const seen: Multipart[] = []
  let value: string | null = null
  for (let next = await parts.next(); !next.done; next = await parts.next()) {
    seen.push(next.value)
    if (next.value.type === 'field' && next.value.fieldname === fieldName) value = String(next.value.value)
    if (value !== null || next.value.type === 'file') break
  }
  request.partsAhead = joined(seen, parts)
  return value
}

async function* joined(seen: readonly Multipart[], rest: AsyncGenerator<Multipart>): AsyncGenerator<Multipart> {
  yield* seen
  yield* rest
}

/** Reads what is left of a form that is refused, so that the answer arrives. */
export function throwAway({ partsAhead }: FastifyRequest): void {
  const read = async () => {
    for await (const part of partsAhead ?? []) if (part.type === 'file') part.file.resume()
  }
  read().catch(() => undefined) // it may break off
}

/** Parts of a form, or bytes of its file. What the parser throws, but for refusals of its limits, is a form that is broken or ends early. */
export async function* readForm<T>(source: AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* source
  } catch (cause) {
    if (cause instanceof Error && 'statusCode' in cause) throw cause
    throw new GatewayError('invalid_request', 'The body is not a complete form (multipart/form-data).', { cause })
  }
}
