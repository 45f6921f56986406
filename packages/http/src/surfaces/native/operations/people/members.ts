import { changeMember, removeMember, signMemberOut } from '@dawk/core/tenancy/members/change-members.ts'
import type { Member } from '@dawk/core/tenancy/members/member.ts'
import { listMembers, readMember } from '@dawk/core/tenancy/members/read-members.ts'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { actorOf, principalOf } from '#auth/authentication.ts'
import type { HttpContext } from '#context.ts'
import { IdParams, knownId } from '#operations/known-id.ts'
import { answerPage, PageQuery, type PageToRead, pageOf } from '#operations/paging.ts'
import { operation } from '#surfaces/native/operation.ts'
import { Id, strict } from '#surfaces/native/schemas/schemas.ts'
import { PersonName, RoleName } from '#surfaces/native/schemas/session-schemas.ts'

const tag = 'Members'

const MemberView = Type.Object({
  id: Id,
  email: Type.String(),
  name: Type.String(),
  role: RoleName,
  createdAt: Type.String({ format: 'date-time' }),
})
const MemberChange = Type.Object(
  { name: Type.Optional(PersonName), role: Type.Optional(RoleName) },
  { ...strict, examples: [{ role: 'admin' }] },
)

/** Who is a member of the account. Nobody gives a role, or takes one away, that opens more than they have. */
export const members: FastifyPluginAsyncTypebox<{ ctx: HttpContext }> = async (app, { ctx }) => {
  app.get(
    '/members',
    operation(
      {
        operationId: 'listMembers',
        tag,
        summary: 'List members',
        description: 'In the order in which they joined.',
        scope: 'members:read',
      },
      { querystring: Type.Object(PageQuery, strict), response: { 200: pageOf(MemberView) } },
    ),
    async (request) => {
      const accountId = principalOf(request).account.id
      const list = { operationId: 'listMembers', accountId }
      const read = (page: PageToRead) => listMembers(ctx.core, accountId, page)
      return answerPage(ctx.core, list, request.query, { read, view: toMemberView })
    },
  )

  app.get(
    '/members/:id',
    operation(
      {
        operationId: 'getMember',
        tag,
        summary: 'Get a member',
        description: 'By its id.',
        scope: 'members:read',
        problems: [404],
      },
      { params: IdParams, response: { 200: MemberView } },
    ),
    async (request) => {
      const id = knownId(request.params.id, 'member')
      return toMemberView(await readMember(ctx.core, principalOf(request).account.id, id))
    },
  )

  app.patch(
    '/members/:id',
    operation(
      {
        operationId: 'updateMember',
        tag,
        summary: 'Change a member',
        description:
          'Name or role. Another role ends the sessions of the member in this account at once: they sign in again. The last owner stays one (409).',
        scope: 'members:write',
        problems: [404, 409],
      },
      { params: IdParams, body: MemberChange, response: { 200: MemberView } },
    ),
    async (request) => {
      const principal = principalOf(request)
      const id = knownId(request.params.id, 'member')
      return toMemberView(
        await changeMember(ctx.core, principal.account.id, id, request.body, actorOf(request), principal),
      )
    },
  )

  app.delete(
    '/members/:id',
    operation(
      {
        operationId: 'removeMember',
        tag,
        summary: 'Remove a member',
        description: 'Ends their sessions in this account at once. The last owner stays (409).',
        scope: 'members:write',
        problems: [404, 409],
      },
      { params: IdParams, response: { 204: Type.Null() } },
    ),
    async (request, reply) => {
      const principal = principalOf(request)
      const id = knownId(request.params.id, 'member')
      await removeMember(ctx.core, principal.account.id, id, actorOf(request), principal)
      return reply.code(204).send(null)
    },
  )

  app.delete(
    '/members/:id/sessions',
    operation(
      {
        operationId: 'signMemberOut',
        tag,
        summary: 'Sign a member out',
        description: 'Ends all sessions that the member has in this account, at once.',
        scope: 'members:write',
        problems: [404],
      },
      { params: IdParams, response: { 200: Type.Object({ ended: Type.Integer() }, { examples: [{ ended: 2 }] }) } },
    ),
    async (request) => {
      const principal = principalOf(request)
      const id = knownId(request.params.id, 'member')
      return { ended: await signMemberOut(ctx.core, principal.account.id, id, actorOf(request), principal) }
    },
  )
}

const toMemberView = ({ accountId: _, personId: __, ...member }: Member) => member
