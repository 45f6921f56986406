import { endOtherSessions as endOtherSessionsInCore } from '@dawk/core/tenancy/sign-in/sessions/sessions.ts'
import Type from 'typebox'
import { memberOf } from '#auth/sessions/own-session.ts'
import { operation } from '#operations/operation.ts'

export const endOtherSessions = operation({
  route: 'DELETE /sessions',
  tag: 'Sessions',
  scope: null,
  membersOnly: true,
  summary: 'End all your other sessions',
  description: 'At once, on every process. The present one stays.',
  reply: { 200: Type.Object({ ended: Type.Integer() }, { examples: [{ ended: 2 }] }) },
  async handle({ ctx, actor, request }) {
    const { personId, sessionId } = memberOf(request)
    return { ended: await endOtherSessionsInCore(ctx.core, personId, sessionId, actor) }
  },
})
