import { openSource, receiveEvents } from '@dawk/core/integrations/incoming/receive-events.ts'
import { eventsPerMinute, maxEventBytes } from '@dawk/core/integrations/sources/event-source.ts'
import { GatewayError } from '@dawk/core/platform/errors.ts'
import { createFailedAttempts } from '@dawk/core/tenancy/limits/failed-attempts.ts'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { addressKey, rejectBurst, showBurst } from './auth/rate-limit.ts'
import type { HttpContext } from './context.ts'
import { Refusal } from './ops/description.ts'

/** From one address: unknown tokens and wrong signatures. */
const failuresPerMinute = 120

const documents = {
  operationId: 'postEvent',
  summary: 'Post events to an event source',
  description:
    'A JSON object is one event, an array of them several; a form is an object. The source says how the request is authenticated. ' +
    'The answer comes once the events are stored; docs/event-sources.md describes what follows. At most 256 KB and 50 requests a second for a source.',
  tags: ['Events'],
  params: { type: 'object', properties: { token: { type: 'string' } }, required: ['token'] },
  body: {
    type: 'object',
    additionalProperties: true,
    examples: [{ type: 'order.created', customer: { phone: '+919876543210' } }],
  },
  response: {
    200: { description: 'As the source is set up to answer.', type: 'object', additionalProperties: true },
    202: {
      type: 'object',
      properties: {
        received: { type: 'integer', description: 'Events that are new.' },
        duplicates: { type: 'integer', description: 'Events that had come before.' },
        ids: { type: 'array', items: { type: 'string' } },
      },
      required: ['received', 'duplicates', 'ids'],
      examples: [{ received: 1, duplicates: 0, ids: ['019f2c1e-6a3b-7c52-9d1e-2f40a1b2c3d4'] }],
    },
    204: { description: 'As the source is set up to answer.', type: 'null' },
    ...Object.fromEntries([400, 401, 404, 413, 429, 500, 503].map((status) => [status, Refusal])),
  },
}

/** `POST /in/{token}`: where other systems post what has happened. */
export const eventIngress: FastifyPluginAsync<{ ctx: HttpContext }> = async (app, { ctx }) => {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: maxEventBytes }, (_request, body, done) =>
    done(null, body),
  )
  const failures = createFailedAttempts(failuresPerMinute)
  app.post<{ Params: { token: string }; Body: unknown }>(
    '/in/:token',
    {
      bodyLimit: maxEventBytes,
      config: { documents },
      onRequest: async ({ ip }) => {
        const address = addressKey(ip)
        if (failures.isBlocked(address, null)) rejectBurst({ ...failures.usage(address), allowed: false })
      },
    },
    async (request, reply) => {
      try {
        return await take(ctx, request, reply)
      } catch (error) {
        const isFailure =
          error instanceof GatewayError && (error.code === 'not_found' || error.code === 'unauthenticated')
        if (isFailure) failures.add(addressKey(request.ip))
        throw error
      }
    },
  )
}

async function take(
  ctx: HttpContext,
  { params, body, headers }: FastifyRequest<{ Params: { token: string }; Body: unknown }>,
  reply: FastifyReply,
) {
  const source = await openSource(ctx.core, params.token)
  const verdict = await ctx.limiter.take(`event-source|${source.id}`, eventsPerMinute)
  showBurst(verdict, reply)
  rejectBurst(verdict)
  const raw = Buffer.isBuffer(body) ? body : Buffer.alloc(0)
  const { respond, ids, duplicates } = await receiveEvents(ctx.core, source, { body: raw, headers: plain(headers) })
  reply.code(respond.status)
  if (respond.status === 204) return reply.send()
  if (respond.body === undefined) return { received: ids.length, duplicates, ids }
  return reply.type(isJson(respond.body) ? 'application/json' : 'text/plain; charset=utf-8').send(respond.body)
}

const plain = (headers: FastifyRequest['headers']): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  )

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
