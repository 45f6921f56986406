import { readInvitation } from '@dawk/core/tenancy/members/accept-invitation.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'
import { strict } from '#resources/schemas.ts'
import { RoleName } from '#resources/session-schemas.ts'
import { Token } from './invitation-views.ts'

const Preview = Type.Object({
  accountName: Type.String(),
  email: Type.String(),
  role: RoleName,
  expiresAt: Type.String({ format: 'date-time' }),
  known: Type.Boolean({ description: 'This person has a password here already, and accepts with that one.' }),
})

export const previewInvitation = operation({
  route: 'POST /invitations/preview',
  tag: 'Invitations',
  scope: 'open',
  refuses: ['not_found', 'conflict'],
  summary: 'Look at an invitation',
  description: 'By the token of its link: who invites whom, as what. Changes nothing. 409 when it is over.',
  body: Type.Object(
    { token: Token },
    { ...strict, examples: [{ token: 'kX3v9Qp0aZ7mTt4bYw1cUe6dRf5gSh2jLn8oPi_q-Ks' }] },
  ),
  reply: { 200: Preview },
  async handle({ ctx, body, reply }) {
    const { accountName, email, role, expiresAt, known } = await readInvitation(ctx.core, body.token)
    reply.header('cache-control', 'no-store')
    return { accountName, email, role, expiresAt, known }
  },
})
