import { getVersion } from '@dawk/core/engagement/bots/flows.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'
import { Id } from '#resources/schemas.ts'
import { FlowVersionView } from '../../schemas/flow-schemas.ts'
import { toVersionView } from './flow-views.ts'

export const getFlowVersion = operation({
  route: 'GET /flows/:id/versions/:number',
  of: 'flow',
  tag: 'Flows',
  scope: 'automations:read',
  refuses: ['not_found'],
  summary: 'Get a version of a flow',
  description: 'With its document, exactly as it was published.',
  params: Type.Object({
    id: Id,
    number: Type.Integer({ minimum: 1, maximum: 1_000_000, description: 'must be the number of a version' }),
  }),
  reply: { 200: FlowVersionView },
  handle: async ({ ctx, caller, id, params: { number } }) =>
    toVersionView(await getVersion(ctx.core, caller, id, number)),
})
