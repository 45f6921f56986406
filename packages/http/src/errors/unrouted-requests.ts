import type { IncomingMessage, ServerResponse } from 'node:http'
import { GatewayError } from '@dawk/core/platform/errors.ts'
import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify'
import type { Authentication } from '../auth/authentication.ts'
import { pathOf } from '../requests/path-of.ts'
import { TransportRefusal } from './failures.ts'

interface Refusal {
  /** As it stands on the wire. */
  url: string
  cause: Error
}

/** No surface has it, so that it leads to where unknown addresses are answered. */
const nowhere = '/.nowhere'

/**
 * Requests that HTTP or the router would refuse before any hook runs: they are led to where unknown addresses are
 * answered, so that they are counted, named and refused as those are.
 */
export interface RefusedRequests {
  /** The address by which a request is routed. */
  route(request: IncomingMessage, rewrite: (url: string) => string): string
  /** Routes a request again, to be refused for `cause`. */
  refuse(app: FastifyInstance, cause: Error, request: IncomingMessage, response: ServerResponse): void
  /** Null: nothing but its address speaks against the request. */
  find(request: IncomingMessage): Refusal | null
}

export function createRefusedRequests(): RefusedRequests {
  const refusals = new WeakMap<IncomingMessage, Refusal>()
  const refuse = (request: IncomingMessage, cause: Error) => refusals.set(request, { url: request.url ?? '/', cause })
  return {
    route(request, rewrite) {
      const wrong = validateHost(request)
      if (wrong !== null) refuse(request, new GatewayError('invalid_request', wrong))
      const { url = '/' } = request
      return refusals.has(request) ? nowhere + queryOf(url) : rewrite(url)
    },
    refuse(app, cause, request, response) {
      refuse(request, cause)
      app.routing(request, response)
    },
    find: (request) => refusals.get(request) ?? null,
  }
}

/**
 * RFC 9112, 3.2. Node's own refusal, which is switched off, has no body; of two it takes the first, where a proxy in front
 * may have taken the last.
 */
function validateHost({ httpVersion, headers, rawHeaders }: IncomingMessage): string | null {
  if (headers.host === undefined) return httpVersion === '1.1' ? 'The header Host is missing.' : null
  let hosts = 0
  for (let at = 0; at < rawHeaders.length; at += 2) if (rawHeaders[at]?.toLowerCase() === 'host') hosts++
  return hosts > 1 ? 'The header Host is there twice.' : null
}

/** A key may stand there. */
const queryOf = (url: string) => url.slice(pathOf(url).length)

/**
 * Answers what no route takes, before a body is read, whose type and size do not matter. Who shows a key is counted,
 * and sees what is left. To come before all routes and after what names and watches every response.
 */
export function answerUnrouted(
  app: FastifyInstance,
  refused: RefusedRequests,
  authenticateAt: (url: string) => Authentication,
): void {
  app.server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
    const words = `Expect: ${request.headers.expect?.slice(0, 100)} cannot be met, only 100-continue.`
    refused.refuse(app, new TransportRefusal(417, 'invalid_request', words), request, response)
  })
  app.addHook('onRequest', (request, reply, done) => {
    if (!request.is404) return done()
    const refusal = refused.find(request.raw)
    if (refusal) request.raw.url = refusal.url // in which surface's words it is refused
    const cause = refusal?.cause ?? toRefusal(request, reply, methodsAt(app, pathOf(request.url)))
    authenticateAt(request.url)(request, reply).then(() => done(cause), done)
  })
}

/** The methods that a path has, so that a wrong method is told apart from a wrong path; a wildcard is no path. */
const methodsAt = (app: FastifyInstance, url: string) =>
  app.supportedMethods.filter((method) => {
    const route = app.findRoute({ method: method as HTTPMethods, url })
    return route !== null && !('*' in route.params)
  })

function toRefusal({ method, url }: FastifyRequest, reply: FastifyReply, methods: readonly string[]): GatewayError {
  const path = pathOf(url)
  if (methods.length === 0) return new GatewayError('not_found', `There is no ${method} ${path}.`)
  reply.header('allow', [...methods].sort().join(', '))
  return new TransportRefusal(405, 'method_not_allowed', `${method} is not allowed on ${path}.`)
}
