import { stopSession } from '@dawk/core/engagement/bots/sessions.ts'
import { operation } from '#operations/operation.ts'
import { bodyOrNothing } from '#resources/schemas.ts'
import { FlowSessionView, StopBody } from '../../schemas/flow-schemas.ts'
import { toSessionView } from './flow-views.ts'

export const stopFlowSession = operation({
  route: 'POST /flow-sessions/:id/stop',
  of: 'session',
  tag: 'Flows',
  scope: 'automations:write',
  refuses: ['not_found'],
  summary: 'Stop a session',
  description: 'It ends in a moment, after a turn that is under way. One that has ended stays as it is.',
  body: bodyOrNothing(StopBody),
  reply: { 202: FlowSessionView },
  handle: async ({ ctx, caller, id, body }) =>
    toSessionView(await stopSession(ctx.core, caller, id, body?.reason ?? null)),
})
