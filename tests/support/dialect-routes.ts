import assert from 'node:assert/strict'
import type { HttpContext } from '@dawk/http/context.ts'
import { type Dialect, type DialectOptions, mountSurface } from '@dawk/http/surfaces/surface.ts'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import Fastify, { type RouteOptions } from 'fastify'
import type { Reply } from './gateway.ts'

export interface DialectRoute {
  method: string
  /** As registered: `/api/v1/conversations/:phoneNumber/messages`. */
  url: string
  /** By status. */
  response: Record<string, object>
}

/** The routes of a dialect that document their answers, as they are registered. */
export async function routesOf(dialect: Dialect): Promise<DialectRoute[]> {
  const app = Fastify({ exposeHeadRoutes: false })
  const routes: DialectRoute[] = []
  app.addHook('onRoute', ({ method, url, schema }: RouteOptions) => {
    const response = schema?.response as DialectRoute['response'] | undefined
    if (response) for (const name of [method].flat()) routes.push({ method: name, url, response })
  })
  app.setValidatorCompiler(() => () => true)
  await app.register((scope, options: DialectOptions) => mountSurface(scope, dialect, options), {
    prefix: dialect.prefix,
    ctx: { core: {} } as HttpContext, // only handlers touch it
    authenticate: async () => undefined,
    authenticateKey: async () => undefined,
  })
  await app.ready()
  return routes
}

/** Fails when an answer is not documented, is a 5xx, or has not the shape that its status promises. */
export function createAnswerCheck(): (route: DialectRoute, reply: Reply, asked: unknown) => void {
  const ajv = new Ajv2020({ allErrors: true, strict: false })
  const validators = new Map<object, ValidateFunction>()
  return ({ method, url, response }, { status, body }, asked) => {
    const name = () => `${method} ${url} → ${status} ${JSON.stringify(body)}, asked ${JSON.stringify(asked)}`
    const schema = response[status]
    assert.ok(status < 500, name())
    assert.ok(schema, `not documented: ${name()}`)
    const validate = validators.get(schema) ?? ajv.compile(schema)
    validators.set(schema, validate)
    assert.ok(validate(body), `${name()}: ${JSON.stringify(validate.errors)}`)
  }
}
