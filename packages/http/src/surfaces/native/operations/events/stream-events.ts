import type { LoggedEvent } from '@dawk/core/events/event-log-store.ts'
import type { Principal } from '@dawk/core/tenancy/access/principal.ts'
import { authenticateSession } from '@dawk/core/tenancy/sign-in/sessions/authenticate-session.ts'
import type { FastifyRequest } from 'fastify'
import Type from 'typebox'
import { readSessionToken } from '#auth/sessions/session-cookie.ts'
import type { OperationContext } from '#context.ts'
import { operation } from '#operations/operation.ts'
import { readCursor, writeCursor } from '#operations/paging.ts'
import { maySee } from '#realtime/event-scopes.ts'
import { toEventView } from '#resources/events/event-view.ts'
import { shownTo } from '#resources/events/shown-events.ts'
import { strict } from '#resources/schemas.ts'
import { seesMasked } from '../../inbox-access.ts'
import { maskPhones } from '../../mask-phones.ts'
import { memberOfStream, visibleTo } from './visible-events.ts'

const Query = Type.Object(
  {
    after: Type.Optional(
      Type.String({
        maxLength: 2048,
        description: 'The `id` of the last event received; `Last-Event-ID` says the same.',
      }),
    ),
  },
  strict,
)

const Stream = {
  description: 'Server-sent events',
  content: { 'text/event-stream': { schema: { type: 'string' } } },
}

const headers = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no', // nginx would keep events until its buffer is full
}

export const streamEvents = operation({
  route: 'GET /stream',
  tag: 'Events',
  scope: null,
  refuses: ['overloaded'],
  summary: 'Follow events as they happen',
  description:
    'Server-sent events: `event` is the type, `data` what `GET /v1/events/{id}` answers, `id` a cursor. Whoever connects again with the last `id`, in `Last-Event-ID` or `after`, gets what was ' +
    'missed, each event once. The first is `ready`, or `reset` when more than a thousand were missed: then read your lists anew. Only events of what your scopes read are shown, and none of the kind `whatsapp.*`. ' +
    'A line is ended after 30 minutes, when the session ends, and when its scopes change: connect again.',
  query: Query,
  reply: { 200: Stream },
  async handle({ ctx, operationId, accountId, principal, query, request, reply }) {
    const list = { operationId, accountId }
    const last = request.headers['last-event-id']
    const stream = await ctx.streams.open({
      principal,
      after: readCursor(ctx.core.secrets, list, typeof last === 'string' && last !== '' ? last : query.after),
      show: (events, who) => show(ctx, events, who),
      toCursor: (sequence) => writeCursor(ctx.core.secrets, list, sequence),
      renew: () => renew(ctx, request),
    })
    request.raw.once('close', () => stream.destroy())
    return reply.headers(headers).send(stream)
  },
})

async function show(ctx: OperationContext, events: readonly LoggedEvent[], principal: Principal) {
  const seen = events.filter(({ type }) => maySee(principal.scopes, type))
  const shown = await visibleTo(ctx, principal, await shownTo(ctx, principal, seen))
  const isMasked = await seesMasked(ctx, memberOfStream(principal))
  return shown.map((event) => {
    const view = toEventView(event)
    const { type, sequence } = event
    return { type, view: isMasked ? { ...view, data: maskPhones(view.data) } : view, sequence }
  })
}

/** As the request was authenticated: by its key, or by its session. */
async function renew(ctx: OperationContext, request: FastifyRequest): Promise<Principal | null> {
  const [, key] = request.headers.authorization?.match(/^Bearer\s+(\S+)$/i) ?? []
  if (key !== undefined) {
    const current = await ctx.authenticator.authenticate(key)
    return current?.good && current.principal.account.active ? current.principal : null
  }
  const token = readSessionToken(request, ctx)
  return token === null ? null : authenticateSession(ctx.core, token)
}
