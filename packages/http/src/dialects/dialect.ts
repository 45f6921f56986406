import type { GatewayError } from '@dawk/core/errors.ts'
import type { GatewayEvent } from '@dawk/core/events/event.ts'
import type { FastifyPluginAsync } from 'fastify'
import type { Authentication } from '../authentication.ts'
import type { HttpContext } from '../context.ts'

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
  ctx: HttpContext
  /** The `onRequest` hook of routes that need an API key. */
  authenticate: Authentication
}

/** One wire-compatible surface. It translates and decides nothing. */
export interface Dialect {
  name: string
  /** Where it is mounted; empty: at the root. */
  prefix: string
  routes: FastifyPluginAsync<DialectOptions>
  renderError(error: GatewayError): RenderedError
  /** Null: this dialect's clients are not told of such an event. */
  renderEvent(event: GatewayEvent): RenderedEvent | null
  /** What an endpoint of this dialect subscribes to. */
  eventTypes: readonly string[]
}
