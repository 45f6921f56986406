import { erasePerson } from '@dawk/core/operations/privacy/erase/request-erasure.ts'
import { exportPerson } from '@dawk/core/operations/privacy/export-person.ts'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { actorOf, principalOf } from '#auth/authentication.ts'
import type { HttpContext } from '#context.ts'
import { found } from '#operations/known-id.ts'
import { begun } from '#requests/ndjson.ts'
import { ndjsonReply, sendNdjson } from '#surfaces/native/ndjson-reply.ts'
import { operation } from '#surfaces/native/operation.ts'
import { AnyObject, Id, NullableInstant, nullable } from '#surfaces/native/schemas/schemas.ts'

const PersonParams = Type.Object({
  id: Type.String({ maxLength: 256, description: 'The id of the contact, a phone number, or a user id of Meta.' }),
})

const Counts = Type.Unsafe<Record<string, number>>({
  type: 'object',
  additionalProperties: { type: 'integer' },
  description: 'Rows that are gone, by kind.',
})

const PersonErasureView = Type.Object(
  {
    id: Id,
    contactId: nullable(Id),
    state: Type.String({ description: '`running` or `done`.' }),
    requestedAt: Type.String({ format: 'date-time' }),
    finishedAt: NullableInstant,
    counts: Counts,
  },
  { title: 'PersonErasure' },
)

/** Export and erasure of one person. See docs/privacy.md. */
export const personPrivacy: FastifyPluginAsyncTypebox<{ ctx: HttpContext }> = async (app, { ctx }) => {
  app.get(
    '/contacts/:id/export',
    operation(
      {
        operationId: 'exportContact',
        tag: 'Contacts',
        summary: 'Export all data of a person',
        description:
          'One JSON object on each line: the contact, its identifiers and conversations, then messages, each with its file, then events.',
        scope: 'contacts:read',
        problems: [404],
      },
      {
        params: PersonParams,
        response: ndjsonReply(
          'A stream of records',
          { kind: Type.String(), data: AnyObject },
          { kind: 'identifier', data: { kind: 'phone', value: '919876543210' } },
        ),
      },
    ),
    async (request, reply) => {
      const records = await exportPerson(ctx.core, principalOf(request).account.id, request.params.id)
      return sendNdjson(reply, 'contact', await begun(found(records, 'contact')))
    },
  )

  app.post(
    '/contacts/:id/erase',
    operation(
      {
        operationId: 'eraseContact',
        tag: 'Contacts',
        summary: 'Erase all data of a person',
        description:
          'In the background, from the contact to the log of deliveries; it cannot be undone. Ask again by the id of the contact to see how far it is. A person who writes later is somebody new.',
        scope: 'contacts:write',
        problems: [404],
      },
      { params: PersonParams, response: { 202: PersonErasureView } },
    ),
    async (request, reply) => {
      const { id } = principalOf(request).account
      const erasure = found(await erasePerson(ctx.core, id, request.params.id, actorOf(request)), 'contact')
      return reply.code(202).send(erasure)
    },
  )
}
