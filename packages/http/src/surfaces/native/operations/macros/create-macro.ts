import { createMacro as createMacroInCore } from '@dawk/core/engagement/inbox/macros/macros.ts'
import { operation } from '#operations/operation.ts'
import { MacroView, NewMacro } from '../../schemas/macro-schemas.ts'
import { toMacroView, toSteps } from './macro-view.ts'

export const createMacro = operation({
  route: 'POST /macros',
  tag: 'Inbox',
  scope: 'conversations:write',
  refuses: ['conflict'],
  summary: 'Create a macro',
  description: 'Several changes of a conversation under one name, for everybody; at most 200 for an account.',
  body: NewMacro,
  reply: { 201: MacroView },
  handle: async ({ ctx, caller, body: { name, steps } }) =>
    toMacroView(await createMacroInCore(ctx.core, caller, { name, steps: toSteps(steps) })),
})
