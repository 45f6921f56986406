import { listChanges } from '@dawk/core/engagement/campaigns/outcome/metrics.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'
import { PageQuery, readCursor, writeCursor } from '#operations/paging.ts'
import { strict } from '#resources/schemas.ts'
import { CampaignChangeView } from '../../schemas/campaign-report-schemas.ts'

export const listCampaignChanges = operation({
  route: 'GET /campaigns/:id/events',
  of: 'campaign',
  tag: 'Campaigns',
  scope: 'campaigns:read',
  refuses: ['not_found'],
  summary: 'List what happened to the people of a campaign',
  description:
    'Each move of a person once, oldest first. There is always a `nextCursor`: whoever asks again with the last one misses nothing and gets nothing twice. Everybody planned begins as queued.',
  query: Type.Object(PageQuery, strict),
  reply: {
    200: Type.Object({
      data: Type.Array(CampaignChangeView),
      nextCursor: Type.String({
        description: 'Keep it: it goes on after the last one shown, also when there are no more as yet.',
      }),
      hasMore: Type.Boolean(),
    }),
  },
  async handle({ ctx, caller, accountId, id, query: { limit = 50, cursor } }) {
    const list = { operationId: 'listCampaignChanges', accountId, filters: { id } }
    const after = readCursor(ctx.core.secrets, list, cursor) ?? '0'
    const horizon = await ctx.eventHorizon.read()
    const rows = await listChanges(ctx.core, caller, id, { after, horizon, limit: limit + 1 })
    const data = rows.slice(0, limit).map(({ seq, ...row }) => ({ ...row, recipientId: seq }))
    const nextCursor = writeCursor(ctx.core.secrets, list, data.at(-1)?.sequence ?? after)
    return { data, nextCursor, hasMore: rows.length > limit }
  },
})
