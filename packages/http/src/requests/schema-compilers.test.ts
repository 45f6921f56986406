import assert from 'node:assert/strict'
import buildSerializerFactory from '@fastify/fast-json-stringify-compiler'
import Fastify, { type RouteOptions } from 'fastify'
import type { TSchema } from 'typebox'
import { test } from 'vitest'
import type { HttpContext } from '../context.ts'
import { dialects } from '../surfaces/index.ts'
import type { Dialect } from '../surfaces/surface.ts'
import { type DialectOptions, mountSurface } from '../surfaces/surface.ts'
import { createValidatorCompiler } from './schema-compilers.ts'

const parts = ['body', 'querystring', 'params', 'headers'] as const

test('every schema of every surface compiles, though the gateway compiles it when first needed', async () => {
  const compileValidator = createValidatorCompiler({ validateSchema: true })
  const compileSerializer = buildSerializerFactory()({}, {})
  let compiled = 0
  for (const { method, url, schema = {} } of (await Promise.all(dialects.map(routesOf))).flat()) {
    const at = `${method} ${url}`
    for (const httpPart of parts) {
      const part = schema[httpPart] as TSchema | undefined
      if (part === undefined) continue
      assert.doesNotThrow(() => compileValidator({ schema: part, method: '', url, httpPart })({}), `${at} ${httpPart}`)
      compiled += 1
    }
    for (const answer of answersOf(schema.response)) {
      assert.doesNotThrow(
        () => compileSerializer({ schema: answer, method: '', url, httpStatus: '' }),
        `${at} response`,
      )
      compiled += 1
    }
  }
  assert.ok(compiled > 300, `${compiled} schemas`)
})

test('a validator compiled late tells what is wrong, and a broken schema is not passed over', () => {
  const compile = createValidatorCompiler({ validateSchema: true })
  const of = (schema: object) => compile({ schema: schema as TSchema, method: 'POST', url: '/', httpPart: 'body' })
  const validate = of({ type: 'object', required: ['to'] }) as ((value: unknown) => unknown) & {
    errors?: { keyword: string }[]
  }
  assert.equal(validate({}), false)
  assert.equal(validate.errors?.[0]?.keyword, 'required')
  assert.throws(() => of({ type: 'text' })({}), /schema is invalid/)
})

const nobody = async () => undefined

async function routesOf(dialect: Dialect): Promise<RouteOptions[]> {
  const app = Fastify({ exposeHeadRoutes: false })
  const routes: RouteOptions[] = []
  app.setValidatorCompiler(() => () => true)
  app.setSerializerCompiler(() => () => '')
  app.addHook('onRoute', (route) => void routes.push(route))
  const ctx = { core: {} } as HttpContext // only handlers touch it
  await app.register((scope, options: DialectOptions) => mountSurface(scope, dialect, options), {
    prefix: dialect.prefix,
    ctx,
    authenticate: nobody,
    authenticateKey: nobody,
  })
  await app.ready()
  return routes
}

type Answer = TSchema & { content?: Record<string, { schema: TSchema }> }

const answersOf = (response: unknown): TSchema[] =>
  Object.values((response ?? {}) as Record<string, Answer>).flatMap((answer) =>
    answer.content ? Object.values(answer.content).map(({ schema }) => schema) : [answer],
  )

test('a body with thousands of problems is refused by its first, in no time', () => {
  const compile = createValidatorCompiler()
  const schema = { type: 'object', properties: { list: { type: 'array', items: { type: 'integer' }, maxItems: 10 } } }
  const validate = compile({ schema: schema as TSchema, method: 'POST', url: '/', httpPart: 'body' }) as ((
    value: unknown,
  ) => boolean) & { errors?: { instancePath: string }[] }
  validate({ list: ['a', 'b'] })
  assert.deepEqual(
    validate.errors?.map(({ instancePath }) => instancePath),
    ['/list/0', '/list/1'],
  )
  const started = process.cpuUsage()
  assert.equal(validate({ list: Array(500_000).fill('a') }), false)
  assert.equal(validate.errors?.length, 1)
  assert.ok(process.cpuUsage(started).user < 50_000)
  assert.equal(validate({ list: [1] }), true)
})
