import { readEmail } from '@dawk/core/tenancy/members/member.ts'
import type { Session } from '@dawk/core/tenancy/sign-in/sessions/session.ts'
import {
  endOtherSessions,
  endSession,
  listSessions,
  switchAccount,
} from '@dawk/core/tenancy/sign-in/sessions/sessions.ts'
import { finishSignIn, signIn } from '@dawk/core/tenancy/sign-in/sign-in.ts'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { actorOf, principalOf } from '#auth/authentication.ts'
import { enterSession, readCurrentSession } from '#auth/sessions/current-session.ts'
import { assertOwnPage } from '#auth/sessions/own-origin.ts'
import { memberOf, placeOf, whenceOf } from '#auth/sessions/own-session.ts'
import { clearSession } from '#auth/sessions/session-cookie.ts'
import type { HttpContext } from '#context.ts'
import { IdParams, knownId } from '#operations/known-id.ts'
import { answerPage, PageQuery, type PageToRead, pageOf } from '#operations/paging.ts'
import { operation } from '#surfaces/native/operation.ts'
import { Id, NullableString, strict } from '#surfaces/native/schemas/schemas.ts'
import { Code, CurrentSessionView, Email, Password } from '#surfaces/native/schemas/session-schemas.ts'

const tag = 'Sessions'

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
const SecondStep = Type.Object(
  { challenge: Type.String({ maxLength: 2048 }), code: Code },
  { ...strict, examples: [{ challenge: 'AbCd…', code: '123456' }] },
)
const SessionView = Type.Object({
  id: Id,
  accountId: Id,
  current: Type.Boolean({ description: 'The one that asks.' }),
  ip: NullableString,
  userAgent: NullableString,
  signedInAt: Type.String({ format: 'date-time' }),
  lastSeenAt: Type.String({ format: 'date-time', description: 'To a minute.' }),
  expiresAt: Type.String({ format: 'date-time', description: 'At the latest; unused, it ends after a day.' }),
})

/** Signing in: needs no key, and no session. */
export const signInRoutes: FastifyPluginAsyncTypebox<{ ctx: HttpContext }> = async (app, { ctx }) => {
  app.post(
    '/session',
    operation(
      {
        operationId: 'signIn',
        tag,
        summary: 'Sign in',
        description:
          'Sets the session cookie. Who has a second factor gets 202 and a challenge instead, good for five minutes. A wrong password and an unknown address are answered alike; after some attempts with 429.',
        scope: null,
        problems: [404],
      },
      { body: Credentials, response: { 201: CurrentSessionView, 202: Challenge } },
    ),
    async (request, reply) => {
      assertOwnPage(request, ctx, false)
      const { email, password, accountId = null } = request.body
      const given = { email: readEmail(email), password, accountId }
      const signedIn = await signIn(ctx.core, given, placeOf(request), whenceOf(request))
      if (signedIn.kind === 'session') return reply.code(201).send(await enterSession(ctx, request, reply, signedIn))
      const { challenge, expiresAt } = signedIn
      return reply.code(202).header('cache-control', 'no-store').send({ challenge, expiresAt })
    },
  )

  app.post(
    '/session/two-factor',
    operation(
      {
        operationId: 'finishSignIn',
        tag,
        summary: 'Sign in, the second step',
        description: 'Takes the challenge of the first step and a code. Sets the session cookie.',
        scope: null,
        problems: [404],
      },
      { body: SecondStep, response: { 201: CurrentSessionView } },
    ),
    async (request, reply) => {
      assertOwnPage(request, ctx, false)
      const opened = await finishSignIn(ctx.core, request.body, whenceOf(request))
      return reply.code(201).send(await enterSession(ctx, request, reply, opened))
    },
  )
}

/** What a person's own sessions are. */
export const sessions: FastifyPluginAsyncTypebox<{ ctx: HttpContext }> = async (app, { ctx }) => {
  app.get(
    '/session',
    operation(
      {
        operationId: 'getCurrentSession',
        tag,
        summary: 'Get the present session',
        description: 'Who has signed in, to which account, with which role and scopes.',
        scope: null,
        membersOnly: true,
      },
      { response: { 200: CurrentSessionView } },
    ),
    async (request) => readCurrentSession(ctx, principalOf(request)),
  )

  app.delete(
    '/session',
    operation(
      {
        operationId: 'signOut',
        tag,
        summary: 'Sign out',
        description: 'Ends the present session and clears its cookie.',
        scope: null,
        membersOnly: true,
        problems: [404],
      },
      { response: { 204: Type.Null() } },
    ),
    async (request, reply) => {
      const { personId, sessionId } = memberOf(request)
      await endSession(ctx.core, personId, sessionId, actorOf(request))
      clearSession(reply, ctx)
      return reply.code(204).send(null)
    },
  )

  app.post(
    '/session/account',
    operation(
      {
        operationId: 'switchAccount',
        tag,
        summary: 'Turn to another account',
        description:
          'One that the person is a member of. The session goes on under another cookie, with the role there.',
        scope: null,
        membersOnly: true,
        problems: [404],
      },
      {
        body: Type.Object(
          { accountId: Id },
          { ...strict, examples: [{ accountId: '019f2c1e-6a3b-7c52-9d1e-2f40a1b2c3d4' }] },
        ),
        response: { 200: CurrentSessionView },
      },
    ),
    async (request, reply) => {
      const opened = await switchAccount(ctx.core, memberOf(request), request.body.accountId, actorOf(request))
      return enterSession(ctx, request, reply, opened)
    },
  )

  app.get(
    '/sessions',
    operation(
      {
        operationId: 'listSessions',
        tag,
        summary: 'List your sessions',
        description: 'Every device on which you are signed in, to whatever account; newest first.',
        scope: null,
        membersOnly: true,
      },
      { querystring: Type.Object(PageQuery, strict), response: { 200: pageOf(SessionView) } },
    ),
    async (request) => {
      const { personId, sessionId } = memberOf(request)
      const list = { operationId: 'listSessions', accountId: personId }
      const read = (page: PageToRead) => listSessions(ctx.core, personId, page)
      const view = ({ memberId: _, ...session }: Session) => ({ ...session, current: session.id === sessionId })
      return answerPage(ctx.core, list, request.query, { read, view })
    },
  )

  app.delete(
    '/sessions',
    operation(
      {
        operationId: 'endOtherSessions',
        tag,
        summary: 'End all your other sessions',
        description: 'At once, on every process. The present one stays.',
        scope: null,
        membersOnly: true,
      },
      { response: { 200: Type.Object({ ended: Type.Integer() }, { examples: [{ ended: 2 }] }) } },
    ),
    async (request) => {
      const { personId, sessionId } = memberOf(request)
      return { ended: await endOtherSessions(ctx.core, personId, sessionId, actorOf(request)) }
    },
  )

  app.delete(
    '/sessions/:id',
    operation(
      {
        operationId: 'endSession',
        tag,
        summary: 'End one of your sessions',
        description: 'At once, on every process.',
        scope: null,
        membersOnly: true,
        problems: [404],
      },
      { params: IdParams, response: { 204: Type.Null() } },
    ),
    async (request, reply) => {
      const { personId } = memberOf(request)
      await endSession(ctx.core, personId, knownId(request.params.id, 'session'), actorOf(request))
      return reply.code(204).send(null)
    },
  )
}
