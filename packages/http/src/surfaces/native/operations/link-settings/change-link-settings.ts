import { linkPrefix } from '@dawk/core/engagement/links/link.ts'
import { changeLinkSettings as changeLinkSettingsInCore } from '@dawk/core/engagement/links/link-settings.ts'
import { operation } from '#operations/operation.ts'
import { LinkSettingsPatch, LinkSettingsView } from '../../schemas/link-schemas.ts'

export const changeLinkSettings = operation({
  route: 'PATCH /link-settings',
  tag: 'Campaigns',
  scope: 'campaigns:write',
  summary: 'Change what holds for short links',
  description:
    'For links that are made from now on. `baseUrl` is a host of your own whose DNS or proxy leads to this gateway; links made before keep working.',
  body: LinkSettingsPatch,
  reply: { 200: LinkSettingsView },
  async handle({ ctx, caller, body }) {
    const settings = await changeLinkSettingsInCore(ctx.core, caller, body)
    const { allowedDomains, ...shown } = settings
    return { ...shown, allowedDomains: [...allowedDomains], buttonUrl: `${linkPrefix(ctx.publicUrl(), settings)}{{1}}` }
  },
})
