/** What to change so that the raw body reaches `verifyWebhook`, by the framework that the request belongs to. */
const hints = {
  request:
    'The body of this Request was read before. Call verifyWebhook(request, secret) first, before request.json() or request.text(), or pass request.clone().',
  express:
    "Express has parsed the body. Give this route the raw bytes, before any express.json(): app.post('/webhook', express.raw({ type: 'application/json' }), handler)",
  fastify:
    "Fastify has parsed the body. In the plugin of this route: app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => done(null, body))",
  next: 'Next.js (pages/api) has parsed the body. In this file: export const config = { api: { bodyParser: false } }, and read the bytes from the request; or use a route handler (app/…/route.ts), and pass its Request.',
  hono: 'This is a context or request of Hono. Pass the Request itself: verifyWebhook(c.req.raw, secret)',
  lambda:
    'The body of this Lambda event was parsed by a middleware. Pass the event as AWS gives it: verifyWebhook(event, secret), without httpJsonBodyParser.',
  node: 'This is a request of Node without its body. Collect the bytes first: verifyWebhook({ headers: request.headers, rawBody: Buffer.concat(await Array.fromAsync(request)) }, secret)',
  other:
    'The body was parsed before: a signature is made over bytes, and JSON written again has others. Pass the raw body: verifyWebhook({ headers, rawBody }, secret)',
} as const

/** Tells the framework by what only its requests have. */
export function hintFor(request: object): string {
  return hints[frameworkOf(request as Record<string, unknown>)]
}

function frameworkOf(request: Record<string, unknown>): keyof typeof hints {
  if ('bodyUsed' in request) return 'request'
  if ('routeOptions' in request || ('raw' in request && 'server' in request)) return 'fastify'
  if ('app' in request && 'res' in request && 'baseUrl' in request) return 'express'
  if ('requestContext' in request || 'isBase64Encoded' in request) return 'lambda'
  if ('req' in request || ('raw' in request && 'routeIndex' in request)) return 'hono'
  if ('httpVersion' in request) return 'cookies' in request || 'query' in request ? 'next' : 'node'
  return 'other'
}
