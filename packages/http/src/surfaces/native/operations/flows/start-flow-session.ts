import { startSession } from '@dawk/core/engagement/bots/sessions.ts'
import { operation } from '#operations/operation.ts'
import { StartBody, StartedView } from '../../schemas/flow-schemas.ts'

export const startFlowSession = operation({
  route: 'POST /flows/:id/sessions',
  of: 'flow',
  tag: 'Flows',
  scope: 'automations:write',
  refuses: ['not_found', 'conflict'],
  summary: 'Start a flow with a contact',
  description:
    'In the conversation in which the contact wrote last, or in that with `numberId`. Its first turn follows in a moment; `GET /v1/flow-sessions/{id}` shows it. 409 with the reason `session_open` while the conversation is in another session, `flow_not_live` where nothing was published.',
  body: StartBody,
  reply: { 202: StartedView },
  handle: ({ ctx, caller, id, body }) => startSession(ctx.core, caller, id, body),
})
