import assert from 'node:assert/strict'
import type { HttpContext } from '@dawk/http/context.ts'
import { dialects } from '@dawk/http/surfaces/index.ts'
import { type DialectOptions, mountSurface } from '@dawk/http/surfaces/surface.ts'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import Fastify, { type RouteOptions } from 'fastify'
import { closed } from './documented-events.ts'
import type { Reply, RunningGateway } from './gateway.ts'

export interface NativeRoute {
  method: string
  /** As registered: `/v1/numbers/:id`. */
  url: string
  config: { scope?: string | null }
  schema: Record<string, unknown> & { response: Record<string, unknown> }
}

/** Every route of the native API with its schemas, as it is registered. */
export async function nativeRoutes(): Promise<NativeRoute[]> {
  const native = dialects.find(({ name }) => name === 'native')
  assert.ok(native)
  const app = Fastify({ exposeHeadRoutes: false })
  const routes: NativeRoute[] = []
  app.addHook('onRoute', ({ method, url, config, schema }: RouteOptions) => {
    for (const name of [method].flat()) routes.push({ method: name, url, config, schema } as unknown as NativeRoute)
  })
  app.setValidatorCompiler(() => () => true)
  await app.register((scope, options: DialectOptions) => mountSurface(scope, native, options), {
    prefix: native.prefix,
    ctx: {} as HttpContext, // only handlers touch it
    authenticate: async () => undefined,
    authenticateKey: async () => undefined,
  })
  await app.ready()
  return routes
}

/** `gateway.call` that fails when an answer of `/v1` is not documented, or not as its schema says. */
export async function checked(gateway: Pick<RunningGateway, 'call'>): Promise<RunningGateway['call']> {
  const routes = await nativeRoutes()
  const ajv = new Ajv2020({ allErrors: true, strict: false })
  formats.default(ajv, ['email', 'uuid', 'date-time', 'uri'])
  const validators = new Map<object, ValidateFunction>()
  const validatorOf = (schema: object) => {
    const validate = validators.get(schema) ?? ajv.compile(closed(schema))
    validators.set(schema, validate)
    return validate
  }
  return async (method, path, body, headers) => {
    const reply = await gateway.call(method, path, body, headers)
    const route = routeOf(routes, method, path)
    if (route) assertDocumented(route, reply, validatorOf)
    return reply
  }
}

function routeOf(routes: readonly NativeRoute[], method: string, path: string): NativeRoute | undefined {
  const segments = (path.split('?')[0] ?? '').split('/')
  const matching = routes.filter((route) => {
    const pattern = route.url.split('/')
    return (
      route.method === method &&
      pattern.length === segments.length &&
      pattern.every((segment, at) => segment.startsWith(':') || segment === segments[at])
    )
  })
  return matching.toSorted((a, b) => a.url.split(':').length - b.url.split(':').length)[0]
}

function assertDocumented(route: NativeRoute, reply: Reply, validatorOf: (schema: object) => ValidateFunction): void {
  const name = `${route.method} ${route.url} → ${reply.status}`
  const documented = route.schema.response[reply.status] as Documented | undefined
  assert.ok(documented, `${name} is not documented: ${JSON.stringify(reply.body)}`)
  const problem = documented.content?.['application/problem+json']
  const type = reply.headers.get('content-type') ?? ''
  assert.equal(type.startsWith('application/problem+json'), problem !== undefined, `${name} came as ${type}`)
  const schema = problem?.schema ?? documented
  if (schema.type === 'null') {
    assert.equal(reply.body, '', `${name} has a body`)
    return
  }
  const validate = validatorOf(schema)
  assert.ok(validate(reply.body), `${name}: ${JSON.stringify(validate.errors)} in ${JSON.stringify(reply.body)}`)
}

interface Documented {
  type?: string
  content?: Record<string, { schema: { type?: string } }>
}
