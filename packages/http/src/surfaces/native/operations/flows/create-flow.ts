import { createFlow as createFlowInCore } from '@dawk/core/engagement/bots/flows.ts'
import { operation } from '#operations/operation.ts'
import { FlowView, NewFlowBody } from '../../schemas/flow-schemas.ts'
import { toFlowView } from './flow-views.ts'

export const createFlow = operation({
  route: 'POST /flows',
  tag: 'Flows',
  scope: 'automations:write',
  refuses: ['conflict'],
  summary: 'Create a flow',
  description: 'A draft: it starts nothing until it is published. Without `spec` it is a flow that ends at once.',
  body: NewFlowBody,
  reply: { 201: FlowView },
  handle: async ({ ctx, caller, body }) => toFlowView(await createFlowInCore(ctx.core, caller, body)),
})
