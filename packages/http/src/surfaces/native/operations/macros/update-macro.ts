import { updateMacro as updateMacroInCore } from '@dawk/core/engagement/inbox/macros/macros.ts'
import { operation } from '#operations/operation.ts'
import { MacroPatch, MacroView } from '../../schemas/macro-schemas.ts'
import { toMacroView, toSteps } from './macro-view.ts'

export const updateMacro = operation({
  route: 'PATCH /macros/:id',
  of: 'macro',
  tag: 'Inbox',
  scope: 'conversations:write',
  refuses: ['not_found', 'conflict'],
  summary: 'Update a macro',
  description: 'What is named changes. `steps` replaces all steps.',
  body: MacroPatch,
  reply: { 200: MacroView },
  handle: async ({ ctx, caller, id, body: { steps, ...changes } }) =>
    toMacroView(await updateMacroInCore(ctx.core, caller, id, { ...changes, ...(steps && { steps: toSteps(steps) }) })),
})
