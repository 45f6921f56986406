import { findContact, listContacts } from '@dawk/core/messaging/identities/read-contacts.ts'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { principalOf } from '#auth/authentication.ts'
import type { HttpContext } from '#context.ts'
import { found, IdParams } from '#operations/known-id.ts'
import { answerPage, type PageToRead, pageOf } from '#operations/paging.ts'
import { operation } from '../operation.ts'
import { ContactListQuery, ContactListView, ContactView } from '../schemas/conversation-schemas.ts'

/** Who people are: names and identifiers, as learned from messages. */
export const contacts: FastifyPluginAsyncTypebox<{ ctx: HttpContext }> = async (app, { ctx }) => {
  app.get(
    '/contacts',
    operation(
      {
        operationId: 'listContacts',
        tag: 'Contacts',
        summary: 'List contacts',
        description:
          'Everybody who wrote or was written to, those known latest first. A search looks at 1,000 at most.',
        scope: 'contacts:read',
      },
      { querystring: ContactListQuery, response: { 200: pageOf(ContactListView) } },
    ),
    async (request) => {
      const accountId = principalOf(request).account.id
      const { limit, cursor, ...filters } = request.query
      const list = { operationId: 'listContacts', accountId, filters }
      const read = ({ after: before, limit }: PageToRead) =>
        listContacts(ctx.core, accountId, { ...filters, before, limit })
      return answerPage(ctx.core, list, { limit, cursor }, { read, view: (row) => row })
    },
  )

  app.get(
    '/contacts/:id',
    operation(
      {
        operationId: 'getContact',
        tag: 'Contacts',
        summary: 'Get a contact',
        description: 'With all identifiers: phone numbers in every spelling met, user ids, username.',
        scope: 'contacts:read',
        problems: [404],
      },
      { params: IdParams, response: { 200: ContactView } },
    ),
    async (request) =>
      found(await findContact(ctx.core, principalOf(request).account.id, request.params.id), 'contact'),
  )
}
