import { acceptInvitation, readInvitation } from '@dawk/core/tenancy/members/accept-invitation.ts'
import type { Invitation } from '@dawk/core/tenancy/members/invitation.ts'
import {
  inviteMember,
  listInvitations,
  resendInvitation,
  revokeInvitation,
  type ShownInvitation,
} from '@dawk/core/tenancy/members/invite.ts'
import { mailInvitation } from '@dawk/core/tenancy/members/mail-invitation.ts'
import { readEmail } from '@dawk/core/tenancy/members/member.ts'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { actorOf, principalOf } from '#auth/authentication.ts'
import { enterSession } from '#auth/sessions/current-session.ts'
import { assertOwnPage } from '#auth/sessions/own-origin.ts'
import { placeOf, whenceOf } from '#auth/sessions/own-session.ts'
import type { HttpContext } from '#context.ts'
import { IdParams, knownId } from '#operations/known-id.ts'
import { answerPage, PageQuery, type PageToRead, pageOf } from '#operations/paging.ts'
import { operation } from '#surfaces/native/operation.ts'
import { Id, NullableInstant, strict } from '#surfaces/native/schemas/schemas.ts'
import {
  Code,
  CurrentSessionView,
  Email,
  Password,
  PersonName,
  RoleName,
} from '#surfaces/native/schemas/session-schemas.ts'

const tag = 'Invitations'

const InvitationView = Type.Object({
  id: Id,
  email: Type.String(),
  role: RoleName,
  state: Type.String({ description: 'open, accepted, revoked or expired.' }),
  createdAt: Type.String({ format: 'date-time' }),
  expiresAt: Type.String({ format: 'date-time' }),
  acceptedAt: NullableInstant,
  revokedAt: NullableInstant,
})
const Shown = Type.Object({
  ...InvitationView.properties,
  token: Type.String({ description: 'What accepting needs. Shown now and never again.' }),
  link: Type.String({ description: 'The page of this host that accepts it; the token stands behind the #.' }),
  mail: Type.Unsafe<'sent' | 'failed' | 'off'>({
    type: 'string',
    enum: ['sent', 'failed', 'off'],
    description:
      'Whether the link was mailed; `failed`: hand it over yourself, the mail server refused it or the account had too many mails written; `off`: this installation sends no mail.',
  }),
})
const Token = Type.String({ minLength: 1, maxLength: 100 })
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
const Preview = Type.Object({
  accountName: Type.String(),
  email: Type.String(),
  role: RoleName,
  expiresAt: Type.String({ format: 'date-time' }),
  known: Type.Boolean({ description: 'This person has a password here already, and accepts with that one.' }),
})

/** How members come in, the first owner too: by a link that is good once, for seven days. */
export const invitations: FastifyPluginAsyncTypebox<{ ctx: HttpContext }> = async (app, { ctx }) => {
  app.post(
    '/invitations',
    operation(
      {
        operationId: 'createInvitation',
        tag,
        summary: 'Invite somebody',
        description:
          'The link is in this answer and never again; it is also mailed where the installation sends mail. With a key that holds every scope an account gets its first owner this way.',
        scope: 'members:write',
        problems: [409],
      },
      {
        body: Type.Object(
          { email: Email, role: RoleName },
          { ...strict, examples: [{ email: 'asha@example.com', role: 'agent' }] },
        ),
        response: { 201: Shown },
      },
    ),
    async (request, reply) => {
      const principal = principalOf(request)
      const given = { email: readEmail(request.body.email), role: request.body.role }
      const shown = await inviteMember(ctx.core, principal.account.id, given, actorOf(request), principal)
      return reply.code(201).send(await hand(ctx, principal.account.name, shown))
    },
  )

  app.get(
    '/invitations',
    operation(
      {
        operationId: 'listInvitations',
        tag,
        summary: 'List invitations',
        description: 'Newest first, whatever became of them.',
        scope: 'members:read',
      },
      { querystring: Type.Object(PageQuery, strict), response: { 200: pageOf(InvitationView) } },
    ),
    async (request) => {
      const accountId = principalOf(request).account.id
      const list = { operationId: 'listInvitations', accountId }
      const read = (page: PageToRead) => listInvitations(ctx.core, accountId, page)
      return answerPage(ctx.core, list, request.query, { read, view: toInvitationView })
    },
  )

  app.post(
    '/invitations/:id/resend',
    operation(
      {
        operationId: 'resendInvitation',
        tag,
        summary: 'Send an invitation again',
        description:
          'Another link, good for another seven days; the one before is dead. Also for one that has expired.',
        scope: 'members:write',
        problems: [404, 409],
      },
      { params: IdParams, response: { 200: Shown } },
    ),
    async (request) => {
      const principal = principalOf(request)
      const id = knownId(request.params.id, 'invitation')
      const shown = await resendInvitation(ctx.core, principal.account.id, id, actorOf(request), principal)
      return hand(ctx, principal.account.name, shown)
    },
  )

  app.post(
    '/invitations/:id/revoke',
    operation(
      {
        operationId: 'revokeInvitation',
        tag,
        summary: 'Revoke an invitation',
        description: 'Its link is dead at once; doing so twice changes nothing.',
        scope: 'members:write',
        problems: [404, 409],
      },
      { params: IdParams, response: { 200: InvitationView } },
    ),
    async (request) => {
      const principal = principalOf(request)
      const id = knownId(request.params.id, 'invitation')
      return toInvitationView(await revokeInvitation(ctx.core, principal.account.id, id, actorOf(request), principal))
    },
  )
}

/** For who holds the link. */
export const invitationLinks: FastifyPluginAsyncTypebox<{ ctx: HttpContext }> = async (app, { ctx }) => {
  app.post(
    '/invitations/preview',
    operation(
      {
        operationId: 'previewInvitation',
        tag,
        summary: 'Look at an invitation',
        description: 'By the token of its link: who invites whom, as what. Changes nothing. 409 when it is over.',
        scope: null,
        problems: [404, 409],
      },
      {
        body: Type.Object(
          { token: Token },
          { ...strict, examples: [{ token: 'kX3v9Qp0aZ7mTt4bYw1cUe6dRf5gSh2jLn8oPi_q-Ks' }] },
        ),
        response: { 200: Preview },
      },
    ),
    async (request, reply) => {
      const { accountName, email, role, expiresAt, known } = await readInvitation(ctx.core, request.body.token)
      reply.header('cache-control', 'no-store')
      return { accountName, email, role, expiresAt, known }
    },
  )

  app.post(
    '/invitations/accept',
    operation(
      {
        operationId: 'acceptInvitation',
        tag,
        summary: 'Accept an invitation',
        description:
          'Makes the person a member and signs them in. Good once; of two at once one gets 409. Who has a password here gives that one, and a `code` where they have a second factor.',
        scope: null,
        problems: [404, 409],
      },
      { body: Acceptance, response: { 201: CurrentSessionView } },
    ),
    async (request, reply) => {
      assertOwnPage(request, ctx, false)
      const { code = null, ...given } = request.body
      const opened = await acceptInvitation(ctx.core, { ...given, code }, placeOf(request), whenceOf(request))
      return reply.code(201).send(await enterSession(ctx, request, reply, opened))
    },
  )
}

async function hand(ctx: HttpContext, accountName: string, { invitation, token }: ShownInvitation) {
  const link = `${ctx.publicUrl()}/accept-invitation#${token}`
  const mail = await mailInvitation(ctx.core, ctx.mailer, invitation, { accountName, link })
  return { ...toInvitationView(invitation), token, link, mail }
}

const toInvitationView = ({ accountId: _, ...invitation }: Invitation) => invitation
