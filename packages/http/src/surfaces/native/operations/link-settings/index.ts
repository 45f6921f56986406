import { changeLinkSettings } from './change-link-settings.ts'
import { getLinkSettings } from './get-link-settings.ts'

export const linkSettings = { getLinkSettings, changeLinkSettings }
