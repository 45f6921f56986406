import { readCurrentSession } from '#auth/sessions/current-session.ts'
import { operation } from '#operations/operation.ts'
import { CurrentSessionView } from '#resources/session-schemas.ts'

export const getCurrentSession = operation({
  route: 'GET /session',
  tag: 'Sessions',
  scope: null,
  membersOnly: true,
  summary: 'Get the present session',
  description: 'Who has signed in, to which account, with which role and scopes.',
  reply: { 200: CurrentSessionView },
  handle: async ({ ctx, principal }) => readCurrentSession(ctx, principal),
})
