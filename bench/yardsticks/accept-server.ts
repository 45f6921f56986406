import { randomUUID } from 'node:crypto'
import { SendMessageBody, SendMessageReply } from '@dawk/http/surfaces/whatsapi/schemas.ts'
import Fastify from 'fastify'

/** Yardstick of accept: the same schemas both ways, and no work. */
const app = Fastify()
app.post(
  '/send-message',
  { schema: { body: SendMessageBody, response: { 202: SendMessageReply } } },
  async (_request, reply) =>
    reply.code(202).send({ success: true, data: { id: randomUUID(), status: 'queued', scheduledFor: null } }),
)
await app.listen({ port: Number(process.env['PORT']), host: '127.0.0.1' })
