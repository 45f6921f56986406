import swagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
import { addCodeSamples } from './code-samples.ts'
import type { OpenApiDocument, PathItem, SurfaceDescription, WebhookDescription } from './document.ts'
import { documentRoute } from './document-route.ts'
import { shapeDocument } from './shape-document.ts'

/** The tag of what is sent to customers. */
const webhookTag = 'Sent to you'

const none: Record<string, WebhookDescription> = {}

const license = { name: 'Apache-2.0', identifier: 'Apache-2.0' }

/**
 * Documents the routes that are registered after it in the same scope. The document is made when it is first asked for.
 * @param prefix where the surface is mounted; empty: at the root
 */
export async function describeSurface(
  app: FastifyInstance,
  prefix: string,
  { title, description, tags, security, webhooks = none, hasSdk = false }: SurfaceDescription,
): Promise<() => OpenApiDocument> {
  const schemes = Object.keys(security ?? {})
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title, description, version: '1', license },
      servers: [{ url: prefix === '' ? '/' : prefix }],
      tags: toTags(webhooks === none ? tags : { ...tags, [webhookTag]: 'What your endpoints receive.' }),
      security: schemes.map((name) => ({ [name]: [] })),
      components: { securitySchemes: (security ?? {}) as Record<string, never> },
      webhooks: toWebhooks(webhooks) as Record<string, never>,
    },
    transform: ({ schema, url, route }) => ({ schema: documentRoute(schema, route, schemes), url }),
    transformObject: (made) =>
      addCodeSamples(
        shapeDocument(
          ('openapiObject' in made ? made.openapiObject : {}) as unknown as OpenApiDocument,
          schemes.length > 0,
        ),
        hasSdk,
      ) as never,
  })
  return () => app.swagger() as unknown as OpenApiDocument
}

const toTags = (tags: Record<string, string>) =>
  Object.entries(tags).map(([name, description]) => ({ name, description }))

function toWebhooks(webhooks: Record<string, WebhookDescription>): Record<string, PathItem> {
  const entries = Object.entries(webhooks)
  return Object.fromEntries(entries.map(([name, webhook]) => [name, { post: toOperation(name, webhook) }]))
}

const standardHeaders = {
  'webhook-id': 'The same on each attempt: tells a repetition.',
  'webhook-timestamp': 'When this attempt was made, in seconds since 1970.',
  'webhook-signature': 'Standard Webhooks: `v1,` and the base64 HMAC-SHA256 of `{id}.{timestamp}.{body}`.',
}

const toOperation = (name: string, { summary, description, schema, example, headers = {} }: WebhookDescription) => ({
  operationId: `on${name.replace(/(?:^|\W|_)(\w)/g, (_, letter: string) => letter.toUpperCase())}`,
  summary,
  ...(description !== undefined && { description }),
  tags: [webhookTag],
  security: [],
  parameters: Object.entries({ ...standardHeaders, ...headers }).map(([name, words]) => ({
    name,
    in: 'header',
    description: words,
    schema: { type: 'string' },
  })),
  requestBody: {
    required: true,
    content: { 'application/json': { schema, ...(example !== undefined && { example }) } },
  },
  responses: { '2XX': { description: 'Received. Anything else is tried again, for about three days.' } },
})
