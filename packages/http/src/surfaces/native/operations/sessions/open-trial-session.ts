import { GatewayError } from '@dawk/core/platform/errors.ts'
import Type from 'typebox'
import { enterSession } from '#auth/sessions/current-session.ts'
import { assertOwnPage } from '#auth/sessions/own-origin.ts'
import { whenceOf } from '#auth/sessions/own-session.ts'
import { operation } from '#operations/operation.ts'
import { strict } from '#resources/schemas.ts'
import { CurrentSessionView } from '#resources/session-schemas.ts'

const Link = Type.Object(
  {
    token: Type.String({ minLength: 1, maxLength: 100, description: 'Of the link that the start of a trial prints.' }),
  },
  { ...strict, examples: [{ token: 'AbCd…' }] },
)

export const openTrialSession = operation({
  route: 'POST /session/trial',
  tag: 'Sessions',
  scope: 'open',
  refuses: ['not_found'],
  summary: 'Sign in to a trial',
  description:
    'Signs in as the owner of the sandbox account by the link that `npm start` prints. It is there in trial mode alone, which only this machine reaches; elsewhere 404.',
  body: Link,
  reply: { 201: CurrentSessionView },
  async handle({ ctx, body, request, reply }) {
    assertOwnPage(request, ctx, false)
    if (ctx.trialSession === null) throw new GatewayError('not_found', 'This is not a trial: sign in with a password.')
    return enterSession(ctx, request, reply, await ctx.trialSession.open(body.token, whenceOf(request)))
  },
})
