import { getFlow as getFlowInCore } from '@dawk/core/engagement/bots/flows.ts'
import { operation } from '#operations/operation.ts'
import { FlowView } from '../../schemas/flow-schemas.ts'
import { toFlowView } from './flow-views.ts'

export const getFlow = operation({
  route: 'GET /flows/:id',
  of: 'flow',
  tag: 'Flows',
  scope: 'automations:read',
  refuses: ['not_found'],
  summary: 'Get a flow',
  description: 'With its draft. `GET /v1/flows/{id}/versions/{number}` has what runs.',
  reply: { 200: FlowView },
  handle: async ({ ctx, caller, id }) => toFlowView(await getFlowInCore(ctx.core, caller, id)),
})
