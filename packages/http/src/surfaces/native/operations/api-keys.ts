import type { ApiKey } from '@dawk/core/tenancy/api-keys/api-key.ts'
import { createApiKey, fullSettings } from '@dawk/core/tenancy/api-keys/manage/create-api-key.ts'
import { listApiKeys, readApiKey } from '@dawk/core/tenancy/api-keys/manage/read-api-keys.ts'
import { revokeApiKey } from '@dawk/core/tenancy/api-keys/manage/revoke-api-key.ts'
import { rotateApiKey } from '@dawk/core/tenancy/api-keys/manage/rotate-api-key.ts'
import { changeApiKey } from '@dawk/core/tenancy/api-keys/manage/update-api-key.ts'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { actorOf, presentedHashOf, principalOf } from '#auth/authentication.ts'
import type { HttpContext } from '#context.ts'
import { knownId } from '../known-id.ts'
import { operation } from '../operation.ts'
import { answerPage, type PageToRead } from '../paging.ts'
import { Id, IdParams, Instant, NullableInstant, nullable, PageQuery, pageOf, strict } from '../schemas/schemas.ts'

const Settings = {
  name: Type.String({ minLength: 1, maxLength: 100, description: 'What you call it.', examples: ['Order service'] }),
  scopes: Type.Array(Type.String({ maxLength: 100 }), {
    description: 'What the key may do: scopes as `messages:write`, all of a resource as `messages:*`, or `*`.',
    examples: [['messages:write', 'templates:read']],
  }),
  numberIds: Type.Unsafe<string[] | null>({
    type: ['array', 'null'],
    items: Id,
    description: 'The only numbers that the key may use, by our ids; null: every number of the account.',
  }),
  allowedIps: Type.Array(Type.String({ maxLength: 100 }), {
    description: 'The only networks that the key may be used from, IPv4 or IPv6; empty: from everywhere.',
    examples: [['192.0.2.0/24', '2001:db8::/32']],
  }),
  signed: Type.Boolean({ description: 'Whether each request must be signed with the signing secret.' }),
}

const KeyView = Type.Object({
  id: Id,
  ...Settings,
  display: Type.String({ description: 'First 12 and last 4 characters.', examples: ['sk_live_a1b2…9f00'] }),
  test: Type.Boolean({ description: 'A `sk_test_` key: it reaches the sandbox number alone, and costs nothing.' }),
  createdAt: Type.String({ format: 'date-time' }),
  expiresAt: NullableInstant,
  lastUsedAt: NullableInstant,
  rotatedAt: NullableInstant,
  revokedAt: NullableInstant,
  previous: Type.Unsafe<{ display: string; until: string } | null>({
    type: ['object', 'null'],
    properties: { display: { type: 'string' }, until: { type: 'string', format: 'date-time' } },
    required: ['display', 'until'],
    description: 'The secret before the last rotation while it is still good.',
  }),
})

const Secret = Type.String({ description: 'The key. Shown now and never again.' })
const SigningSecret = nullable(
  Type.String({ description: 'With which requests are signed. Shown now and never again; null: nothing new to show.' }),
)
const ShownKey = Type.Object({ ...KeyView.properties, secret: Secret, signingSecret: SigningSecret })
const ChangedKey = Type.Object({ ...KeyView.properties, signingSecret: SigningSecret })
const RotatedKey = Type.Object({ ...KeyView.properties, secret: Secret })

const Expiry = { expiresAt: Type.Optional(nullable(Instant)) }
const NewKey = Type.Object(
  {
    ...Type.Partial(Type.Object(Settings)).properties,
    ...Expiry,
    test: Type.Optional(Type.Boolean({ default: false, description: 'Make a `sk_test_` key.' })),
  },
  { ...strict, examples: [{ name: 'Shop', scopes: ['messages:write'], allowedIps: ['192.0.2.0/24'] }] },
)
const KeyChange = Type.Object(
  { ...Type.Partial(Type.Object(Settings)).properties, ...Expiry },
  { ...strict, examples: [{ name: 'Shop, new server' }] },
)
/** The body may be left out. */
const Rotation = Type.Unsafe<{ graceSeconds?: number } | null>({
  type: ['object', 'null'],
  properties: {
    graceSeconds: {
      type: 'integer',
      minimum: 0,
      maximum: 604_800,
      default: 0,
      description: 'How long the old secret stays good, up to 7 days; 0: it is dead at once.',
    },
  },
  additionalProperties: false,
  examples: [{ graceSeconds: 86_400 }],
})
const ListQuery = Type.Object(
  { ...PageQuery, revoked: Type.Optional(Type.Boolean({ default: false, description: 'Show revoked keys too.' })) },
  strict,
)

/** The account's API keys. A key manages only what it could do itself. */
export const apiKeys: FastifyPluginAsyncTypebox<{ ctx: HttpContext }> = async (app, { ctx }) => {
  app.post(
    '/api-keys',
    operation(
      {
        operationId: 'createApiKey',
        tag: 'API keys',
        summary: 'Create an API key',
        description:
          'Whatever is left out is unrestricted. The secret is in this answer and never again. A key gives no scope and no number that it has not itself.',
        scope: 'keys:write',
        problems: [409],
      },
      { body: NewKey, response: { 201: ShownKey } },
    ),
    async (request, reply) => {
      const principal = principalOf(request)
      const { test = false, ...given } = request.body
      const wanted = { ...fullSettings, ...given, test: test || principal.test }
      const made = await createApiKey(ctx.core, principal.account.id, wanted, actorOf(request), principal)
      const { key, secret, signingSecret } = made
      return reply.code(201).send({ ...toKeyView(key), secret, signingSecret })
    },
  )

  app.get(
    '/api-keys',
    operation(
      {
        operationId: 'listApiKeys',
        tag: 'API keys',
        summary: 'List API keys',
        description: 'Newest first, never with their secrets.',
        scope: 'keys:read',
      },
      { querystring: ListQuery, response: { 200: pageOf(KeyView) } },
    ),
    async (request) => {
      const accountId = principalOf(request).account.id
      const { revoked = false } = request.query
      const list = { operationId: 'listApiKeys', accountId, filters: { revoked } }
      const read = (page: PageToRead) => listApiKeys(ctx.core, accountId, { ...page, revoked })
      return answerPage(ctx.core, list, request.query, { read, view: toKeyView })
    },
  )

  app.get(
    '/api-keys/:id',
    operation(
      {
        operationId: 'getApiKey',
        tag: 'API keys',
        summary: 'Get an API key',
        description: 'By its id, revoked or not.',
        scope: 'keys:read',
        problems: [404],
      },
      { params: IdParams, response: { 200: KeyView } },
    ),
    async (request) => {
      const id = knownId(request.params.id, 'API key')
      return toKeyView(await readApiKey(ctx.core, principalOf(request).account.id, id))
    },
  )

  app.patch(
    '/api-keys/:id',
    operation(
      {
        operationId: 'updateApiKey',
        tag: 'API keys',
        summary: 'Change an API key',
        description:
          'What is left out stays. `signed: true` makes a signing secret, which is in this answer and never again. Holds at once on every process.',
        scope: 'keys:write',
        problems: [404, 409],
      },
      { params: IdParams, body: KeyChange, response: { 200: ChangedKey } },
    ),
    async (request) => {
      const principal = principalOf(request)
      const id = knownId(request.params.id, 'API key')
      const changed = await changeApiKey(ctx.core, principal.account.id, id, request.body, actorOf(request), principal)
      ctx.authenticator.forget(principal.account.id)
      return { ...toKeyView(changed.key), signingSecret: changed.signingSecret }
    },
  )

  app.post(
    '/api-keys/:id/rotate',
    operation(
      {
        operationId: 'rotateApiKey',
        tag: 'API keys',
        summary: 'Give an API key a new secret',
        description:
          'The new secret is in this answer and never again. The old one stays good for `graceSeconds`; answers to it then carry `Deprecation` and `Sunset`. Of two rotations at once one gets 409.',
        scope: 'keys:write',
        problems: [404, 409],
      },
      { params: IdParams, body: Rotation, response: { 200: RotatedKey } },
    ),
    async (request) => {
      const principal = principalOf(request)
      const id = knownId(request.params.id, 'API key')
      const presented = id === principal.keyId ? presentedHashOf(request) : null
      const wanted = { id, graceSeconds: request.body?.graceSeconds ?? 0, presented }
      const { key, secret } = await rotateApiKey(ctx.core, principal.account.id, wanted, actorOf(request), principal)
      ctx.authenticator.forget(principal.account.id)
      return { ...toKeyView(key), secret }
    },
  )

  app.post(
    '/api-keys/:id/revoke',
    operation(
      {
        operationId: 'revokeApiKey',
        tag: 'API keys',
        summary: 'Revoke an API key',
        description: 'For good, at once, on every process. It stays listed; doing so twice changes nothing.',
        scope: 'keys:write',
        problems: [404],
      },
      { params: IdParams, response: { 200: KeyView } },
    ),
    async (request) => {
      const accountId = principalOf(request).account.id
      const key = await revokeApiKey(ctx.core, accountId, knownId(request.params.id, 'API key'), actorOf(request))
      ctx.authenticator.forget(accountId)
      return toKeyView(key)
    },
  )
}

const toKeyView = ({ accountId: _, ...key }: ApiKey) => key
