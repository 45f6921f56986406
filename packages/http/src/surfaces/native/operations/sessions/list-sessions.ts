import { listSessions as listSessionsInCore } from '@dawk/core/tenancy/sign-in/sessions/sessions.ts'
import Type from 'typebox'
import { memberOf } from '#auth/sessions/own-session.ts'
import { list } from '#operations/list.ts'
import { Id, NullableString } from '#resources/schemas.ts'

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

export const listSessions = list({
  route: 'GET /sessions',
  tag: 'Sessions',
  scope: null,
  membersOnly: true,
  summary: 'List your sessions',
  description: 'Every device on which you are signed in, to whatever account; newest first.',
  item: SessionView,
  read: ({ ctx, request }, page) => listSessionsInCore(ctx.core, memberOf(request).personId, page),
  view: ({ memberId: _, ...session }, { request }) => ({
    ...session,
    current: session.id === memberOf(request).sessionId,
  }),
})
