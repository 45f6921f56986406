import { listMacros as listMacrosInCore } from '@dawk/core/engagement/inbox/macros/macros.ts'
import { list } from '#operations/list.ts'
import { MacroView } from '../../schemas/macro-schemas.ts'
import { toMacroView } from './macro-view.ts'

export const listMacros = list({
  route: 'GET /macros',
  tag: 'Inbox',
  scope: 'conversations:read',
  summary: 'List macros',
  description: 'In the order in which they were created.',
  item: MacroView,
  read: ({ ctx, caller }, page) => listMacrosInCore(ctx.core, caller, page),
  view: toMacroView,
})
