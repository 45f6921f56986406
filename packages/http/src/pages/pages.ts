import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { FastifyPluginAsync } from 'fastify'
import { limitAddress } from '../auth/rate-limit.ts'
import type { OperationContext } from '../context.ts'
import { framedPage, htmlPage } from './html-page.ts'

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

/** Each has its text, as HTML, in this folder. */
const framedPages: Record<string, { title: string; script: boolean; alone?: boolean }> = {
  '/developers': { title: 'Developer guide', script: false },
  '/setup': { title: 'Set up', script: true },
  '/accept-invitation': { title: 'Accept an invitation', script: true },
  '/onboarding': { title: 'Connect your number', script: true, alone: true },
  '/reset-password': { title: 'Set a new password', script: true },
}

const files: Record<string, string> = {
  '/docs/start.js': 'docs.js',
  '/pages/setup.js': 'setup.js',
  '/pages/accept-invitation.js': 'accept-invitation.js',
  '/pages/onboarding.js': 'onboarding.js',
  '/pages/reset-password.js': 'reset-password.js',
  '/pages/form.js': 'form.js',
  '/pages/checkout.js': 'checkout.js',
  '/pages/native-call.js': 'native-call.js',
  '/pages/icon.svg': 'icon.svg',
  '/pages.css': 'pages.css',
  '/llms.txt': 'llms.txt',
}

const explorer = createRequire(import.meta.url)
  .resolve('@scalar/fastify-api-reference')
  .replace(/index\.js$/, 'js/standalone.js')

/** The explorer, the guide, the set-up, the pages behind mailed links, and `/llms.txt`, with the host's own address put in. */
export const pages: FastifyPluginAsync<{ ctx: OperationContext }> = async (app, { ctx }) => {
  app.addHook('onRequest', limitAddress(ctx, 'pages', requestsPerMinute))

  const serve = (path: string, text: string, type: string, policy = strictPolicy) =>
    app.get(path, async (_request, reply) =>
      reply.headers(headersOf(policy)).type(type).send(text.replaceAll('{{host}}', ctx.publicUrl())),
    )
  const explorerPage = { title: 'API explorer', body: await readText('docs.html'), stylesheet: false }
  serve('/docs', htmlPage(explorerPage), types.html, explorerPolicy)
  for (const [path, page] of Object.entries(framedPages)) serve(path, await readPage(path, page), types.html)
  for (const [path, file] of Object.entries(files)) serve(path, await readText(file), typeOf(file))

  app.get('/docs/explorer.js', async (_request, reply) =>
    reply
      .headers(headersOf(strictPolicy))
      .type(types.js)
      .send(await readFile(explorer)),
  )
}

const readText = (file: string) => readFile(new URL(file, import.meta.url), 'utf8')
const typeOf = (file: string) => types[file.slice(file.lastIndexOf('.') + 1) as keyof typeof types]

/** `alone`: for customers of partners, who see nothing of this installation. */
async function readPage(
  path: string,
  { title, script, alone }: { title: string; script: boolean; alone?: boolean },
): Promise<string> {
  const main = await readText(`${path.slice(1)}.html`)
  return framedPage({ title, path, main, script: script ? `/pages${path}.js` : null, alone: alone ?? false })
}

const headersOf = (policy: string) => ({
  'content-security-policy': policy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'public, max-age=300',
})
