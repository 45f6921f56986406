import { readdirSync, readFileSync } from 'node:fs'
import { extname } from 'node:path'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { cookieName, type Guard } from '../guard/guard.ts'
import { asObject, asText } from '../json.ts'

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; media-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

const read = (file: string) => readFileSync(new URL(`./static/${file}`, import.meta.url), 'utf8')

/** Files that tell nothing: whoever may not see the handset may still see how it looks. */
const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
}

/** The virtual handset: a few files, nothing from anywhere else. With a token it asks for it once and keeps it in a cookie. */
export function handsetRoutes(app: FastifyInstance, guard: Guard): void {
  app.addHook('onRequest', async (request) => guard.assertOwnSite(request))
  for (const file of readdirSync(new URL('./static/', import.meta.url))) {
    const type = types[extname(file)]
    if (type === undefined) continue
    const content = read(file)
    app.get(`/${file}`, (_request, reply) => sendFile(reply, type, content))
  }
  const pages = { handset: read('index.html'), signIn: read('sign-in.html') }
  app.get<{ Querystring: Record<string, string> }>('/', (request, reply) => {
    const { token } = request.query
    if (token !== undefined && guard.isToken(token)) return openWith(reply, request, token)
    const isOpen = guard.hasToken(request)
    return sendFile(reply.code(isOpen ? 200 : 401), 'text/html; charset=utf-8', isOpen ? pages.handset : pages.signIn)
  })
  app.post('/sign-in', (request, reply) => {
    const token = asText(asObject(request.body)['token']) ?? ''
    if (guard.isToken(token)) return openWith(reply, request, token)
    return sendFile(reply.code(401), 'text/html; charset=utf-8', pages.signIn)
  })
}

/** The token goes into a cookie and out of the address, where histories and logs would keep it. */
function openWith(reply: FastifyReply, { protocol }: FastifyRequest, token: string): FastifyReply {
  const secure = protocol === 'https' ? '; Secure' : ''
  return reply
    .header('set-cookie', `${cookieName}=${encodeURIComponent(token)}; Path=/; HttpOnly; SameSite=Lax${secure}`)
    .header('cache-control', 'no-store')
    .redirect('./', 303)
}

const sendFile = (reply: FastifyReply, type: string, content: string): FastifyReply =>
  reply
    .headers({
      'content-type': type,
      'content-security-policy': policy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-cache',
    })
    .send(content)
