import { listSessions } from '@dawk/core/engagement/bots/sessions.ts'
import { list } from '#operations/list.ts'
import { FlowSessionView, SessionFilters } from '../../schemas/flow-schemas.ts'
import { toSessionView } from './flow-views.ts'

export const listFlowSessions = list({
  route: 'GET /flow-sessions',
  tag: 'Flows',
  scope: 'automations:read',
  summary: 'List sessions',
  description: 'Conversations in the middle of a flow, and those that were; latest first.',
  filters: SessionFilters,
  item: FlowSessionView,
  read: ({ ctx, caller }, { after: before, limit }, filters) =>
    listSessions(ctx.core, caller, { before, limit, ...filters }),
  view: toSessionView,
})
