import { readEmail } from '@dawk/core/tenancy/members/member.ts'
import { signIn as signInInCore } from '@dawk/core/tenancy/sign-in/sign-in.ts'
import Type from 'typebox'
import { asSignIn } from '#auth/note-refusal.ts'
import { enterSession } from '#auth/sessions/current-session.ts'
import { assertOwnPage } from '#auth/sessions/own-origin.ts'
import { placeOf, whenceOf } from '#auth/sessions/own-session.ts'
import { answer } from '#operations/answer.ts'
import { operation } from '#operations/operation.ts'
import { Id, strict } from '#resources/schemas.ts'
import { CurrentSessionView, Email, Password } from '#resources/session-schemas.ts'

const Challenge = Type.Object(
  {
    challenge: Type.String({ description: 'Bring it back with a code of the second factor.' }),
    expiresAt: Type.String({ format: 'date-time' }),
  },
  { examples: [{ challenge: 'AbCd…', expiresAt: '2026-11-21T09:35:00.000Z' }] },
)

const Credentials = Type.Object(
  {
    email: Email,
    password: Password,
    accountId: Type.Optional({ ...Id, description: 'The account to sign in to; left out: the one joined first.' }),
  },
  { ...strict, examples: [{ email: 'asha@example.com', password: 'correct horse battery staple' }] },
)

export const signIn = operation({
  route: 'POST /session',
  tag: 'Sessions',
  scope: 'open',
  refuses: ['not_found'],
  summary: 'Sign in',
  description:
    'Sets the session cookie. Who has a second factor gets 202 and a challenge instead, good for five minutes. A wrong password and an unknown address are answered alike; after some attempts with 429.',
  body: Credentials,
  reply: { 201: CurrentSessionView, 202: Challenge },
  async handle({ ctx, body, request, reply }) {
    assertOwnPage(request, ctx, false)
    const { email, password, accountId = null } = body
    const given = { email: readEmail(email), password, accountId }
    const refused = { reason: 'sign_in', target: { kind: 'person', email: given.email } } as const
    const signedIn = await asSignIn(request, refused, () =>
      signInInCore(ctx.core, given, placeOf(request), whenceOf(request)),
    )
    if (signedIn.kind === 'session') return answer(await enterSession(ctx, request, reply, signedIn), { status: 201 })
    const { challenge, expiresAt } = signedIn
    reply.header('cache-control', 'no-store')
    return answer({ challenge, expiresAt }, { status: 202 })
  },
})
