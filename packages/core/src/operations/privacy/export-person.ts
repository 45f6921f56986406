import type { CoreContext } from '#context.ts'
import { selectConsentChains } from '#engagement/consent/consent-store.ts'
import type { Queryable } from '#platform/database/database.ts'
import type { Caller } from '#tenancy/access/caller.ts'
import { type PersonRecord, pageSize, selectContactOf, selectEventsOf, selectMessagesOf } from './export-store.ts'
import { findPerson, type PersonKeys } from './person-store.ts'

const firstId = '00000000-0000-0000-0000-000000000000'

/**
 * All that an account knows of one person, kind by kind, read page by page; null: nothing. Named by our id of the contact, a
 * phone number or a user id.
 */
export async function exportPerson(
  ctx: Pick<CoreContext, 'read'>,
  account: Pick<Caller, 'accountId'>,
  named: string,
): Promise<AsyncGenerator<PersonRecord> | null> {
  const person = await ctx.read(account, (db) => findPerson(db, account.accountId, named))
  return person && readPerson(ctx, account.accountId, person)
}

async function* readPerson(
  ctx: Pick<CoreContext, 'read'>,
  accountId: string,
  person: PersonKeys,
): AsyncGenerator<PersonRecord> {
  yield* await ctx.read({ accountId }, async (db) => [
    ...(await selectContactOf(db, accountId, person)),
    ...(await consentsOf(db, accountId, person)),
  ])
  for (const selectPage of [messagePage, eventPage])
    for (let after: string | null = firstId; after !== null; ) {
      const page: Page = await ctx.read({ accountId }, (db) => selectPage(db, accountId, person, after ?? ''))
      yield* page.records
      after = page.next
    }
}

interface Page {
  records: PersonRecord[]
  next: string | null
}

async function consentsOf(tx: Queryable, accountId: string, { contactId }: PersonKeys): Promise<PersonRecord[]> {
  if (contactId === null) return []
  const events = await selectConsentChains(tx, { accountId, contactId })
  return events.map((event) => ({ kind: 'consent', data: { ...event } }))
}

/** Messages, each followed by the file that came with it. */
async function messagePage(tx: Queryable, accountId: string, person: PersonKeys, after: string): Promise<Page> {
  const rows = await selectMessagesOf(tx, accountId, person, after)
  const records = rows.flatMap(({ data, media }): PersonRecord[] => [
    { kind: 'message', data },
    ...(media ? [{ kind: 'media' as const, data: media }] : []),
  ])
  return { records, next: rows.length === pageSize ? (rows.at(-1)?.id ?? null) : null }
}

/** Of a page of all events those that speak of the person; Meta's payloads as they came repeat them, with others' among them. */
async function eventPage(tx: Queryable, accountId: string, person: PersonKeys, after: string): Promise<Page> {
  const rows = await selectEventsOf(tx, accountId, person, after)
  return {
    records: rows.flatMap(({ data }) => (data ? [{ kind: 'event', data }] : [])),
    next: rows.length === pageSize ? (rows.at(-1)?.id ?? null) : null,
  }
}
