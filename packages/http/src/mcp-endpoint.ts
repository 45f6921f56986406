import { GatewayError } from '@dawk/core/platform/errors.ts'
import { createMcpServer } from '@dawk/mcp/server.ts'
import type { ToolKind } from '@dawk/mcp/tool.ts'
import { createMcpHandler, type McpRequestContext } from '@modelcontextprotocol/server'
import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { type Authentication, keyIdOf } from './auth/authentication.ts'
import { bearerOf } from './auth/identify.ts'
import { noteRefusal } from './auth/note-refusal.ts'
import { assertOwnPage } from './auth/sessions/own-origin.ts'
import type { HttpContext } from './context.ts'
import { toGatewayError, transportStatus } from './errors/failures.ts'
import { acceptJsonBodies } from './requests/json-body.ts'
import { errorRules } from './resources/errors.ts'

/** Of one key, over all its assistants. */
const sendsPerMinute = 20
const mostSubscriptions = 64
const kinds: readonly ToolKind[] = ['write', 'send']

/**
 * The Model Context Protocol over streamable HTTP, in the generation that the client speaks: each request is served by itself, so any process
 * can take it. The key of the request is the key of the tools, which call the native API of this process with it. `?allow=write,send`
 * shows more than the tools that read.
 */
export const mcpEndpoint: FastifyPluginAsync<{ ctx: HttpContext; authenticate: Authentication }> = async (
  app,
  { ctx, authenticate },
) => {
  acceptJsonBodies(app)
  app.setErrorHandler((cause, request, reply) => refuse(ctx, cause, request, reply))
  app.addHook('onRequest', authenticate)
  const requests = new WeakMap<Request, FastifyRequest>()
  const handler = createMcpHandler((mcp) => serverFor(app, ctx, requestOf(requests, mcp)), {
    maxSubscriptions: mostSubscriptions,
    onerror: (error) => ctx.log.debug({ err: error }, 'a request of an assistant failed'),
  })
  app.addHook('preClose', () => handler.close())
  app.route({
    method: ['GET', 'POST', 'DELETE'],
    url: '/mcp',
    config: { scope: null },
    async handler(request, reply) {
      assertOwnPage(request, ctx, false)
      readAllowed(request.query)
      const webRequest = toWebRequest(request, reply)
      requests.set(webRequest, request)
      return send(
        reply,
        await handler.fetch(webRequest, request.body === undefined ? {} : { parsedBody: request.body }),
      )
    },
  })
}

function requestOf(requests: WeakMap<Request, FastifyRequest>, { requestInfo }: McpRequestContext): FastifyRequest {
  const request = requestInfo && requests.get(requestInfo)
  if (!request) throw new Error('an MCP server was asked for outside of a request')
  return request
}

function serverFor(app: FastifyInstance, { limiter }: Pick<HttpContext, 'limiter'>, request: FastifyRequest) {
  return createMcpServer({
    apiKey: bearerOf(request.headers.authorization) ?? '',
    baseUrl: 'http://dawk.invalid', // nothing leaves this process
    fetch: fetchWithin(app, request),
    maxRetries: 0,
    allowed: readAllowed(request.query),
    async countSend() {
      const { allowed, resetInMs } = await limiter.take(`mcp|${keyIdOf(request)}`, sendsPerMinute)
      const message = `This key sends at most ${sendsPerMinute} messages a minute through assistants: wait ${Math.ceil(resetInMs / 1000)} s.`
      if (!allowed) throw new Error(message)
    },
  })
}

/** @throws GatewayError `invalid_request` */
function readAllowed(query: unknown): Set<ToolKind> {
  const { allow = '' } = query as { allow?: string | string[] }
  const given = [allow].flat().join(',').split(',').filter(Boolean)
  const unknown = given.find((name) => !kinds.some((kind) => kind === name))
  if (unknown !== undefined)
    throw new GatewayError('invalid_request', `allow has no ${unknown}: it is a list of ${kinds.join(' and ')}.`)
  return new Set(kinds.filter((kind) => given.includes(kind)))
}

/** Calls this server as the caller would, from the same address. */
const fetchWithin =
  (app: FastifyInstance, { ip, id }: FastifyRequest): typeof fetch =>
  async (url, init) => {
    const { pathname, search } = new URL(String(url))
    const headers = { ...Object.fromEntries(new Headers(init?.headers)), 'x-request-id': id }
    const { body } = init ?? {}
    const reply = await app.inject({
      method: (init?.method ?? 'GET') as 'GET',
      url: pathname + search,
      remoteAddress: ip,
      headers,
      ...(typeof body === 'string' && { payload: body }),
    })
    const isEmpty = reply.statusCode === 204 || reply.statusCode === 304
    return new Response(isEmpty ? null : new Uint8Array(reply.rawPayload), {
      status: reply.statusCode,
      headers: Object.entries(reply.headers).flatMap(([name, value]) =>
        [value].flat().map((one): [string, string] => [name, String(one)]),
      ),
    })
  }

/** Ends with the connection, so that a stream to an assistant that has gone ends too. */
function toWebRequest({ method, url, headers, host }: FastifyRequest, reply: FastifyReply): Request {
  const disconnected = new AbortController()
  reply.raw.once('close', () => disconnected.abort())
  const texts = Object.entries(headers).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  return new Request(`http://${host}${url}`, { method, headers: texts, signal: disconnected.signal })
}

function send(reply: FastifyReply, { status, headers, body }: Response): FastifyReply {
  reply.code(status).headers(Object.fromEntries(headers))
  return body === null ? reply.send() : reply.send(body)
}

/** As an error of JSON-RPC, with the code of the native API. */
function refuse(ctx: HttpContext, cause: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const error = toGatewayError(cause)
  if (error.code === 'internal')
    request.log.error({ err: cause, reqId: request.id }, 'a request of an assistant failed')
  noteRefusal(ctx, error, request)
  const status = transportStatus(cause) ?? errorRules[error.code].status
  if (status === 401) reply.header('www-authenticate', 'Bearer realm="dawk"')
  if (error.retryAfterSeconds !== null) reply.header('retry-after', error.retryAfterSeconds)
  const data = { code: error.code, requestId: request.id }
  return reply.code(status).send({ jsonrpc: '2.0', id: null, error: { code: -32_000, message: error.message, data } })
}
