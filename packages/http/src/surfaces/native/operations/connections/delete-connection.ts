import { deleteConnection as deleteInCore } from '@dawk/core/integrations/connections/connections.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'

export const deleteConnection = operation({
  route: 'DELETE /connections/:id',
  of: 'connection',
  tag: 'Connections',
  scope: 'integrations:write',
  refuses: ['not_found'],
  summary: 'Delete a connection',
  description: 'Its event source goes with it, and what it knows of records. Contacts stay.',
  reply: { 204: Type.Null() },
  async handle({ ctx, caller, id }) {
    await deleteInCore(ctx.core, caller, id)
  },
})
