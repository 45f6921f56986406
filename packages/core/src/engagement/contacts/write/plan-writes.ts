import type { RankOf } from '#messaging/identities/source-priority.ts'
import { currentSpelling, spellingsOf } from '#messaging/identities/spellings.ts'
import type { FieldProblem } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { applyWrite, type ContactDraft, type StoredContact, type Writer } from './contact-draft.ts'
import type { WriteOptions, WriteOutcome } from './contact-write.ts'
import { externalKeyText, keyText, type MatchKey } from './match-keys.ts'
import type { ParsedWrite } from './parse-write.ts'

/** What is stored of all keys of a batch. */
export interface KnownContacts {
  /** Contact ids by the text of their key. */
  owners: ReadonlyMap<string, string>
  contacts: ReadonlyMap<string, StoredContact>
}

export interface WritePlan {
  outcomes: WriteOutcome[]
  drafts: ContactDraft[]
  /** Pairs that a write wants to be one: it is planned again once they are. */
  merges: { write: number; contactIds: string[] }[]
}

const maxTagsOfContact = 100

export interface PlanOptions extends WriteOptions {
  at: string
  rankOf: RankOf
}

/** Decides what becomes of each write, without the database. Later writes of a batch see what earlier ones have done. */
export function planWrites(writes: readonly ParsedWrite[], known: KnownContacts, options: PlanOptions): WritePlan {
  const owners = new Map(known.owners)
  const taken = new Map<string, number>()
  const drafts = new Map<string, ContactDraft>()
  const plan: WritePlan = { outcomes: [], drafts: [], merges: [] }
  const draftOf = (id: string): ContactDraft | null => {
    const stored = known.contacts.get(id)
    const draft = drafts.get(id) ?? (stored ? { before: stored, now: stored, ...nothing() } : null)
    if (draft) drafts.set(id, draft)
    return draft
  }
  plan.outcomes = writes.map((write, at) => {
    if (write.problems.length > 0) return outcome('invalid', { problems: write.problems })
    const matches = matchesOf(write, owners, draftOf, options)
    const once = options.once && { ...options.once, own: onceKeysOf(write, matches.ids) }
    const repeats = once?.own.map((key) => taken.get(key) ?? once.earlier(key)).find((earlier) => earlier !== null)
    if (typeof repeats === 'number') return outcome('conflict', { repeats, contactIds: matches.ids })
    const take = (result: WriteOutcome): WriteOutcome => {
      if (once) for (const key of once.own) taken.set(key, once.labelOf(at))
      return once ? { ...result, taken: once.own } : result
    }
    if (matches.conflict) {
      if (options.onConflict === 'merge' && matches.conflict.contactIds.length > 1)
        plan.merges.push({ write: at, contactIds: matches.conflict.contactIds })
      return outcome('conflict', matches.conflict)
    }
    const { draft, isHidden } = matches
    if (write.id !== null && (draft === null || isHidden)) return outcome('not_found', {})
    const isKnown = draft !== null && !isHidden
    if (isKnown && options.known === 'refuse') return outcome('conflict', toKnown(draft, matches.keys))
    if (!isKnown && options.unknown === 'refuse') return outcome('not_found', {})
    if (draft === null && !isReachable(write)) return outcome('invalid', { problems: [unreachable] })
    const target = draft ?? { before: null, now: emptyContact(), ...nothing() }
    const { source, by, at: instant, rankOf } = options
    const written = writeInto(target, write, {
      source,
      by,
      at: instant,
      rankOf,
      owners,
      isKnown,
      foreign: matches.foreign,
    })
    if (written.status === 'invalid') return written
    drafts.set(target.now.id, target)
    return take(written)
  })
  plan.drafts = [...drafts.values()]
  return plan
}

const isReachable = ({ phone, userId, externalIds }: ParsedWrite) =>
  phone !== null || userId !== null || externalIds.length > 0
const unreachable = { field: 'phone', message: 'is required, unless a user id or the id of another system is given' }

/** What no other write of a list may have in which each contact appears once: its keys, in one spelling, and whoever it met. */
export const onceKeysOf = (write: ParsedWrite, ids: readonly string[]): string[] => [
  ...new Set([
    ...write.keys.map(({ kind, value, text }) => (kind === 'phone' ? keyText(kind, currentSpelling(value)) : text)),
    ...ids.map((id) => `contact ${id}`),
  ]),
]

interface Matches {
  draft: ContactDraft | null
  /** Every contact to which the keys lead. */
  ids: string[]
  /** It was deleted, and comes back. */
  isHidden: boolean
  keys: MatchKey[]
  /** Fields whose key stays with another contact. */
  foreign: ReadonlySet<string>
  conflict: { contactIds: string[]; problems: FieldProblem[] } | null
}

function matchesOf(
  write: ParsedWrite,
  owners: ReadonlyMap<string, string>,
  draftOf: (id: string) => ContactDraft | null,
  { onConflict }: WriteOptions,
): Matches {
  const hits = write.keys.flatMap((key) => {
    const id = owners.get(key.text)
    const draft = id === undefined ? null : draftOf(id)
    return draft ? [{ key, draft }] : []
  })
  const [first] = hits
  const keys = hits.map(({ key }) => key)
  const ids = [...new Set(hits.map(({ draft }) => draft.now.id))]
  const draft = first?.draft ?? null
  const isHidden = draft !== null && draft.now.deletedAt !== null
  const alone = { draft, ids, isHidden, keys, foreign: new Set<string>(), conflict: null }
  const other = userOf(write, draft)
  if (other !== null) return { ...alone, conflict: { contactIds: ids, problems: other } }
  if (ids.length < 2) return alone
  const leads = first?.key.kind === 'external' || first?.key.kind === 'id'
  if (onConflict === 'preferExternalId' && leads)
    return { ...alone, foreign: new Set(hits.filter((hit) => hit.draft !== draft).map(({ key }) => key.field)) }
  const problems = hits.map(({ key, draft: owner }) => ({
    field: key.field,
    message: `belongs to the contact ${owner.now.id}`,
  }))
  return { ...alone, conflict: { contactIds: ids, problems } }
}

/** A phone number proves nothing against a user id: with another one it is somebody else's now, which only WhatsApp can say. */
function userOf({ userId }: ParsedWrite, draft: ContactDraft | null): FieldProblem[] | null {
  if (userId === null || !draft?.now.userId || draft.now.userId === userId) return null
  return [{ field: 'userId', message: `is not that of the contact ${draft.now.id}, which has ${draft.now.userId}` }]
}

interface WriteInto extends Writer {
  owners: Map<string, string>
  isKnown: boolean
  foreign: ReadonlySet<string>
}

/** Changes the draft, unless the outcome is `invalid`. */
function writeInto(
  draft: ContactDraft,
  write: ParsedWrite,
  { owners, isKnown, foreign, ...writer }: WriteInto,
): WriteOutcome {
  const fields = write.fields.filter(({ field }) => !foreign.has(field))
  const next = { ...draft, changed: { ...draft.changed } }
  const withheld = applyWrite(next, { ...write, fields }, writer)
  if (next.now.tags.length > maxTagsOfContact)
    return outcome('invalid', {
      problems: [{ field: 'tags', message: `a contact has at most ${maxTagsOfContact} tags` }],
    })
  const before = { now: draft.now, links: linksOf(draft) }
  draft.now = { ...next.now, deletedAt: null }
  draft.changed = next.changed
  link(draft, write, owners, foreign)
  const isChanged = linksOf(draft) > before.links || !isSame(before.now, draft.now)
  return outcome(isKnown ? (isChanged ? 'updated' : 'unchanged') : 'created', { contactId: draft.now.id, withheld })
}

const linksOf = ({ identifiers, externalIds }: ContactDraft) => identifiers.length + externalIds.length

/** Nothing differs from what it was before this write. */
const isSame = (before: StoredContact, now: StoredContact): boolean =>
  before.attributes === now.attributes &&
  before.tags === now.tags &&
  (['name', 'language', 'timezone', 'phone', 'userId', 'deletedAt'] as const).every(
    (field) => before[field] === now[field],
  )

/** The keys of the write lead to this contact from now on. */
function link(
  draft: ContactDraft,
  write: ParsedWrite,
  owners: Map<string, string>,
  foreign: ReadonlySet<string>,
): void {
  const { id } = draft.now
  const own = (key: string): boolean => {
    const isNew = !owners.has(key)
    if (isNew) owners.set(key, id)
    return isNew
  }
  const { phone, userId, externalIds } = write
  if (phone !== null && !foreign.has('phone')) {
    if (own(keyText('phone', phone))) draft.identifiers.push({ kind: 'phone', value: phone })
    draft.now = { ...draft.now, phone: keptSpelling(draft.now.phone, phone) }
  }
  if (userId !== null && !foreign.has('userId')) {
    if (own(keyText('user_id', userId))) draft.identifiers.push({ kind: 'user_id', value: userId })
    draft.now = { ...draft.now, userId }
  }
  for (const [at, { source, externalId }] of externalIds.entries())
    if (!foreign.has(`externalIds.${at}`) && own(externalKeyText(source, externalId)))
      draft.externalIds.push({ source, externalId })
  for (const { kind, text } of write.keys) if (kind === 'attribute') own(text)
}

/** Another spelling of the same number changes nothing: what Meta wrote stays. */
const keptSpelling = (there: string | null, given: string): string =>
  there !== null && spellingsOf(given).includes(there) ? there : given

function toKnown({ now }: ContactDraft, keys: readonly MatchKey[]) {
  const problems = keys.map(({ field }) => ({ field, message: `belongs to the contact ${now.id}` }))
  return { contactIds: [now.id], problems }
}

const outcome = (status: WriteOutcome['status'], more: Partial<WriteOutcome>): WriteOutcome => ({
  status,
  contactId: null,
  problems: [],
  contactIds: [],
  withheld: [],
  repeats: null,
  taken: [],
  ...more,
})

const nothing = () => ({ changed: {}, externalIds: [], identifiers: [] })

const emptyContact = (): StoredContact => ({
  id: newId(),
  name: null,
  nameSource: null,
  phone: null,
  userId: null,
  language: null,
  timezone: null,
  attributes: {},
  attributeKeys: {},
  provenance: {},
  version: 0,
  deletedAt: null,
  tags: [],
})
