import { updateFlow as updateFlowInCore } from '@dawk/core/engagement/bots/flows.ts'
import { operation } from '#operations/operation.ts'
import { FlowPatch, FlowView } from '../../schemas/flow-schemas.ts'
import { toFlowView } from './flow-views.ts'

export const updateFlow = operation({
  route: 'PATCH /flows/:id',
  of: 'flow',
  tag: 'Flows',
  scope: 'automations:write',
  refuses: ['not_found', 'precondition_failed'],
  summary: 'Update a flow',
  description: 'Its draft, its name, and whether it starts. What runs changes with the next publishing alone.',
  body: FlowPatch,
  reply: { 200: FlowView },
  handle: async ({ ctx, caller, id, body }) => toFlowView(await updateFlowInCore(ctx.core, caller, id, body)),
})
