import { createReadStream } from 'node:fs'
import { GatewayError } from '@dawk/core/platform/errors.ts'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { limitAddress } from '../auth/rate-limit.ts'
import type { AccessContext, HostContext } from '../context.ts'
import { htmlPage } from '../pages/html-page.ts'
import { type BuiltFile, endings, listBuiltFiles } from './built-files.ts'

/** One page is some twenty files; an office of fifty stands behind one address. */
const requestsPerMinute = 2400

/** Everything comes from this host; scripts and styles are files, never written into the page. */
const policy =
  "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; object-src 'none'; base-uri 'none'; " +
  "form-action 'self'; frame-ancestors 'none'"

const notBuilt = htmlPage({
  title: 'Dawk',
  body: '    <main><h1>The dashboard is not built</h1><p><code>npm start</code> builds it. The API runs without it.</p></main>\n',
})

/**
 * The dashboard, below `/app/`. Every path there that names no file is one of its own pages. A browser that asks for `/` is
 * led to it; programs get what the surfaces answer there.
 */
export const dashboard: FastifyPluginAsync<{ ctx: HostContext & Pick<AccessContext, 'limiter'> }> = async (
  app,
  { ctx },
) => {
  if (ctx.dashboardDir === null) return
  const files = await listBuiltFiles(ctx.dashboardDir)
  app.addHook('onRequest', limitAddress(ctx, 'dashboard', requestsPerMinute))
  app.get('/', async (request, reply) => {
    if (!wantsPage(request)) throw new GatewayError('not_found', 'There is no GET /.')
    return reply.redirect('/app/', 302)
  })
  const sendPage = (request: FastifyRequest, reply: FastifyReply) => {
    const page = files.get('index.html')
    return page ? sendFile(request, reply, page) : reply.type('text/html; charset=utf-8').send(notBuilt)
  }
  app.get('/app', async (request, reply) => sendPage(request, reply)) // the router takes a slash at the end for none
  app.get<{ Params: { '*': string } }>('/app/*', async (request, reply) => {
    const name = request.params['*']
    const file = files.get(name)
    if (file) return sendFile(request, reply, file)
    if (name.startsWith('assets/')) throw new GatewayError('not_found', 'There is no such file: reload the page.')
    return sendPage(request, reply)
  })
}

const wantsPage = ({ headers }: FastifyRequest): boolean => headers.accept?.includes('text/html') ?? false

function sendFile({ headers }: FastifyRequest, reply: FastifyReply, file: BuiltFile): FastifyReply {
  const accepted = headers['accept-encoding'] ?? ''
  const encoding = file.encodings.find((one) => accepted.includes(one))
  return reply
    .headers({
      'content-security-policy': policy,
      'referrer-policy': 'no-referrer',
      'cache-control': file.immutable ? 'public, max-age=31536000, immutable' : 'no-store',
      vary: 'accept-encoding',
      ...(encoding && { 'content-encoding': encoding }),
    })
    .type(file.type)
    .send(createReadStream(encoding ? file.path + endings[encoding] : file.path))
}
