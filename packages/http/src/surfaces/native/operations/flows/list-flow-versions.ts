import { listVersions } from '@dawk/core/engagement/bots/flows.ts'
import { knownId } from '#operations/known-id.ts'
import { placedList } from '#operations/list.ts'
import { FlowVersionSummary } from '../../schemas/flow-schemas.ts'
import { toVersionSummary } from './flow-views.ts'

export const listFlowVersions = placedList({
  route: 'GET /flows/:id/versions',
  of: 'flow',
  tag: 'Flows',
  scope: 'automations:read',
  refuses: ['not_found'],
  summary: 'List the versions of a flow',
  description: 'Latest first, without their documents.',
  item: FlowVersionSummary,
  async read({ ctx, caller, params }, { after, limit }) {
    const id = knownId((params as { id: string }).id, 'flow')
    const rows = await listVersions(ctx.core, caller, id, {
      before: after === null ? null : Number(after),
      limit: limit + 1,
    })
    const items = rows.slice(0, limit).map(toVersionSummary)
    return { items, next: rows.length > limit ? String(items.at(-1)?.number) : null }
  },
})
