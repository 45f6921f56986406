import type { CoreContext } from '#context.ts'
import type { Caller } from '#tenancy/access/caller.ts'
import type { Contact } from '../contacts/read/contact.ts'
import { type ContactQuery, findMatching, pageContacts } from '../contacts/read/read-contacts.ts'
import { resolveFilter, toCondition } from './resolve-filter.ts'
import { filterOf, requireSegment } from './segments.ts'

type Context = Pick<CoreContext, 'read'>
type Reader = Pick<Caller, 'accountId' | 'numberIds'>

interface Conditions {
  filter?: unknown
  segment?: string | undefined
  /** States by purpose. */
  consent?: Readonly<Record<string, string>> | undefined
}

interface Page {
  before: string | null
  limit: number
}

/** Whom a filter finds, known latest first. @throws GatewayError `invalid_request` when it is not a filter */
export async function searchContacts(ctx: Context, reader: Reader, filter: unknown, page: Page): Promise<Contact[]> {
  const resolved = await ctx.read(reader, (db) => resolveFilter(db, reader.accountId, filter))
  return findMatching(ctx, reader, toCondition(resolved), page)
}

/** The contacts of a segment. @throws GatewayError `not_found` */
export async function listSegmentContacts(ctx: Context, reader: Reader, id: string, page: Page): Promise<Contact[]> {
  const segment = await ctx.read(reader, (db) => requireSegment(db, reader.accountId, id))
  return searchContacts(ctx, reader, filterOf(segment), page)
}

/** The contacts that a query, a filter, a segment and states of consent find together. @throws GatewayError `invalid_request` */
export async function queryContacts(
  ctx: Context,
  reader: Reader,
  { filter, segment, consent = {}, ...query }: ContactQuery & Conditions,
): Promise<{ contacts: Contact[]; next: string | null }> {
  const filters = [
    ...(filter === undefined ? [] : [filter]),
    ...(segment === undefined ? [] : [{ field: 'segment', op: 'in', value: segment }]),
    ...Object.entries(consent).map(([purpose, value]) => ({ field: `consent.${purpose}`, op: 'is', value })),
  ]
  if (filters.length === 0) return pageContacts(ctx, reader, query)
  const value = filters.length === 1 ? filters[0] : { all: filters }
  const resolved = await ctx.read(reader, (db) => resolveFilter(db, reader.accountId, value))
  return pageContacts(ctx, reader, { ...query, condition: toCondition(resolved) })
}
