import { verifySignature } from '@dawk/cloud-api/signature.ts'
import Fastify from 'fastify'

/** Yardstick of inbound statuses: checks the signature over the raw bytes and forgets them. */
const secret = process.env['APP_SECRET'] ?? ''
const app = Fastify()
app.removeAllContentTypeParsers()
app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
app.post<{ Body: Buffer }>('/webhooks/whatsapp', async ({ body, headers }, reply) => {
  if (!verifySignature(secret, body, headers['x-hub-signature-256'] as string | undefined))
    return reply.code(401).send()
  return reply.type('text/plain; charset=utf-8').send('EVENT_RECEIVED')
})
await app.listen({ port: Number(process.env['PORT']), host: '127.0.0.1' })
