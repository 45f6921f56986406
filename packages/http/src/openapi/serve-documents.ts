import { GatewayError } from '@dawk/core/platform/errors.ts'
import type { FastifyPluginAsync } from 'fastify'
import { limitAddress } from '../auth/rate-limit.ts'
import type { HttpContext } from '../context.ts'
import type { OpenApiDocument } from './document.ts'
import { mergeDocuments } from './merge-documents.ts'

/** The surface whose document stands at `/openapi.json`, where its vendor has it. */
const atRoot = 'whatsapi'
const all = 'all'
/** Without a key, from one address: the largest document is more than a megabyte. */
const requestsPerMinute = 120

/** Made when first asked for, by surface. */
export type Documents = ReadonlyMap<string, () => OpenApiDocument>

/**
 * `GET /openapi.json`; `/openapi/<surface>.json`; `/openapi/all.json`, all of them in one; and `/openapi/index.json`, which
 * lists them. Each address may ask 120 times a minute.
 */
export const serveDocuments: FastifyPluginAsync<{
  documents: Documents
  ctx: Pick<HttpContext, 'limiter'>
}> = async (app, { documents, ctx }) => {
  app.addHook('onRequest', limitAddress(ctx, 'documents', requestsPerMinute))
  const made = new Map<string, string>()
  const read = (name: string): string | null => {
    const document = made.get(name) ?? write(documents, name)
    if (document !== null) made.set(name, document)
    return document
  }

  app.get('/openapi.json', async (_request, reply) => reply.type('application/json').send(read(atRoot)))

  app.get('/openapi/index.json', async () => ({
    surfaces: [...documents.keys(), all].map((name) => ({ name, url: `/openapi/${name}.json` })),
  }))

  app.get<{ Params: { surface: string } }>('/openapi/:surface(^[a-z-]+).json', async (request, reply) => {
    const document = read(request.params.surface)
    if (document === null) throw new GatewayError('not_found', 'There is no such surface: see /openapi/index.json.')
    return reply.type('application/json').send(document)
  })
}

function write(documents: Documents, name: string): string | null {
  const document = name === all ? mergeAll(documents) : documents.get(name)?.()
  return document ? JSON.stringify(document) : null
}

const mergeAll = (documents: Documents): OpenApiDocument =>
  mergeDocuments(new Map([...documents].map(([name, make]) => [name, make()])))
