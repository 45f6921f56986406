import { getDelivery, listDeliveries } from '@dawk/core/webhooks/deliveries/read-deliveries.ts'
import { cancelReplay, getReplay, listReplays, startReplay } from '@dawk/core/webhooks/replays/replay.ts'
import { replayDelivery, replayEvent } from '@dawk/core/webhooks/replays/replay-event.ts'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { actorOf, principalOf } from '#auth/authentication.ts'
import type { HttpContext } from '#context.ts'
import { IdParams, knownId } from '#operations/known-id.ts'
import { answerPage, PageQuery, type PageToRead, pageOf } from '#operations/paging.ts'
import { toInstant } from '../instants.ts'
import { operation } from '../operation.ts'
import { strict } from '../schemas/schemas.ts'
import { DeliveryListQuery, DeliveryView, ReplayBody, ReplayEventBody, ReplayView } from '../schemas/webhook-schemas.ts'
import { toDeliveryView, toReplayView } from '../webhook-views.ts'

type Routes = FastifyPluginAsyncTypebox<{ ctx: HttpContext }>

const tag = 'Webhook deliveries'
const Queued = Type.Object(
  {
    queued: Type.Boolean({ description: 'false: it waits for an attempt already.' }),
  },
  { examples: [{ queued: true }] },
)

/** The log of deliveries, and everything delivered once more: one, an event, or a span of events. */
export const webhookDeliveries: Routes = async (app, { ctx }) => {
  await app.register(deliveries, { ctx })
  await app.register(replays, { ctx })
}

const deliveries: Routes = async (app, { ctx }) => {
  app.get(
    '/webhook-endpoints/:id/deliveries',
    operation(
      {
        operationId: 'listWebhookDeliveries',
        tag,
        summary: 'List deliveries of an endpoint',
        description: 'With every attempt, newest event first. A delivery appears with its first attempt.',
        scope: 'webhooks:read',
        problems: [404],
      },
      { params: IdParams, querystring: DeliveryListQuery, response: { 200: pageOf(DeliveryView) } },
    ),
    async (request) => {
      const accountId = principalOf(request).account.id
      const endpointId = knownId(request.params.id, 'webhook endpoint')
      const { status } = request.query
      const list = { operationId: 'listWebhookDeliveries', accountId, filters: { endpointId, status } }
      const wanted = status === undefined ? {} : { state: status }
      const read = ({ after: before, limit }: PageToRead) =>
        listDeliveries(ctx.core, accountId, endpointId, { before, limit, ...wanted })
      return answerPage(ctx.core, list, request.query, { read, view: toDeliveryView })
    },
  )

  app.get(
    '/webhook-deliveries/:id',
    operation(
      {
        operationId: 'getWebhookDelivery',
        tag,
        summary: 'Get a delivery',
        description: 'By the `webhook-id` that the receiver saw.',
        scope: 'webhooks:read',
        problems: [404],
      },
      { params: IdParams, response: { 200: DeliveryView } },
    ),
    async (request) => {
      const id = knownId(request.params.id, 'delivery')
      return toDeliveryView(await getDelivery(ctx.core, principalOf(request).account.id, id))
    },
  )

  app.post(
    '/webhook-deliveries/:id/replay',
    operation(
      {
        operationId: 'replayWebhookDelivery',
        tag,
        summary: 'Deliver once more',
        description:
          'Under the same `webhook-id`: a receiver that has it may ignore it. 409 while the endpoint is off.',
        scope: 'webhooks:write',
        problems: [404, 409],
      },
      { params: IdParams, response: { 202: Queued } },
    ),
    async (request, reply) => {
      const id = knownId(request.params.id, 'delivery')
      const queued = await replayDelivery(ctx.core, principalOf(request).account.id, id)
      return reply.code(202).send({ queued })
    },
  )

  app.post(
    '/webhook-endpoints/:id/deliveries',
    operation(
      {
        operationId: 'deliverEvent',
        tag,
        summary: 'Deliver an event to an endpoint',
        description:
          'Whether it subscribes to the type or not, and under the same `webhook-id` however often it is asked for.',
        scope: 'webhooks:write',
        problems: [404, 409, 415],
      },
      { params: IdParams, body: ReplayEventBody, response: { 202: Queued } },
    ),
    async (request, reply) => {
      const endpointId = knownId(request.params.id, 'webhook endpoint')
      const accountId = principalOf(request).account.id
      const queued = await replayEvent(ctx.core, accountId, endpointId, request.body.eventId)
      return reply.code(202).send({ queued })
    },
  )
}

const replays: Routes = async (app, { ctx }) => {
  const ReplayParams = Type.Object({ ...IdParams.properties, replayId: Type.String({ maxLength: 256 }) })

  app.post(
    '/webhook-endpoints/:id/replays',
    operation(
      {
        operationId: 'startWebhookReplay',
        tag,
        summary: 'Replay a span of events',
        description:
          'Events recorded from `from` to `to` (left out: now) are delivered once more, in the background and behind what is ' +
          'new. Deliveries keep their `webhook-id`. One replay to an endpoint at a time.',
        scope: 'webhooks:write',
        problems: [404, 409, 415],
      },
      { params: IdParams, body: ReplayBody, response: { 202: ReplayView } },
    ),
    async (request, reply) => {
      const endpointId = knownId(request.params.id, 'webhook endpoint')
      const { what, from, to } = request.body
      const span = { from: toInstant(from, 'from'), to: to === undefined ? null : toInstant(to, 'to') }
      const replay = await startReplay(
        ctx.core,
        principalOf(request).account.id,
        endpointId,
        { what, ...span },
        actorOf(request),
      )
      return reply.code(202).send(toReplayView(replay))
    },
  )

  app.get(
    '/webhook-endpoints/:id/replays',
    operation(
      {
        operationId: 'listWebhookReplays',
        tag,
        summary: 'List replays',
        description: 'Of one endpoint, newest first.',
        scope: 'webhooks:read',
        problems: [404],
      },
      { params: IdParams, querystring: Type.Object(PageQuery, strict), response: { 200: pageOf(ReplayView) } },
    ),
    async (request) => {
      const accountId = principalOf(request).account.id
      const endpointId = knownId(request.params.id, 'webhook endpoint')
      const list = { operationId: 'listWebhookReplays', accountId, filters: { endpointId } }
      const read = ({ after: before, limit }: PageToRead) =>
        listReplays(ctx.core, accountId, endpointId, { before, limit })
      return answerPage(ctx.core, list, request.query, { read, view: toReplayView })
    },
  )

  app.get(
    '/webhook-endpoints/:id/replays/:replayId',
    operation(
      {
        operationId: 'getWebhookReplay',
        tag,
        summary: 'Get a replay',
        description: 'How far it is.',
        scope: 'webhooks:read',
        problems: [404],
      },
      { params: ReplayParams, response: { 200: ReplayView } },
    ),
    async (request) => {
      const [endpointId, replayId] = idsOf(request.params)
      return toReplayView(await getReplay(ctx.core, principalOf(request).account.id, endpointId, replayId))
    },
  )

  app.post(
    '/webhook-endpoints/:id/replays/:replayId/stop',
    operation(
      {
        operationId: 'stopWebhookReplay',
        tag,
        summary: 'Stop a replay',
        description: 'What it has queued so far is still delivered.',
        scope: 'webhooks:write',
        problems: [404, 409],
      },
      { params: ReplayParams, response: { 200: ReplayView } },
    ),
    async (request) => {
      const [endpointId, replayId] = idsOf(request.params)
      const accountId = principalOf(request).account.id
      return toReplayView(await cancelReplay(ctx.core, accountId, endpointId, replayId, actorOf(request)))
    },
  )
}

const idsOf = ({ id, replayId }: { id: string; replayId: string }) =>
  [knownId(id, 'webhook endpoint'), knownId(replayId, 'replay')] as const
