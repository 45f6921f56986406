import { getSession } from '@dawk/core/engagement/bots/sessions.ts'
import { operation } from '#operations/operation.ts'
import { FlowSessionView } from '../../schemas/flow-schemas.ts'
import { toSessionView } from './flow-views.ts'

export const getFlowSession = operation({
  route: 'GET /flow-sessions/:id',
  of: 'session',
  tag: 'Flows',
  scope: 'automations:read',
  refuses: ['not_found'],
  summary: 'Get a session',
  description: 'Where it stands, what it waits for, and its values.',
  reply: { 200: FlowSessionView },
  handle: async ({ ctx, caller, id }) => toSessionView(await getSession(ctx.core, caller, id)),
})
