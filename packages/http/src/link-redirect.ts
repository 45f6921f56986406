import { isRobot } from '@dawk/core/engagement/links/link.ts'
import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import { limitAddress } from './auth/rate-limit.ts'
import type { HttpContext } from './context.ts'
import { htmlPage } from './pages/html-page.ts'

/** Many phones of a carrier share an address. */
const requestsPerMinute = 6000

const documents = {
  operationId: 'followLink',
  summary: 'Follow a short link',
  description:
    'Where the links of campaigns and drips lead. A GET by a person counts as a click; HEAD, link previews and scanners are counted apart.',
  tags: ['Links'],
  params: { type: 'object', properties: { code: { type: 'string' } }, required: ['code'] },
  response: {
    302: { description: 'To the target, which is the stored one.', type: 'null' },
    404: {
      description: 'A page: there is no such link, or its time is over. JSON where the code is too long.',
      type: 'null',
    },
  },
}

const gone = htmlPage({
  title: 'This link has ended',
  body: '    <main>\n      <h1>This link has ended</h1>\n      <p>It leads nowhere any more. Ask whoever sent it for a new one.</p>\n    </main>\n',
})

const headerOf = ({ headers }: FastifyRequest, name: string): string | undefined => {
  const value = headers[name]
  return typeof value === 'string' ? value : undefined
}

/** `GET /l/{code}`: the short links of campaigns and drips, on whatever host leads here. */
export const linkRedirect: FastifyPluginAsync<{ ctx: HttpContext }> = async (app, { ctx }) => {
  const onRequest = limitAddress(ctx, 'links', requestsPerMinute)
  app.get<{ Params: { code: string } }>('/l/:code', { config: { documents }, onRequest }, async (request, reply) => {
    const robot = isRobot({
      method: request.method,
      userAgent: headerOf(request, 'user-agent'),
      purpose: headerOf(request, 'sec-purpose') ?? headerOf(request, 'purpose'),
    })
    const target = await ctx.links.follow(request.params.code, { isRobot: robot })
    reply.header('x-robots-tag', 'noindex').header('referrer-policy', 'no-referrer')
    return target === null ? reply.code(404).type('text/html; charset=utf-8').send(gone) : reply.redirect(target, 302)
  })
}
