import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { FastifyPluginAsync } from 'fastify'
import type { HttpContext } from '../context.ts'
import { limitAddress } from '../rate-limit.ts'

const requestsPerMinute = 240

/** Nothing is asked of anybody else, and nothing that is not a file of ours runs. */
const strictPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
  "font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
/** The explorer writes styles into its page. */
const explorerPolicy = strictPolicy.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")

const types = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  txt: 'text/plain; charset=utf-8',
}

const files: Record<string, { file: string; policy?: string }> = {
  '/docs': { file: 'docs.html', policy: explorerPolicy },
  '/docs/start.js': { file: 'docs.js' },
  '/developers': { file: 'developers.html' },
  '/setup': { file: 'setup.html' },
  '/accept-invitation': { file: 'accept-invitation.html' },
  '/reset-password': { file: 'reset-password.html' },
  '/pages/setup.js': { file: 'setup.js' },
  '/pages/accept-invitation.js': { file: 'accept-invitation.js' },
  '/pages/reset-password.js': { file: 'reset-password.js' },
  '/pages/form.js': { file: 'form.js' },
  '/pages/native-call.js': { file: 'native-call.js' },
  '/pages/icon.svg': { file: 'icon.svg' },
  '/pages.css': { file: 'pages.css' },
  '/llms.txt': { file: 'llms.txt' },
}

const explorer = createRequire(import.meta.url)
  .resolve('@scalar/fastify-api-reference')
  .replace(/index\.js$/, 'js/standalone.js')

/** The explorer, the guide, the set-up, the pages behind mailed links, and `/llms.txt`: files of this folder, with the host's own address put in. */
export const pages: FastifyPluginAsync<{ ctx: HttpContext }> = async (app, { ctx }) => {
  app.addHook('onRequest', limitAddress(ctx, 'pages', requestsPerMinute))

  for (const [path, { file, policy = strictPolicy }] of Object.entries(files)) {
    const text = await readFile(new URL(file, import.meta.url), 'utf8')
    const type = types[file.slice(file.lastIndexOf('.') + 1) as keyof typeof types]
    app.get(path, async (_request, reply) =>
      reply.headers(headersOf(policy)).type(type).send(text.replaceAll('{{host}}', ctx.publicUrl())),
    )
  }

  app.get('/docs/explorer.js', async (_request, reply) =>
    reply
      .headers(headersOf(strictPolicy))
      .type(types.js)
      .send(await readFile(explorer)),
  )
}

const headersOf = (policy: string) => ({
  'content-security-policy': policy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'public, max-age=300',
})
