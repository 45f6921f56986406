import type { FastifyInstance } from 'fastify'
import { assertRoom, countPending } from '../backlog.ts'
import { resetContext, type SimulatorContext } from '../context.ts'
import { mergeFaults } from '../faults/faults.ts'
import { asArray, asObject, asText, type Json } from '../json.ts'
import { acceptChange } from '../messages/accept-change.ts'
import { acceptInbound } from '../messages/accept-inbound.ts'
import type { Grant } from '../numbers/business-tokens.ts'
import { ControlError, readMembers } from './control-error.ts'
import { mediaControl } from './media.ts'
import { putNumbers, showCredentials, showNumber } from './read-numbers.ts'
import { templateControl } from './templates.ts'
import { threadRoutes } from './threads.ts'

export function controlRoutes(app: FastifyInstance, ctx: SimulatorContext): void {
  app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    const status = error instanceof ControlError ? 400 : (error.statusCode ?? 500)
    return reply.code(status).send({ error: error.message })
  })
  // Without it the paths of Graph, which begin with any id, would answer.
  app.all('/*', (request, reply) =>
    reply.code(404).send({ error: `The control API has no ${request.method} ${request.url.split('?')[0]}` }),
  )
  numberRoutes(app, ctx)
  messageRoutes(app, ctx)
  mediaControl(app, ctx)
  app.post('/oauth-codes', ({ body }) => ({ code: ctx.tokens.newCode(readGrant(body)) }))
  faultRoutes(app, ctx)
  templateControl(app, ctx)
  threadRoutes(app, ctx)
}

function numberRoutes(app: FastifyInstance, ctx: SimulatorContext): void {
  const list = () => ({ numbers: ctx.numbers.list().map((number) => showNumber(ctx, number)) })
  app.get('/numbers', list)
  app.put('/numbers', ({ body }) => {
    const { numbers } = readMembers(body, ['numbers'])
    if (!Array.isArray(numbers)) throw new ControlError('numbers must be a list')
    putNumbers(ctx, numbers)
    return list()
  })
  app.put('/windows', ({ body }) => {
    const { windows } = readMembers(body, ['windows'])
    if (!Array.isArray(windows)) throw new ControlError('windows must be a list')
    putWindows(ctx, windows)
    return { windows: windows.length }
  })
  app.get<{ Params: { id: string } }>('/numbers/:id/credentials', ({ params }) => showCredentials(ctx, params.id))
  app.put<{ Params: { id: string } }>('/numbers/:id/health', ({ params, body }) =>
    changeHealth(ctx, params.id, readMembers(body, ['node', 'webhooks'])),
  )
}

const maxPage = 10_000

function messageRoutes(app: FastifyInstance, ctx: SimulatorContext): void {
  app.get<{ Querystring: Record<string, string> }>('/messages', ({ query }) => {
    const page = ctx.messages.page(Number(query['after']) || 0, Math.min(maxPage, Number(query['limit']) || 1000))
    if (query['content'] === 'false') return page
    return { ...page, messages: page.messages.map((send) => ({ ...send, ...contentOf(ctx, send.wamid) })) }
  })
  app.get('/messages/count', () => ({ count: ctx.messages.count() }))
  app.post('/inbound', ({ body }) => {
    assertRoom(ctx)
    const given = asObject(body)
    const field = asText(given['field']) ?? 'messages'
    const wamids = field === 'messages' ? acceptInbound(ctx, given) : acceptChange(ctx, field, given)
    return { wamid: wamids[0], wamids }
  })
  app.get('/webhooks/pending', () => ({ pending: countPending(ctx) }))
}

/** What Meta was given, and what became of it, of the messages that are recent enough to be kept whole. */
function contentOf({ messages }: Pick<SimulatorContext, 'messages'>, wamid: string) {
  const kept = messages.find(wamid)
  if (!kept) return {}
  const { content, rendered, context, status, error } = kept
  return { content, rendered, context, status, error }
}

function faultRoutes(app: FastifyInstance, ctx: SimulatorContext): void {
  app.get('/faults', () => ctx.faults)
  app.put('/faults', ({ body }) => {
    const problems = mergeFaults(ctx.faults, asObject(body))
    if (problems.length > 0) throw new ControlError(problems.join('; '))
    return ctx.faults
  })
  app.post('/reset', ({ body }) => {
    readMembers(body, [])
    resetContext(ctx)
    return { success: true }
  })
  app.get('/clock', () => ({ now: ctx.clock.now() }))
  app.put('/clock', ({ body }) => {
    moveClock(ctx, body)
    return { now: ctx.clock.now() }
  })
}

/** Forward or back. What a limit remembers of an instant that has not come yet would shut it, so a step back forgets it. */
function moveClock({ clock, limits }: Pick<SimulatorContext, 'clock' | 'limits'>, body: unknown): void {
  const { advanceMs, now } = readMembers(body, ['advanceMs', 'now'])
  const before = clock.now()
  if (Number.isFinite(advanceMs) && now === undefined) clock.advance(Number(advanceMs))
  else if (now === null && advanceMs === undefined) clock.reset()
  else if (Number.isFinite(now) && advanceMs === undefined) clock.set(Number(now))
  else
    throw new ControlError('advanceMs (below 0: back) or now is required, in milliseconds; now: null is the real time')
  if (clock.now() < before) limits.reset()
}

/**
 * `node`: fields of the number's node, and `account_review_status` of its account, as they are read from now on.
 * `webhooks`: `[{field, value}]`, what Meta tells of it; as with Meta they name no `phone_number_id`.
 */
function changeHealth(ctx: Pick<SimulatorContext, 'numbers' | 'publisher' | 'settings'>, id: string, body: Json): Json {
  const number = ctx.numbers.get(id)
  if (!number) throw new ControlError(`no number ${id} is registered`)
  const settings = ctx.settings.of(id)
  settings.health = { ...settings.health, ...asObject(body['node']) }
  for (const webhook of asArray(body['webhooks']).map(asObject)) {
    const field = asText(webhook['field'])
    if (!field) throw new ControlError('webhooks[].field is required')
    ctx.publisher.publish({ number, kind: 'change', field, render: () => asObject(webhook['value']) })
  }
  return settings.health
}

/** Who wrote to a number, and when last: what a simulator that was started anew cannot know. Nothing is changed when one is wrong. */
function putWindows(ctx: SimulatorContext, values: readonly unknown[]): void {
  const windows = values.map((value, index) => readWindow(ctx, value, `windows[${index}]`))
  for (const { phoneNumberId, user, at } of windows) ctx.windows.remember(phoneNumberId, user, at)
}

function readWindow({ numbers }: Pick<SimulatorContext, 'numbers'>, value: unknown, where: string) {
  const { phoneNumberId, user, lastInboundAt } = readMembers(value, ['phoneNumberId', 'user', 'lastInboundAt'], where)
  if (typeof phoneNumberId !== 'string' || !numbers.get(phoneNumberId))
    throw new ControlError(`${where}.phoneNumberId must be the id of a registered number`)
  if (typeof user !== 'string' || user === '') throw new ControlError(`${where}.user must be a phone number or user id`)
  const at = typeof lastInboundAt === 'string' ? Date.parse(lastInboundAt) : Number.NaN
  if (Number.isNaN(at)) throw new ControlError(`${where}.lastInboundAt must be an instant such as 2026-11-29T12:00:00Z`)
  return { phoneNumberId, user, at }
}

/** `{wabaId, appId?, scopes?, targetIds?, expiresAt?}`: what a person granted in a sign-up. */
function readGrant(body: unknown): Grant {
  const { wabaId, appId, scopes, targetIds, expiresAt } = readMembers(body, [
    'wabaId',
    'appId',
    'scopes',
    'targetIds',
    'expiresAt',
  ])
  const waba = asText(wabaId)
  if (waba === undefined) throw new ControlError('wabaId is required')
  return {
    wabaId: waba,
    ...(typeof appId === 'string' ? { appId } : {}),
    ...(Array.isArray(scopes) ? { scopes: scopes.map(String) } : {}),
    ...(Array.isArray(targetIds) ? { targetIds: targetIds.map(String) } : {}),
    ...(typeof expiresAt === 'number' ? { expiresAt } : {}),
  }
}
