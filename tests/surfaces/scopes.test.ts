import assert from 'node:assert/strict'
import { allScopes, scopes, unusedScopes } from '@dawk/core/tenancy/access/scopes.ts'
import type { HttpContext } from '@dawk/http/context.ts'
import { dialects } from '@dawk/http/surfaces/index.ts'
import { type DialectOptions, mountSurface } from '@dawk/http/surfaces/surface.ts'
import Fastify, { type RouteOptions } from 'fastify'
import { test } from 'vitest'

/** What needs no key. Anything else that declares no scope is open to keys with every scope alone. */
const open = [
  /^\/auth\/register$/,
  /^\/v1\/errors/,
  /openapi\.(json|yaml)$/,
  /^\/(docs|developers|llms)/,
  /^\/billing\/webhook$/,
]

/** Over all surfaces. */
const used = new Set<string>()

test.each(dialects.map((dialect) => [dialect.name, dialect] as const))(
  'every route of %s declares its scope',
  async (_name, dialect) => {
    const app = Fastify({ exposeHeadRoutes: false })
    const forgotten: string[] = []
    app.setValidatorCompiler(() => () => true)
    app.addHook('onRoute', ({ method, url, config }: RouteOptions) => {
      const scope = (config as { scope?: string | null } | undefined)?.scope
      const known = scope === null || (scope !== undefined && Object.hasOwn(scopes, scope))
      if (known && scope) used.add(scope)
      if (!known && !open.some((path) => path.test(url))) forgotten.push(`${method} ${url}`)
    })
    const ctx = { core: {} } as HttpContext // only handlers touch it
    await app.register((scope, options: DialectOptions) => mountSurface(scope, dialect, options), {
      prefix: dialect.prefix,
      ctx,
      authenticate: async () => undefined,
      authenticateKey: async () => undefined,
    })
    await app.ready()
    assert.deepEqual(forgotten, [])
  },
)

test('the scopes that a key is not given are those that no operation asks for', () => {
  assert.deepEqual(
    [...allScopes].filter((scope) => !used.has(scope)),
    [...unusedScopes],
  )
})
