import { endSession } from '@dawk/core/tenancy/sign-in/sessions/sessions.ts'
import Type from 'typebox'
import { memberOf } from '#auth/sessions/own-session.ts'
import { clearSession } from '#auth/sessions/session-cookie.ts'
import { operation } from '#operations/operation.ts'

export const signOut = operation({
  route: 'DELETE /session',
  tag: 'Sessions',
  scope: null,
  membersOnly: true,
  refuses: ['not_found'],
  summary: 'Sign out',
  description: 'Ends the present session and clears its cookie.',
  reply: { 204: Type.Null() },
  async handle({ ctx, actor, request, reply }) {
    const { personId, sessionId } = memberOf(request)
    await endSession(ctx.core, personId, sessionId, actor)
    clearSession(reply, ctx)
  },
})
