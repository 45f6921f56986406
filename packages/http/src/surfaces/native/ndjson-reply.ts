import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import Type from 'typebox'
import { toNdjson } from '#requests/ndjson.ts'
import type { AnyObject } from '#resources/schemas.ts'

/** The answer as the documents describe it. */
export const ndjsonReply = (
  description: string,
  members: Record<string, ReturnType<typeof Type.String> | typeof AnyObject>,
  example: object,
) => ({
  200: { description, content: { 'application/x-ndjson': { schema: Type.Object(members, { examples: [example] }) } } },
})

/** One JSON object on each line, told as a file of this name. */
export function sendNdjson(reply: FastifyReply, name: string, records: AsyncIterable<unknown>) {
  reply.header('content-disposition', `attachment; filename="${name}.ndjson"`)
  reply.type('application/x-ndjson; charset=utf-8')
  return reply.send(Readable.from(toNdjson(records, (record) => record)) as never) // a stream of what the schema describes
}
