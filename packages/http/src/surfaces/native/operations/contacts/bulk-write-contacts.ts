import { writeManyContacts } from '@dawk/core/engagement/contacts/write/contact-commands.ts'
import { operation } from '#operations/operation.ts'
import { toProblemView } from '#resources/problem-view.ts'
import { BulkView, BulkWrite } from '../../schemas/contact-schemas.ts'

export const bulkWriteContacts = operation({
  route: 'POST /contacts/bulk',
  tag: 'Contacts',
  scope: 'contacts:write',
  refuses: ['conflict'],
  summary: 'Create or update many contacts',
  description:
    'Up to 1,000, each matched as by PUT and with an outcome of its own: one that is refused leaves its neighbours alone. With `atomic`, all or none.',
  body: BulkWrite,
  bodyLimit: 8 * 1024 * 1024,
  itemsApart: true,
  reply: { 200: BulkView },
  async handle({ ctx, caller, body: { contacts, atomic = false, source, onConflict } }) {
    const { outcomes, counts } = await writeManyContacts(ctx.core, caller, contacts, { source, onConflict, atomic })
    const data = outcomes.map(({ status, contactId, problems, contactIds, withheld }, index) => ({
      index,
      status,
      id: contactId,
      errors: problems.map(toProblemView),
      contactIds,
      withheld,
    }))
    return { data, counts }
  },
})
