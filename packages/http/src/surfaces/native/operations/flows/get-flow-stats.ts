import { readStats } from '@dawk/core/engagement/bots/sessions.ts'
import { operation } from '#operations/operation.ts'
import { StatsQuery, StatsView } from '../../schemas/flow-schemas.ts'

export const getFlowStats = operation({
  route: 'GET /flows/:id/stats',
  of: 'flow',
  tag: 'Flows',
  scope: 'automations:read',
  cost: 5,
  refuses: ['not_found'],
  summary: 'Count what became of a flow',
  description: 'By node and exit, of the live version or of `versionId`.',
  query: StatsQuery,
  reply: { 200: StatsView },
  async handle({ ctx, caller, id, query: { versionId = null } }) {
    const { nodes, waiting } = await readStats(ctx.core, caller, id, versionId)
    return { nodes: [...nodes], waiting: [...waiting] }
  },
})
