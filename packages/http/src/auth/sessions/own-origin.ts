import { GatewayError } from '@dawk/core/platform/errors.ts'
import type { FastifyRequest } from 'fastify'
import type { OperationContext } from '#context.ts'

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Whether a page of this host makes the request. Browsers say so in `Sec-Fetch-Site`, over plain http in `Origin`; null:
 * neither is there, so that it is no browser, or a very old one.
 */
function isOwnPage({ headers, protocol, host }: FastifyRequest, publicUrl: string): boolean | null {
  const site = headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin'
  const { origin } = headers
  if (origin === undefined) return null
  return origin === new URL(publicUrl).origin || origin === `${protocol}://${host}`
}

/**
 * For what a cookie authenticates, and for what sets one: a foreign page must not act by it.
 * @param strict refuses also what does not say where it comes from
 * @throws GatewayError `forbidden`
 */
export function assertOwnPage(
  request: FastifyRequest,
  { publicUrl }: Pick<OperationContext, 'publicUrl'>,
  strict: boolean,
): void {
  if (safeMethods.has(request.method)) return
  const own = isOwnPage(request, publicUrl())
  if (own === false) throw new GatewayError('forbidden', 'A page of another site may not do this.')
  if (own === null && strict)
    throw new GatewayError('forbidden', 'With a session, send Sec-Fetch-Site or Origin; programs use an API key.')
}
