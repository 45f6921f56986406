import type { CoreContext } from '#context.ts'
import { contactIdsOf } from '#messaging/identities/contact-search-store.ts'
import { readPhone } from '#messaging/identities/phone-number.ts'
import { spellingsOf } from '#messaging/identities/spellings.ts'
import type { Queryable } from '#platform/database/database.ts'
import { GatewayError } from '#platform/errors.ts'
import { isId } from '#platform/ids.ts'
import type { Caller } from '#tenancy/access/caller.ts'
import type { Attribute } from '../attributes/attribute.ts'
import { selectAttributes } from '../attributes/attribute-store.ts'
import { showValue } from '../attributes/attribute-types.ts'
import type { Contact, ContactDetails } from './contact.ts'
import {
  type ContactFilters,
  type ContactRow,
  selectContact,
  selectContacts,
  selectIdentifiers,
} from './contact-store.ts'

type Context = Pick<CoreContext, 'read'>
type Reader = Pick<Caller, 'accountId' | 'numberIds'>

export interface ContactQuery
  extends Pick<
    ContactFilters,
    'tag' | 'externalId' | 'source' | 'updatedAfter' | 'condition' | 'sort' | 'before' | 'limit'
  > {
  search?: string | undefined
  /** As written. */
  phone?: string | undefined
}

/** A search looks at 1,000 at most. `next`: where the next page begins; null: this is the last. */
export async function pageContacts(
  ctx: Context,
  { accountId, numberIds }: Reader,
  { search, phone, limit, ...filters }: ContactQuery,
): Promise<{ contacts: Contact[]; next: string | null }> {
  return ctx.read({ accountId }, async (db) => {
    const ids = search === undefined ? null : await contactIdsOf(db, accountId, search)
    const phones = phone === undefined ? undefined : spellingsIn(phone)
    const rows = await selectContacts(db, accountId, { ...filters, ids, phones, numberIds, limit: limit + 1 })
    const page = rows.slice(0, limit)
    return {
      contacts: await showContacts(db, accountId, page),
      next: rows.length > limit ? (page.at(-1)?.place ?? null) : null,
    }
  })
}

/** As `pageContacts`, for those who know the place by the contacts. */
export const listContacts = async (ctx: Context, reader: Reader, query: ContactQuery): Promise<Contact[]> =>
  (await pageContacts(ctx, reader, query)).contacts

/** Those whom a condition finds, known latest first. */
export async function findMatching(
  ctx: Context,
  { accountId, numberIds }: Reader,
  condition: NonNullable<ContactFilters['condition']>,
  page: { before: string | null; limit: number },
): Promise<Contact[]> {
  return ctx.read({ accountId }, async (db) =>
    showContacts(db, accountId, await selectContacts(db, accountId, { ...page, condition, numberIds })),
  )
}

function spellingsIn(phone: string): readonly string[] {
  const read = readPhone(phone, 'written')
  return 'phone' in read ? spellingsOf(read.phone) : []
}

/** With all that the person is known by; null: the account has no such contact. */
export async function findContact(ctx: Context, reader: Reader, id: string): Promise<ContactDetails | null> {
  return isId(id) ? ctx.read(reader, (db) => readContact(db, reader, id)) : null
}

/** @throws GatewayError `not_found` */
export async function getContact(tx: Queryable, reader: Reader, id: string): Promise<ContactDetails> {
  const contact = isId(id) ? await readContact(tx, reader, id) : null
  if (contact === null) throw new GatewayError('not_found', 'There is no such contact in this account.')
  return contact
}

async function readContact(
  tx: Queryable,
  { accountId, numberIds }: Reader,
  id: string,
): Promise<ContactDetails | null> {
  const row = await selectContact(tx, accountId, id, numberIds)
  if (row === null) return null
  const [contact] = await showContacts(tx, accountId, [row])
  return contact
    ? { ...contact, identifiers: await selectIdentifiers(tx, accountId, id), provenance: row.provenance }
    : null
}

/** As the API shows them: without archived attributes. */
async function showContacts(tx: Queryable, accountId: string, rows: readonly ContactRow[]): Promise<Contact[]> {
  const isBare = rows.every(({ attributes }) => Object.keys(attributes).length === 0)
  const attributes = isBare
    ? []
    : (await selectAttributes(tx, accountId)).filter(({ archivedAt }) => archivedAt === null)
  return rows.map((row) => toContact(row, attributes))
}

const toContact = (
  { preference, preferenceAt: at, provenance: _, place: __, attributes, ...row }: ContactRow,
  definitions: readonly Attribute[],
): Contact => ({
  ...row,
  attributes: Object.fromEntries(
    definitions.flatMap(({ key, type }) => (key in attributes ? [[key, showValue(type, attributes[key])]] : [])),
  ),
  marketing: preference && at ? { preference, at } : null,
})
