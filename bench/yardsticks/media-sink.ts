import multipart from '@fastify/multipart'
import Fastify from 'fastify'

/** Yardstick of media: takes forms of the same size and throws the bytes away. */
const app = Fastify()
await app.register(multipart, { limits: { fileSize: 200 * 1024 * 1024 } })
app.post('/v1/media', async (request, reply) => {
  let sizeBytes = 0
  for await (const part of request.parts())
    if (part.type === 'file') for await (const chunk of part.file) sizeBytes += chunk.length
  return reply.code(201).send({ sizeBytes })
})
await app.listen({ port: Number(process.env['PORT']), host: '127.0.0.1' })
