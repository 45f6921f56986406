import type { FastifyRequest } from 'fastify'

/** A body up to this size costs nothing beyond the request; each further one of its size counts as one more. */
const bytesPerRequest = 256 * 1024
/** What does not say how long it is may be as long as a body may be. */
const costOfUnknown = 4

/**
 * As how many requests this one counts against the burst limit of its account: what its operation says, and more for a large body
 * that is parsed and validated as a whole. Files are streamed to disk, so their size does not count.
 */
export function costOf({ headers, routeOptions }: Pick<FastifyRequest, 'headers' | 'routeOptions'>): number {
  const { cost = 1 } = routeOptions.config
  return cost + costOfBody(headers)
}

function costOfBody(headers: FastifyRequest['headers']): number {
  const type = headers['content-type'] ?? ''
  if (!/json|x-www-form-urlencoded|^text\//i.test(type)) return 0
  if (headers['transfer-encoding'] !== undefined) return costOfUnknown
  const bytes = Number(headers['content-length'])
  return bytes > bytesPerRequest ? Math.ceil(bytes / bytesPerRequest) - 1 : 0
}
