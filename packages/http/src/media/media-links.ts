import { isId } from '@dawk/core/platform/ids.ts'
import type { FastifyPluginAsync } from 'fastify'
import type { OperationContext } from '../context.ts'
import { sendMedia } from './send-media.ts'

interface LinkRequest {
  Params: { id: string }
  Querystring: Record<string, string | string[]>
}

const dead = { error: 'This link has expired or is not valid. Ask for a new one.' }
const gone = { error: 'The file is no longer there.' }

const Refusal = { type: 'object', properties: { error: { type: 'string' } }, required: ['error'], examples: [dead] }

const documents = {
  operationId: 'downloadLinked',
  summary: 'Download a file by its link',
  description: 'The links that answers about files contain: they need no key, and expire.',
  tags: ['Files'],
  params: { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] },
  querystring: {
    type: 'object',
    properties: { expires: { type: 'string' }, signature: { type: 'string' } },
    required: ['expires', 'signature'],
  },
  response: {
    200: {
      description: 'The bytes; `Range` is honoured.',
      content: { '*/*': { schema: { type: 'string', contentMediaType: 'application/octet-stream' } } },
    },
    403: Refusal,
    404: Refusal,
  },
}

/** `GET /media/{id}?expires=…&signature=…`: the bytes, for whoever was given the link. */
export const mediaLinks: FastifyPluginAsync<{ ctx: OperationContext }> = async (app, { ctx }) => {
  app.get<LinkRequest>('/media/:id', { config: { documents } }, async (request, reply) => {
    const { id } = request.params
    const { expires, signature } = request.query
    const text = (value: string | string[] | undefined) => (typeof value === 'string' ? value : '')
    if (!ctx.media.links.isValid(id, text(expires), text(signature)) || !isId(id)) return reply.code(403).send(dead)
    const media = await ctx.media.findLinked(id)
    return media ? sendMedia(ctx, media, request, reply) : reply.code(404).send(gone)
  })
}
