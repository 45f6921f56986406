import { getDripStatistics as getDripStatisticsInCore } from '@dawk/core/engagement/drips/enrollments/enrollments.ts'
import { operation } from '#operations/operation.ts'
import { DripStatisticsView } from '../../schemas/drip-schemas.ts'

export const getDripStatistics = operation({
  route: 'GET /drips/:id/statistics',
  of: 'drip',
  tag: 'Drips',
  scope: 'automations:read',
  refuses: ['not_found'],
  summary: 'Get the figures of a drip',
  description: 'Counted from the people and the steps that they took.',
  reply: { 200: DripStatisticsView },
  async handle({ ctx, caller, id }) {
    const { people, steps } = await getDripStatisticsInCore(ctx.core, caller, id)
    return { people: [...people], steps: [...steps] }
  },
})
