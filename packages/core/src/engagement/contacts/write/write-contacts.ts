import { mergeContacts } from '#messaging/identities/contact-merge-store.ts'
import { lockContacts } from '#messaging/identities/contact-store.ts'
import { selectRanking } from '#messaging/identities/source-priority-store.ts'
import type { UnitOfWork } from '#tenancy/unit-of-work.ts'
import type { Attribute } from '../attributes/attribute.ts'
import { lockAttributes, selectAttributes } from '../attributes/attribute-store.ts'
import { ensureTags } from '../tags/ensure-tags.ts'
import { announceWrites } from './announce-writes.ts'
import { type ContactDraft, tagChangesOf } from './contact-draft.ts'
import type { ContactWrite, WriteOptions, WriteOutcome } from './contact-write.ts'
import type { MatchKey } from './match-keys.ts'
import { insertContactRows } from './new-contact-store.ts'
import { type ParsedWrite, parseWrite } from './parse-write.ts'
import { type KnownContacts, type PlanOptions, planWrites, type WritePlan } from './plan-writes.ts'
import {
  lockStoredContacts,
  selectOwners,
  updateContactRows,
  writeAttributeValues,
  writeLinks,
  writeTags,
} from './write-store.ts'

/** What was written of each write, and the contacts as they were and are. */
export interface WriteResult {
  outcomes: readonly WriteOutcome[]
  drafts: readonly ContactDraft[]
}

/**
 * Writes a batch of contacts with a fixed number of statements, whatever its size. Each write has an outcome of its own: one that
 * is refused leaves its neighbours alone. Creates, updates and tags are announced; the audit record is the caller's.
 */
export async function writeContacts(
  tx: UnitOfWork,
  writes: readonly ContactWrite[],
  options: WriteOptions,
): Promise<WriteResult> {
  const { accountId } = tx.caller
  await lockAttributes(tx, accountId, 'read')
  const definitions = new Map((await selectAttributes(tx, accountId)).map((one) => [one.key, one]))
  const parsed = writes.map((write) => parseWrite(write, definitions))
  const rankOf = await selectRanking(tx, accountId)
  const { plan, at } = await planSafely(tx, parsed, { ...options, rankOf })
  await storeDrafts(tx, plan.drafts.filter(isChanged), {
    at,
    source: options.source,
    definitions: [...definitions.values()],
  })
  return { outcomes: plan.outcomes, drafts: plan.drafts }
}

/** Stores contacts in a new version and announces what changed. */
export async function storeDrafts(
  tx: UnitOfWork,
  drafts: readonly ContactDraft[],
  { at, source, definitions }: { at: string; source: string; definitions: readonly Attribute[] },
): Promise<void> {
  for (const draft of drafts) draft.now = { ...draft.now, version: draft.now.version + 1 }
  await store(tx, drafts, { at, source, indexed: definitions.filter(({ indexed }) => indexed) })
  await announceWrites(tx, drafts, { at, source })
}

const isChanged = ({ before, now, changed, identifiers, externalIds }: ContactDraft): boolean =>
  before === null ||
  before.deletedAt !== null ||
  Object.keys(changed).length + identifiers.length + externalIds.length > 0 ||
  before.phone !== now.phone ||
  before.userId !== now.userId

interface Planned {
  plan: WritePlan
  at: string
}

/**
 * Whoever adds a key takes the lock of the account's contacts first, as inbound messages do: then no two add the same person. The
 * batch is planned again behind it, because somebody may have added one meanwhile.
 */
async function planSafely(
  tx: UnitOfWork,
  parsed: readonly ParsedWrite[],
  options: Omit<PlanOptions, 'at'>,
): Promise<Planned> {
  const at = new Date().toISOString()
  const { accountId } = tx.caller
  const keys = parsed.flatMap((write) => write.keys)
  if (options.expectsNew && keys.length > 0) await lockContacts(tx, [accountId])
  let owners = await selectOwners(tx, accountId, keys)
  if (!options.expectsNew && addsKeys(keys, owners)) {
    await lockContacts(tx, [accountId])
    owners = await selectOwners(tx, accountId, keys)
  }
  let known = await lockKnown(tx, owners)
  while (isSomebodyGone(known)) {
    await lockContacts(tx, [accountId])
    known = await lockKnown(tx, await selectOwners(tx, accountId, keys))
  }
  const plan = planWrites(parsed, known, { ...options, at })
  if (plan.merges.length === 0) return { plan, at }
  await lockContacts(tx, [accountId])
  await mergeAll(tx, plan.merges)
  const merged = await selectOwners(tx, accountId, keys)
  const again = planWrites(parsed, await lockKnown(tx, merged), { ...options, at, onConflict: 'fail' })
  return { plan: options.once ? { ...again, outcomes: takeAbsorbed(again.outcomes, plan.merges) } : again, at }
}

/** Whoever was absorbed counts as met, too. */
const takeAbsorbed = (outcomes: readonly WriteOutcome[], merges: WritePlan['merges']): WriteOutcome[] => {
  const absorbed = new Map(merges.map(({ write, contactIds }) => [write, contactIds.map((id) => `contact ${id}`)]))
  return outcomes.map((one, place) => ({ ...one, taken: [...one.taken, ...(absorbed.get(place) ?? [])] }))
}

const addsKeys = (keys: readonly MatchKey[], owners: ReadonlyMap<string, string>): boolean =>
  keys.some(({ text }) => !owners.has(text))

/** Between the look and the lock the owner of a key was merged into another contact, or erased. */
const isSomebodyGone = ({ owners, contacts }: KnownContacts): boolean =>
  [...owners.values()].some((id) => !contacts.has(id))

async function lockKnown(tx: UnitOfWork, owners: ReadonlyMap<string, string>): Promise<KnownContacts> {
  return { owners, contacts: await lockStoredContacts(tx, tx.caller.accountId, [...new Set(owners.values())]) }
}

/** Into the oldest of each; what one merge has absorbed, the next ones know by the contact that it is now. */
async function mergeAll(tx: UnitOfWork, merges: WritePlan['merges']): Promise<void> {
  const { accountId } = tx.caller
  const canonicalIds = new Map<string, string>()
  const canonicalOf = (id: string): string => {
    const next = canonicalIds.get(id)
    return next === undefined ? id : canonicalOf(next)
  }
  for (const { contactIds } of merges) {
    const [into, ...others] = [...new Set(contactIds.map(canonicalOf))].toSorted()
    for (const from of others) {
      if (into === undefined) continue
      await mergeContacts(tx, { accountId, from, into })
      canonicalIds.set(from, into)
      tx.emit('contact.merged', { contactId: into, mergedContactId: from })
    }
  }
}

/** The statements leave one after the other without waiting, so that the database works while the next is written. */
async function store(
  tx: UnitOfWork,
  drafts: readonly ContactDraft[],
  { at, source, indexed }: { at: string; source: string; indexed: readonly Attribute[] },
): Promise<void> {
  if (drafts.length === 0) return
  const { accountId } = tx.caller
  const isNew = ({ before }: ContactDraft) => before === null
  await Promise.all([
    insertContactRows(tx, accountId, drafts.filter(isNew), at),
    updateContactRows(
      tx,
      accountId,
      drafts.filter((draft) => !isNew(draft)),
      at,
    ),
    writeLinks(tx, accountId, drafts, at),
    indexed.length > 0 && writeAttributeValues(tx, accountId, drafts, indexed),
    storeTags(tx, drafts, source),
  ])
}

async function storeTags(tx: UnitOfWork, drafts: readonly ContactDraft[], source: string): Promise<void> {
  const tagged = tagChangesOf(drafts)
  if (tagged.length === 0) return
  const added = tagged.flatMap((change) => change.added)
  await writeTags(tx, tx.caller.accountId, tagged, { ids: await ensureTags(tx, added), source })
}
