import { createLocalLimiter } from '@dawk/core/tenancy/limits/local-limiter.ts'
import { Registry } from 'prom-client'
import type { HttpContext } from '../context.ts'
import { buildServer } from '../server.ts'
import type { OpenApiDocument } from './document.ts'

const nothing = () => undefined
const silent = {
  fatal: nothing,
  error: nothing,
  warn: nothing,
  info: nothing,
  debug: nothing,
  trace: nothing,
  child: () => silent,
}

/**
 * The documents of all surfaces, and `all`, as the server answers with them. No database is needed: only handlers touch what
 * a context holds.
 */
export async function readDocuments(): Promise<Map<string, OpenApiDocument>> {
  const hollow = {
    core: {},
    limiter: createLocalLimiter(),
    metrics: new Registry(),
    log: silent,
    trustProxy: [],
    verifyTokens: [],
    streams: { close: async () => {} },
  } as unknown as HttpContext
  const app = buildServer(hollow)
  try {
    const { surfaces } = (await app.inject('/openapi/index.json')).json<{ surfaces: { name: string; url: string }[] }>()
    const documents = new Map<string, OpenApiDocument>()
    for (const { name, url } of surfaces) documents.set(name, (await app.inject(url)).json())
    return documents
  } finally {
    await app.close()
  }
}
