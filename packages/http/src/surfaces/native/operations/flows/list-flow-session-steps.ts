import { listSteps } from '@dawk/core/engagement/bots/sessions.ts'
import { knownId } from '#operations/known-id.ts'
import { list } from '#operations/list.ts'
import { FlowStepView } from '../../schemas/flow-schemas.ts'
import { toStepView } from './flow-views.ts'

export const listFlowSessionSteps = list({
  route: 'GET /flow-sessions/:id/steps',
  of: 'session',
  tag: 'Flows',
  scope: 'automations:read',
  refuses: ['not_found'],
  summary: 'List the steps of a session',
  description: 'Why the bot did what it did: each node that ran and each decision, in order, for 30 days.',
  item: FlowStepView,
  read: ({ ctx, caller, params }, page) =>
    listSteps(ctx.core, caller, knownId((params as { id: string }).id, 'session'), page),
  view: toStepView,
})
