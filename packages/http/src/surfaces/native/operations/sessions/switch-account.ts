import { switchAccount as switchAccountInCore } from '@dawk/core/tenancy/sign-in/sessions/sessions.ts'
import Type from 'typebox'
import { enterSession } from '#auth/sessions/current-session.ts'
import { memberOf } from '#auth/sessions/own-session.ts'
import { operation } from '#operations/operation.ts'
import { Id, strict } from '#resources/schemas.ts'
import { CurrentSessionView } from '#resources/session-schemas.ts'

export const switchAccount = operation({
  route: 'POST /session/account',
  tag: 'Sessions',
  scope: null,
  membersOnly: true,
  refuses: ['not_found'],
  summary: 'Turn to another account',
  description: 'One that the person is a member of. The session goes on under another cookie, with the role there.',
  body: Type.Object(
    { accountId: Id },
    { ...strict, examples: [{ accountId: '019f2c1e-6a3b-7c52-9d1e-2f40a1b2c3d4' }] },
  ),
  reply: { 200: CurrentSessionView },
  async handle({ ctx, actor, body, request, reply }) {
    const opened = await switchAccountInCore(ctx.core, memberOf(request), body.accountId, actor)
    return enterSession(ctx, request, reply, opened)
  },
})
