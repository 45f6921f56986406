import { listFlows as listFlowsInCore } from '@dawk/core/engagement/bots/flows.ts'
import Type from 'typebox'
import { list } from '#operations/list.ts'
import { FlowSummaryView } from '../../schemas/flow-schemas.ts'
import { toSummary } from './flow-views.ts'

export const listFlows = list({
  route: 'GET /flows',
  tag: 'Flows',
  scope: 'automations:read',
  summary: 'List flows',
  description: 'Latest first, without their documents.',
  filters: {
    archived: Type.Optional(Type.Boolean({ description: 'Those that were archived; else those that were not.' })),
    folder: Type.Optional(Type.String({ maxLength: 100 })),
  },
  item: FlowSummaryView,
  read: ({ ctx, caller }, { after: before, limit }, { archived = false, folder = null }) =>
    listFlowsInCore(ctx.core, caller, { before, limit, archived, folder }),
  view: toSummary,
})
