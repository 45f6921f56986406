import { deleteSuppression as deleteSuppressionInCore } from '@dawk/core/engagement/suppressions/suppressions.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'

export const deleteSuppression = operation({
  route: 'DELETE /suppressions/:id',
  of: 'suppression',
  tag: 'Consent',
  scope: 'contacts:write',
  refuses: ['not_found'],
  summary: 'Delete a suppression',
  description: 'Consent stays as it is: somebody who opted out is still not sent marketing.',
  reply: { 204: Type.Null() },
  async handle({ ctx, caller, id }) {
    await deleteSuppressionInCore(ctx.core, caller, id)
  },
})
