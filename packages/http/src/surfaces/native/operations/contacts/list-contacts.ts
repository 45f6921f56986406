import { queryContacts } from '@dawk/core/engagement/segments/find-contacts.ts'
import { GatewayError } from '@dawk/core/platform/errors.ts'
import { placedList } from '#operations/list.ts'
import { ContactFilters, ContactListView } from '../../schemas/contact-schemas.ts'

export const listContacts = placedList({
  route: 'GET /contacts',
  tag: 'Contacts',
  scope: 'contacts:read',
  summary: 'List contacts',
  description:
    'Everybody who wrote, was written to or was added, those known latest first, unless `sort` says otherwise. Filters are joined by and. A search looks at 1,000 at most.',
  filters: ContactFilters,
  item: ContactListView,
  async read({ ctx, caller }, { after: before, limit }, given) {
    const { filter, 'consent.marketing': marketing, 'consent.utility': utility, ...filters } = given
    const { contacts, next } = await queryContacts(ctx.core, caller, {
      ...filters,
      ...(filter !== undefined && { filter: readFilter(filter) }),
      consent: { ...(marketing && { marketing }), ...(utility && { utility }) },
      before,
      limit,
    })
    return { items: contacts, next }
  },
})

/** @throws GatewayError `invalid_request` when it is not JSON as base64url */
function readFilter(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString())
  } catch (cause) {
    const details = [{ field: 'filter', message: 'must be a filter as JSON, written as base64url' }]
    throw new GatewayError('invalid_request', 'Validation failed.', { details, cause })
  }
}
