import { readFileSync } from 'node:fs'
import type { FastifyInstance } from 'fastify'

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; media-src 'self'; base-uri 'none'; form-action 'none'"

const files = [
  { path: '/', file: 'index.html', type: 'text/html; charset=utf-8' },
  { path: '/handset.js', file: 'handset.js', type: 'text/javascript; charset=utf-8' },
  { path: '/icon.svg', file: 'icon.svg', type: 'image/svg+xml' },
  { path: '/handset.css', file: 'handset.css', type: 'text/css; charset=utf-8' },
]

/** The virtual handset: three files, nothing from anywhere else. */
export function handsetRoutes(app: FastifyInstance): void {
  for (const { path, file, type } of files) {
    const content = readFileSync(new URL(`./${file}`, import.meta.url), 'utf8')
    app.get(path, (_request, reply) =>
      reply
        .headers({ 'content-type': type, 'content-security-policy': policy, 'x-content-type-options': 'nosniff' })
        .send(content),
    )
  }
}
