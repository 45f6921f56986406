import { linkPrefix } from '@dawk/core/engagement/links/link.ts'
import { getLinkSettings as getLinkSettingsInCore } from '@dawk/core/engagement/links/link-settings.ts'
import { operation } from '#operations/operation.ts'
import { LinkSettingsView } from '../../schemas/link-schemas.ts'

export const getLinkSettings = operation({
  route: 'GET /link-settings',
  tag: 'Campaigns',
  scope: 'campaigns:read',
  summary: 'Get what holds for short links',
  description: 'A template that is to carry a short link in a button is created with the address `buttonUrl`.',
  reply: { 200: LinkSettingsView },
  async handle({ ctx, caller }) {
    const settings = await getLinkSettingsInCore(ctx.core, caller)
    const { allowedDomains, ...shown } = settings
    return { ...shown, allowedDomains: [...allowedDomains], buttonUrl: `${linkPrefix(ctx.publicUrl(), settings)}{{1}}` }
  },
})
