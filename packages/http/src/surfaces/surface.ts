import type { GatewayEvent } from '@dawk/core/events/event.ts'
import type { GatewayError } from '@dawk/core/platform/errors.ts'
import type { RenderEndpoint } from '@dawk/core/webhooks/deliveries/delivery-job.ts'
import type { FastifyInstance } from 'fastify'
import type { AuthenticateKey, Authentication } from '../auth/authentication.ts'
import type { Credentials } from '../auth/identify.ts'
import type { OperationContext } from '../context.ts'
import type { SurfaceDescription } from '../openapi/document.ts'
import { mountOperations } from '../operations/mount.ts'
import type { OperationRules } from '../operations/operation.ts'

export interface RenderedError {
  status: number
  body: unknown
  headers?: Record<string, string>
}

/** What is delivered to a customer: exactly these bytes are signed and sent. */
export interface RenderedEvent {
  body: string
  headers: Record<string, string>
}

export interface DialectOptions {
  ctx: OperationContext
  /** The `onRequest` hook of routes that need an API key. */
  authenticate: Authentication
  /** To be called with the key that a body held, for the surface that lets it follow. */
  authenticateKey: AuthenticateKey
}

/** The request that is refused, where a vendor's error shape depends on it. */
export interface RefusedRequest {
  method: string
  /** Without the query. */
  path: string
  /** As in the header `x-request-id`. */
  requestId: string
  /** The answer's status where the transport decides it, whatever the dialect says: 405, 408, 413, 415, 416, 417 or 431. */
  transportStatus: number | null
}

/** One wire-compatible surface: a list of operations, and what renders its errors and events. It translates and decides nothing. */
export interface Dialect extends Credentials, OperationRules {
  name: string
  /** Where it is mounted; empty: at the root. */
  prefix: string
  /** Prepares the scope of its operations: hooks, bodies, and what is not an operation. */
  prepare?(scope: FastifyInstance, options: DialectOptions): void
  /** For its OpenAPI document. */
  description: SurfaceDescription
  /** The URL by which a request is routed, from the one on the wire; absent: that one. */
  rewriteUrl?(url: string): string
  renderError(error: GatewayError, request: RefusedRequest): RenderedError
  /** Null: this dialect's clients are not told of such an event. The endpoint is there for vendors that sign in their own way. */
  renderEvent(event: GatewayEvent, endpoint: RenderEndpoint): RenderedEvent | null
  /** What an endpoint of this dialect subscribes to. */
  eventTypes: readonly string[]
}

/** All that a surface answers, below the prefix where it is registered. */
export async function mountSurface(scope: FastifyInstance, dialect: Dialect, options: DialectOptions): Promise<void> {
  dialect.prepare?.(scope, options)
  await mountOperations(scope, dialect, options)
}
