import { erasePerson } from '@dawk/core/operations/privacy/erase/request-erasure.ts'
import Type from 'typebox'
import { orNotFound } from '#operations/known-id.ts'
import { operation } from '#operations/operation.ts'
import { Id, NullableInstant, nullable } from '#resources/schemas.ts'
import { PersonParams } from './person-params.ts'

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

export const eraseContact = operation({
  route: 'POST /contacts/:id/erase',
  tag: 'Contacts',
  scope: 'contacts:write',
  cost: 5,
  refuses: ['not_found'],
  summary: 'Erase all data of a person',
  description:
    'In the background, from the contact to the log of deliveries; it cannot be undone. Ask again by the id of the contact to see how far it is. A person who writes later is somebody new.',
  params: PersonParams,
  reply: { 202: PersonErasureView },
  handle: async ({ ctx, caller, params }) => orNotFound(await erasePerson(ctx.core, caller, params.id), 'contact'),
})
