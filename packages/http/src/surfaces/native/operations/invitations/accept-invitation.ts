import { acceptInvitation as acceptInvitationInCore } from '@dawk/core/tenancy/members/accept-invitation.ts'
import Type from 'typebox'
import { enterSession } from '#auth/sessions/current-session.ts'
import { assertOwnPage } from '#auth/sessions/own-origin.ts'
import { placeOf, whenceOf } from '#auth/sessions/own-session.ts'
import { operation } from '#operations/operation.ts'
import { strict } from '#resources/schemas.ts'
import { Code, CurrentSessionView, Password, PersonName } from '#resources/session-schemas.ts'
import { Token } from './invitation-views.ts'

const Acceptance = Type.Object(
  {
    token: Token,
    name: PersonName,
    password: { ...Password, description: 'Your own where you have one here already; else the one that you choose.' },
    code: Type.Optional(Code),
  },
  {
    ...strict,
    examples: [
      {
        token: 'kX3v9Qp0aZ7mTt4bYw1cUe6dRf5gSh2jLn8oPi_q-Ks',
        name: 'Asha Rao',
        password: 'correct horse battery staple',
      },
    ],
  },
)

export const acceptInvitation = operation({
  route: 'POST /invitations/accept',
  tag: 'Invitations',
  scope: 'open',
  refuses: ['not_found', 'conflict'],
  summary: 'Accept an invitation',
  description:
    'Makes the person a member and signs them in. Good once; of two at once one gets 409. Who has a password here gives that one, and a `code` where they have a second factor.',
  body: Acceptance,
  reply: { 201: CurrentSessionView },
  async handle({ ctx, body, request, reply }) {
    assertOwnPage(request, ctx, false)
    const { code = null, ...given } = body
    const opened = await acceptInvitationInCore(ctx.core, { ...given, code }, placeOf(request), whenceOf(request))
    return enterSession(ctx, request, reply, opened)
  },
})
