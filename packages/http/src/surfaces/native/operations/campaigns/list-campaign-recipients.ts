import { listRecipients } from '@dawk/core/engagement/campaigns/outcome/metrics.ts'
import { knownId } from '#operations/known-id.ts'
import { placedList } from '#operations/list.ts'
import { RecipientFilters, RecipientView } from '../../schemas/campaign-report-schemas.ts'

export const listCampaignRecipients = placedList({
  route: 'GET /campaigns/:id/recipients',
  of: 'campaign',
  tag: 'Campaigns',
  scope: 'campaigns:read',
  refuses: ['not_found'],
  summary: 'List the people of a campaign',
  description: 'In the order in which they were planned, each with what became of them.',
  filters: RecipientFilters,
  item: RecipientView,
  async read({ ctx, caller, params }, { after, limit }, { state = null, reason = null, code = null }) {
    const id = knownId((params as { id: string }).id, 'campaign')
    const page = { state, reason, code, after: Number(after ?? 0), limit: limit + 1 }
    const rows = await listRecipients(ctx.core, caller, id, page)
    const items = rows
      .slice(0, limit)
      .map(({ seq, zone: _, attempt: __, repliedTo: ___, ...row }) => ({ id: seq, ...row }))
    return { items, next: rows.length > limit ? String(items.at(-1)?.id ?? 0) : null }
  },
})
