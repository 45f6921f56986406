import { notifySession } from '@dawk/core/engagement/bots/sessions.ts'
import { operation } from '#operations/operation.ts'
import { EventBody, FlowSessionView } from '../../schemas/flow-schemas.ts'
import { toSessionView } from './flow-views.ts'

export const tellFlowSession = operation({
  route: 'POST /flow-sessions/:id/events',
  of: 'session',
  tag: 'Flows',
  scope: 'automations:write',
  refuses: ['not_found', 'conflict'],
  summary: 'Tell a session of an event',
  description:
    'A session that waits for an event of this name goes on in a moment; one that does not, ignores it. 409 when it has ended.',
  body: EventBody,
  reply: { 202: FlowSessionView },
  handle: async ({ ctx, caller, id, body }) => toSessionView(await notifySession(ctx.core, caller, id, body)),
})
