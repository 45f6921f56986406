export type Json = Record<string, unknown>

export interface OpenApiOperation extends Json {
  operationId?: string
  tags?: string[]
  security?: Record<string, string[]>[]
  responses?: Record<string, Json>
}

export type PathItem = Record<string, OpenApiOperation>

/** OpenAPI 3.1, as far as it is put together here. https://spec.openapis.org/oas/v3.1.1.html */
export interface OpenApiDocument {
  openapi: string
  info: { title: string; version: string; description: string; license?: Json }
  servers: { url: string; description?: string }[]
  tags?: { name: string; description: string }[]
  security?: Record<string, string[]>[]
  paths: Record<string, PathItem>
  webhooks?: Record<string, PathItem>
  components: {
    schemas: Record<string, Json>
    responses?: Record<string, Json>
    headers?: Record<string, Json>
    securitySchemes?: Record<string, Json>
  }
}

/** What one kind of request tells a customer's endpoint. */
export interface WebhookDescription {
  summary: string
  description?: string
  /** The body, as JSON Schema. */
  schema: object
  example?: unknown
  /** Headers that it carries beside `webhook-id`, `webhook-timestamp` and `webhook-signature`. */
  headers?: Record<string, string>
}

/** How a surface presents itself; the routes tell the rest. */
export interface SurfaceDescription {
  title: string
  /** Markdown. */
  description: string
  /** By the names that the routes use, in the order of the document. */
  tags: Record<string, string>
  /** How a request proves who makes it, in one of these ways; null: nothing on this surface needs a key. */
  security: Record<string, Json> | null
  webhooks?: Record<string, WebhookDescription>
  /** The SDKs speak it, so its samples use them. */
  hasSdk?: boolean
}

/** How most surfaces take the key. */
export const bearerKey = {
  apiKey: {
    type: 'http',
    scheme: 'bearer',
    description: 'An API key, `sk_live_…` or `sk_test_…`. A scope beside an operation is what the key must hold.',
  },
}
