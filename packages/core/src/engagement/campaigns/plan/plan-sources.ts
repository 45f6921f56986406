import { spellingsOf } from '#messaging/identities/spellings.ts'
import type { Queryable } from '#platform/database/database.ts'
import type { ContactCondition } from '../../segments/resolve-filter.ts'
import { type Candidate, ofContact, ofEntry } from './plan-recipients.ts'
import { selectAudience, selectContactsOf, selectEntries } from './plan-store.ts'

/** The next people of a source, and where it goes on; null: that was all. */
interface CandidatePage {
  candidates: Candidate[]
  next: string | null
}

interface Source {
  accountId: string
  campaignId: string
  limit: number
}

/** Contacts in the order of their ids. */
export async function readContacts(
  tx: Queryable,
  { accountId, limit }: Source,
  condition: ContactCondition,
  after: string | null,
): Promise<CandidatePage> {
  const rows = await selectAudience(tx, accountId, condition, { after, limit })
  return { candidates: rows.map(ofContact), next: rows.length < limit ? null : (rows.at(-1)?.id ?? null) }
}

/** The list that came with the campaign, each person with the contact that they are. */
export async function readEntries(
  tx: Queryable,
  { accountId, campaignId, limit }: Source,
  after: string | null,
): Promise<CandidatePage> {
  const rows = await selectEntries(tx, { accountId, campaignId }, { after: Number(after ?? 0), limit })
  const identifiers = rows.flatMap(({ seq, phone, userId }) => [
    ...(phone === null ? [] : spellingsOf(phone).map((value) => ({ seq, kind: 'phone', value }))),
    ...(userId === null ? [] : [{ seq, kind: 'user_id', value: userId }]),
  ])
  const known = new Map(
    (await selectContactsOf(tx, accountId, identifiers)).map(({ seq, ...contact }) => [seq, contact]),
  )
  return {
    candidates: rows.map((row) => ofEntry({ ...row, contact: known.get(row.seq) ?? null })),
    next: rows.length < limit ? null : String(rows.at(-1)?.seq ?? 0),
  }
}
