import {
  changeEndpoint,
  createEndpoint,
  deleteEndpointById,
  getEndpoint,
  listEndpoints,
  revokePreviousSecret,
  rotateEndpointSecret,
} from '@dawk/core/webhooks/endpoints/many-endpoints.ts'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { actorOf, principalOf } from '#auth/authentication.ts'
import type { HttpContext } from '#context.ts'
import { IdParams, knownId } from '#operations/known-id.ts'
import { answerPage, PageQuery, type PageToRead, pageOf } from '#operations/paging.ts'
import { operation } from '../operation.ts'
import { bodyOrNothing, strict } from '../schemas/schemas.ts'
import {
  EndpointView,
  EndpointWithSecret,
  endpointSettings,
  RotateBody,
  secretMember,
  TestBody,
  TestView,
} from '../schemas/webhook-schemas.ts'
import { toAttemptView, toEndpointView } from '../webhook-views.ts'

type Routes = FastifyPluginAsyncTypebox<{ ctx: HttpContext }>

const tag = 'Webhook endpoints'
const daySeconds = 24 * 3600

/** Where events go: any number of endpoints, each with its choice of events, format and secret. */
export const webhookEndpoints =
  (eventDialects: readonly string[]): Routes =>
  async (app, { ctx }) => {
    await app.register(reading, { ctx })
    await app.register(writing(eventDialects), { ctx })
    await app.register(secrets, { ctx })
  }

const reading: Routes = async (app, { ctx }) => {
  app.get(
    '/webhook-endpoints',
    operation(
      {
        operationId: 'listWebhookEndpoints',
        tag,
        summary: 'List webhook endpoints',
        description: 'Oldest first, also those that the API of another dialect has made.',
        scope: 'webhooks:read',
      },
      { querystring: Type.Object(PageQuery, strict), response: { 200: pageOf(EndpointView) } },
    ),
    async (request) => {
      const accountId = principalOf(request).account.id
      const list = { operationId: 'listWebhookEndpoints', accountId }
      const read = (page: PageToRead) => listEndpoints(ctx.core, accountId, page)
      return answerPage(ctx.core, list, request.query, { read, view: toEndpointView })
    },
  )

  app.get(
    '/webhook-endpoints/:id',
    operation(
      {
        operationId: 'getWebhookEndpoint',
        tag,
        summary: 'Get a webhook endpoint',
        description: 'Its secret is not shown.',
        scope: 'webhooks:read',
        problems: [404],
      },
      { params: IdParams, response: { 200: EndpointView } },
    ),
    async (request) => {
      const id = knownId(request.params.id, 'webhook endpoint')
      return toEndpointView(await getEndpoint(ctx.core, principalOf(request).account.id, id))
    },
  )
}

const writing = (eventDialects: readonly string[]): Routes => {
  const { url, eventTypes, dialect, description, ordered } = endpointSettings(eventDialects)
  const optional = {
    dialect: Type.Optional(dialect),
    description: Type.Optional(description),
    ordered: Type.Optional(ordered),
  }
  const example = { url: 'https://example.com/hooks/dawk', eventTypes: ['message.received', 'message.status.*'] }
  const CreateBody = Type.Object({ url, eventTypes, ...optional, ...secretMember }, { ...strict, examples: [example] })
  const ChangeBody = Type.Object(
    {
      url: Type.Optional(url),
      eventTypes: Type.Optional(eventTypes),
      ...optional,
      enabled: Type.Optional(Type.Boolean()),
    },
    { ...strict, minProperties: 1, examples: [{ eventTypes: ['message.*'] }, { enabled: true }] },
  )
  return async (app, { ctx }) => {
    const core = { ...ctx.core, egress: ctx.egress }

    app.post(
      '/webhook-endpoints',
      operation(
        {
          operationId: 'createWebhookEndpoint',
          tag,
          summary: 'Create a webhook endpoint',
          description:
            'At most 20 for an account. The answer holds the secret, which is not shown again. Deliveries carry the headers of ' +
            'Standard Webhooks and, in the native format, `X-Mappstore-Signature`; docs/webhooks.md shows how to verify them.',
          scope: 'webhooks:write',
          problems: [409, 415],
        },
        { body: CreateBody, response: { 201: EndpointWithSecret } },
      ),
      async (request, reply) => {
        const { dialect = 'native', description = null, ordered = false, secret = null, ...rest } = request.body
        const wanted = { ...rest, dialect, description, ordered, secret }
        const made = await createEndpoint(core, principalOf(request).account.id, wanted, actorOf(request))
        return reply.code(201).send({ ...toEndpointView(made.endpoint), secret: made.secret })
      },
    )

    app.patch(
      '/webhook-endpoints/:id',
      operation(
        {
          operationId: 'changeWebhookEndpoint',
          tag,
          summary: 'Change a webhook endpoint',
          description:
            'What is named changes. `enabled: false` drops what waits for it; the log shows that as failed, so that it can be ' +
            'replayed later.',
          scope: 'webhooks:write',
          problems: [404, 415],
        },
        { params: IdParams, body: ChangeBody, response: { 200: EndpointView } },
      ),
      async (request) => {
        const id = knownId(request.params.id, 'webhook endpoint')
        const accountId = principalOf(request).account.id
        return toEndpointView(await changeEndpoint(core, accountId, id, request.body, actorOf(request)))
      },
    )

    app.delete(
      '/webhook-endpoints/:id',
      operation(
        {
          operationId: 'deleteWebhookEndpoint',
          tag,
          summary: 'Delete a webhook endpoint',
          description: 'What waits for it is dropped with it.',
          scope: 'webhooks:write',
          problems: [404],
        },
        { params: IdParams, response: { 204: Type.Null() } },
      ),
      async (request, reply) => {
        const id = knownId(request.params.id, 'webhook endpoint')
        await deleteEndpointById(ctx.core, principalOf(request).account.id, id, actorOf(request))
        return reply.code(204).send(null)
      },
    )

    app.post(
      '/webhook-endpoints/:id/test',
      operation(
        {
          operationId: 'testWebhookEndpoint',
          tag,
          summary: 'Test a webhook endpoint',
          description:
            'Sends an `endpoint.test` event at once and says what came back, also for one that is switched off. With `enable`, ' +
            'one that answers well is switched on.',
          scope: 'webhooks:write',
          problems: [404, 415],
        },
        { params: IdParams, body: bodyOrNothing(TestBody), response: { 200: TestView } },
      ),
      async (request) => {
        const id = knownId(request.params.id, 'webhook endpoint')
        const enable = request.body?.enable ?? false
        const accountId = principalOf(request).account.id
        const { attempt, endpoint, ...test } = await ctx.testEndpoint(accountId, id, { enable }, actorOf(request))
        return { ...test, attempt: toAttemptView(attempt), endpoint: toEndpointView(endpoint) }
      },
    )
  }
}

const secrets: Routes = async (app, { ctx }) => {
  app.post(
    '/webhook-endpoints/:id/secret',
    operation(
      {
        operationId: 'rotateWebhookSecret',
        tag,
        summary: 'Rotate the secret',
        description:
          'The new secret, shown this once, signs from now on; the old one too until `previousSecretUntil`. Standard Webhooks ' +
          'headers carry both signatures. `X-Mappstore-Signature` stays with the old secret until then, and ' +
          '`X-Mappstore-Signature-Next` is by the new one.',
        scope: 'webhooks:write',
        problems: [404, 409, 415],
      },
      { params: IdParams, body: bodyOrNothing(RotateBody), response: { 200: EndpointWithSecret } },
    ),
    async (request) => {
      const id = knownId(request.params.id, 'webhook endpoint')
      const { secret = null, graceSeconds = daySeconds } = request.body ?? {}
      const accountId = principalOf(request).account.id
      const rotated = await rotateEndpointSecret(ctx.core, accountId, id, { secret, graceSeconds }, actorOf(request))
      return { ...toEndpointView(rotated.endpoint), secret: rotated.secret }
    },
  )

  app.delete(
    '/webhook-endpoints/:id/previous-secret',
    operation(
      {
        operationId: 'revokePreviousWebhookSecret',
        tag,
        summary: 'Revoke the old secret',
        description: 'Ends the grace time of a rotation at once.',
        scope: 'webhooks:write',
        problems: [404, 409],
      },
      { params: IdParams, response: { 200: EndpointView } },
    ),
    async (request) => {
      const id = knownId(request.params.id, 'webhook endpoint')
      return toEndpointView(await revokePreviousSecret(ctx.core, principalOf(request).account.id, id, actorOf(request)))
    },
  )
}
