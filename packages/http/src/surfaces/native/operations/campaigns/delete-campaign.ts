import { deleteCampaign as deleteCampaignInCore } from '@dawk/core/engagement/campaigns/campaigns.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'

export const deleteCampaign = operation({
  route: 'DELETE /campaigns/:id',
  of: 'campaign',
  tag: 'Campaigns',
  scope: 'campaigns:write',
  refuses: ['not_found', 'conflict'],
  summary: 'Delete a campaign',
  description: 'A draft, or one that has ended, with its figures; messages stay. 409 while it is under way.',
  reply: { 204: Type.Null() },
  async handle({ ctx, caller, id }) {
    await deleteCampaignInCore(ctx.core, caller, id)
  },
})
