import { api, type Schemas, take } from '#lib/client/client.ts'
import { after, pagedQuery } from '#lib/data/use-pages.ts'

export type ContactSummary = Schemas['ContactSummary']

export const contactsQuery = (search: string) =>
  pagedQuery<ContactSummary>(['contacts', search], (cursor) =>
    take(api.GET('/contacts', { params: { query: { limit: 50, ...(search && { search }), ...after(cursor) } } })),
  )
