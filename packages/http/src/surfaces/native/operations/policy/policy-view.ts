import type { PolicySettings } from '@dawk/core/engagement/policy/policy-settings.ts'
import type { Static } from 'typebox'
import type { PolicyView } from './policy-schemas.ts'

/** Lists that a caller may change. */
export const toPolicyView = (settings: PolicySettings): Static<typeof PolicyView> => ({
  ...settings,
  blockedCountries: [...settings.blockedCountries],
  caps: settings.caps.map((cap) => ({ ...cap })),
  templateTopics: { ...settings.templateTopics },
  keywords: Object.fromEntries(Object.entries(settings.keywords).map(([keyword, phrases]) => [keyword, [...phrases]])),
})
