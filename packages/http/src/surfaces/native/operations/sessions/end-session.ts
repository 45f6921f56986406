import { endSession as endSessionInCore } from '@dawk/core/tenancy/sign-in/sessions/sessions.ts'
import Type from 'typebox'
import { memberOf } from '#auth/sessions/own-session.ts'
import { operation } from '#operations/operation.ts'

export const endSession = operation({
  route: 'DELETE /sessions/:id',
  of: 'session',
  tag: 'Sessions',
  scope: null,
  membersOnly: true,
  refuses: ['not_found'],
  summary: 'End one of your sessions',
  description: 'At once, on every process.',
  reply: { 204: Type.Null() },
  async handle({ ctx, actor, id, request }) {
    const { personId } = memberOf(request)
    await endSessionInCore(ctx.core, personId, id, actor)
  },
})
