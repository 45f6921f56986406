import { deleteSource } from '@dawk/core/integrations/sources/event-sources.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'

export const deleteEventSource = operation({
  route: 'DELETE /event-sources/:id',
  of: 'event source',
  tag: 'Event sources',
  scope: 'integrations:write',
  refuses: ['not_found'],
  summary: 'Delete an event source',
  description: 'Its address answers with 404 at once, and its stored events go. Contacts and messages stay.',
  reply: { 204: Type.Null() },
  async handle({ ctx, caller, id }) {
    await deleteSource(ctx.core, caller, id)
  },
})
