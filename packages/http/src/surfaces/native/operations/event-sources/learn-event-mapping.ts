import { learnMapping } from '@dawk/core/integrations/incoming/incoming-events.ts'
import { operation } from '#operations/operation.ts'
import { LearnedMapping } from '../../schemas/event-source-schemas.ts'

export const learnEventMapping = operation({
  route: 'GET /event-sources/:id/learned-mapping',
  of: 'event source',
  tag: 'Event sources',
  scope: 'integrations:read',
  refuses: ['not_found'],
  summary: 'Learn a mapping from what came in',
  description:
    'Every place that the latest events have, with examples, and a mapping as their names and values suggest it. Nothing changes.',
  reply: { 200: LearnedMapping },
  async handle({ ctx, caller, id }) {
    const { samples, places, mapping } = await learnMapping(ctx.core, caller, id)
    const all = places.map((place) => ({ ...place, examples: [...place.examples] }))
    return { samples, places: all, mapping: { ...mapping } }
  },
})
