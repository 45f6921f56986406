import type { FastifyInstance } from 'fastify'

/**
 * Clients send `content-type: application/json` with no body at all, most of all with DELETE: Graph reads that as no
 * parameters. What is there has to be JSON.
 */
export function parseJsonBodies(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('ignore', 'ignore')
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (String(body).trim() === '') done(null, undefined)
    else void parse(request, String(body), done)
  })
}
