import { eraseFromCampaigns } from '#engagement/campaigns/outcome/people-outcomes.ts'
import { deleteConsentsOfPerson } from '#engagement/consent/consent-store.ts'
import { eraseEnrollmentsOf } from '#engagement/drips/enrollments/enrollment-store.ts'
import { forgetExportedFiles } from '#engagement/exports/export-store.ts'
import { forgetImportsOfPerson } from '#engagement/imports/forget-person.ts'
import { deletePolicyFactsOfPerson } from '#engagement/policy/policy-store.ts'
import { suppressErased } from '#engagement/suppressions/erasure-suppression.ts'
import { forwardedType } from '#events/event-patterns.ts'
import { eraseRecordsOf } from '#integrations/connections/connection-store.ts'
import { eraseIncomingOf } from '#integrations/incoming/incoming-store.ts'
import { lockContacts } from '#messaging/identities/contact-store.ts'
import { deleteOwnFiles } from '#messaging/media/media-record-store.ts'
import { peerKey } from '#messaging/messages/peer-key.ts'
import type { Queryable } from '#platform/database/database.ts'
import { instantOf, newId, newIdAt } from '#platform/ids.ts'
import type { SecretBox } from '#platform/secrets.ts'
import { systemCaller } from '#tenancy/access/caller.ts'
import type { WorkerTransaction } from '#tenancy/unit-of-work.ts'
import { allNames, findPerson, mentionsSql, namesAt, namesJson, type PersonKeys } from '../person-store.ts'
import { eraseEvents } from './erase-events.ts'
import { type ErasableMessage, erasableColumns, eraseMessages } from './erase-messages.ts'
import { addCounts, type ErasureJob, type StepResult } from './erasure-store.ts'
import { scrubJournal } from './scrub-journal.ts'
import { createMentions, scrubPayload, withoutPerson } from './scrub-payload.ts'

/** `cutoff`: what has a smaller id is from before, all else is of somebody new. */
export type ErasureKeys = PersonKeys & { cutoff: string }
type Job = ErasureJob<ErasureKeys>

export const firstStepOfPerson = 'journal'
const messagesAtATime = 200
const eventsAtATime = 1000
const waitMs = 500
const longestCommitMs = 60_000

/**
 * One batch of the erasure of a person, in one transaction. The journal comes first, so that nothing old is applied
 * afterwards; then the contact with its conversations, from which moment on the person is somebody new; then what came
 * in meanwhile, the events, the messages, and files that nobody else got.
 */
export async function stepPerson(tx: WorkerTransaction, job: Job, secrets: SecretBox): Promise<StepResult> {
  switch (job.step) {
    case 'journal':
      return journalStep(tx, job, 'contact')
    case 'contact':
      return contactStep(tx, job, secrets)
    case 'journal-tail':
      return journalStep(tx, job, 'events')
    case 'events':
      return eventsStep(tx, job)
    case 'messages':
      return messagesStep(tx, job)
    default:
      return mediaStep(tx, job)
  }
}

async function journalStep(tx: Queryable, job: Job, next: string): Promise<StepResult> {
  const { cutoff } = job.keys
  const position = await scrubJournal(tx, job.position, {
    accountId: job.accountId,
    mentions: allNames(job.keys),
    before: cutoff,
    scrub: ({ value }, receivedId) => withoutPerson(value, createMentions(namesAt(job.keys, receivedId))),
  })
  return position === null
    ? { step: next, position: next === 'contact' ? beforeCommits(cutoff) : null }
    : { step: job.step, position }
}

/** The second pass begins before the first one ended: what was being stored at that moment has an earlier id, and was not seen. */
const beforeCommits = (cutoff: string): string => newIdAt(Date.parse(instantOf(cutoff)) - longestCommitMs)

/** What a team has beside a conversation. */
const besideConversations = [
  'conversation_labels',
  'conversation_notes',
  'conversation_drafts',
  'conversation_clocks',
  'message_authors',
  'reply_claims',
  'inbox_queue',
  'bot_inputs',
  'bot_conversations',
  'flow_steps',
  'flow_sessions',
] as const

/** What is known of the person by now is what is looked for from here on: more may have been learned since the request. */
async function contactStep(tx: WorkerTransaction, job: Job, secrets: SecretBox): Promise<StepResult> {
  const { accountId, contactId, position } = job
  await lockContacts(tx, [accountId])
  const now = contactId === null ? null : await findPerson(tx, accountId, contactId)
  const keys = { ...join(job.keys, now), cutoff: newId() }
  const person = contactId === null ? null : { accountId, contactId }
  if (person) await suppressErased(tx, secrets, person)
  await deleteOwnFiles(tx, accountId, await forgetExportedFiles(tx, accountId))
  const counts: Record<string, number> = {
    ...(person && (await forgetImportsOfPerson(tx, person))),
    ...(await eraseMerged(tx, accountId, contactId)),
    ...(person && (await deleteConsentsOfPerson(tx, person))),
    ...(person && (await deletePolicyFactsOfPerson(tx, person))),
    ...(await eraseFromCampaigns(tx, { accountId, contactId, peers: keys.peers })),
    ...(await eraseEnrollmentsOf(tx, accountId, contactId)),
    ...(await eraseIncomingOf(tx, accountId, contactId)),
    ...(await eraseRecordsOf(tx, accountId, contactId)),
  }
  for (const table of besideConversations)
    counts[table] = await tx.run(
      `delete from ${table} where account_id = $1 and conversation_id in (
         select id from conversations where account_id = $1 and contact_id = $2::uuid)`,
      [accountId, contactId],
    )
  for (const [table, column] of [
    ['conversations', 'contact_id'],
    ['contact_tags', 'contact_id'],
    ['contact_external_ids', 'contact_id'],
    ['contact_attribute_values', 'contact_id'],
    ['contact_updates', 'contact_id'],
    ['segment_members', 'contact_id'],
    ['contact_words', 'contact_id'],
    ['contact_identifiers', 'contact_id'],
    ['released_phones', 'contact_id'],
    ['contacts', 'id'],
  ] as const) {
    const { rowCount } = await tx.query(`delete from ${table} where account_id = $1 and ${column} = $2::uuid`, [
      accountId,
      contactId,
    ])
    counts[table] = rowCount
  }
  await forgetKeysAndParked(tx, accountId, { mentions: namesAt(keys, keys.cutoff) })
  return { step: 'journal-tail', position, keys, counts }
}

/** What is kept of contacts that became this one, and of those that became them. */
async function eraseMerged(
  tx: Queryable,
  accountId: string,
  contactId: string | null,
): Promise<Record<string, number>> {
  const { rows } = await tx.query<{ id: string }>(
    `with recursive one as (select $2::uuid as id union
       select m.absorbed_id from one join contact_merges m on m.account_id = $1 and m.survivor_id = one.id)
     select id::text from one where id is not null`,
    [accountId, contactId],
  )
  const ids = rows.map(({ id }) => id)
  const history = await tx.query(
    'delete from contact_history where account_id = $1 and contact_id = any ($2::uuid[])',
    [accountId, ids],
  )
  const merges = await tx.query(
    'delete from contact_merges where account_id = $1 and (survivor_id = any ($2::uuid[]) or absorbed_id = any ($2::uuid[]))',
    [accountId, ids],
  )
  return { contact_history: history.rowCount, contact_merges: merges.rowCount }
}

const join = (before: ErasureKeys, now: PersonKeys | null): PersonKeys => ({
  contactId: before.contactId,
  peers: union(before.peers, now?.peers),
  mentions: union(before.mentions, now?.mentions),
  shared: now?.shared ?? before.shared ?? [],
  numberIds: union(before.numberIds, now?.numberIds),
  media: before.media,
})

const union = (one: readonly string[], other: readonly string[] = []) => [...new Set([...one, ...other])]

/** Idempotency keys are the caller's own text, and a sealed answer cannot be searched, so all of those go; statuses and edits that were never claimed may name the person. */
async function forgetKeysAndParked(
  tx: Queryable,
  accountId: string,
  names: Pick<PersonKeys, 'mentions'>,
): Promise<void> {
  await tx.query(
    `delete from idempotency_keys k where k.account_id = $1
        and (k.answer is not null or exists (
          select from unnest($2::text[]) as named(it) where strpos(k.key || coalesce(k.result::text, ''), named.it) > 0))`,
    [accountId, names.mentions],
  )
  await tx.query(
    `delete from parked_statuses p using numbers n where n.account_id = $1 and p.number_id = n.id and ${mentionsSql('p.report::text', 'null::uuid', 2)}`,
    [accountId, namesJson(names)],
  )
}

interface EventRow {
  id: string
  /** Of Meta's payloads as they came: they may speak of others too. */
  payload: unknown
}

async function eventsStep(tx: Queryable, job: Job): Promise<StepResult> {
  const { accountId, keys, position } = job
  const { rows } = await tx.query<{ last: string | null; found: EventRow[] | null }>(
    `with batch as materialized (
       select id, type, data from events where account_id = $1 and ($2::uuid is null or id > $2::uuid) and id < $4::uuid
        order by id limit ${eventsAtATime})
     select (select id::text from batch order by id desc limit 1) as last,
       (select json_agg(json_build_object('id', b.id, 'payload', case when b.type = '${forwardedType}' then b.data end))
          from batch b where ${mentionsSql('b.data::text', 'b.id', 3)} or exists (
            select from messages m where m.account_id = $1 and ${peerKey('m')} = any ($5::text[])
               and m.id = case when b.data->>'messageId' ~ '^[0-9a-f-]{36}$' then (b.data->>'messageId')::uuid end)) as found`,
    [accountId, position, namesJson(keys), keys.cutoff, keys.peers],
  )
  const { last = null, found } = rows[0] ?? {}
  const gone = await eraseFacts(tx, accountId, keys, found ?? [])
  if (gone === null) return { step: 'events', position, waitMs }
  return last === null
    ? { step: 'messages', position: null }
    : { step: 'events', position: last, counts: { events: gone } }
}

/** How many are gone; null: attempts to deliver some of them are under way. */
async function eraseFacts(
  tx: Queryable,
  accountId: string,
  keys: ErasureKeys,
  events: readonly EventRow[],
): Promise<number | null> {
  const left = events.flatMap(({ id, payload }) => {
    const mentioned = createMentions(namesAt(keys, id))
    const data = payload && scrubPayload(payload, ({ value }) => withoutPerson(value, mentioned))
    return data && !mentioned(data) ? [{ id, data }] : []
  })
  await tx.query(
    `update events e set data = x.data from json_to_recordset($2::json) as x(id uuid, data jsonb) where e.account_id = $1 and e.id = x.id`,
    [accountId, JSON.stringify(left)],
  )
  const scrubbed = new Set(left.map(({ id }) => id))
  const ids = events.map(({ id }) => id).filter((id) => !scrubbed.has(id))
  const leaving = await eraseEvents(tx, accountId, ids)
  return leaving.length > 0 ? null : ids.length
}

async function messagesStep(tx: Queryable, job: Job): Promise<StepResult> {
  const { accountId, keys, position } = job
  const { rows } = await tx.query<ErasableMessage & { files: string[] }>(
    `select ${erasableColumns}, array(select f.id::text from media f where f.account_id = $1 and f.direction = 'out'
            and f.id::text in (select jsonb_path_query(m.content, 'strict $.**.id') #>> '{}')) as files
       from messages m where m.account_id = $1 and m.number_id = any ($2::uuid[]) and ${peerKey('m')} = any ($3::text[])
        and m.id < $4::uuid and ($5::uuid is null or m.id > $5::uuid) order by m.id limit ${messagesAtATime} for update of m`,
    [accountId, keys.numberIds, keys.peers, keys.cutoff, position],
  )
  if (rows.length === 0) return { step: 'media', position: null }
  const late = await selectLateEvents(tx, job, rows)
  if ((await eraseEvents(tx, accountId, late)).length > 0) return { step: 'messages', position, waitMs }
  const gone = await eraseMessages(tx, accountId, rows)
  const media = union(
    keys.media,
    rows.flatMap(({ files }) => files),
  )
  const some = gone.length < rows.length ? { waitMs } : {}
  return { step: 'messages', position, keys: { ...keys, media }, counts: { messages: gone.length }, ...some }
}

/** Events of the messages from after the moment at which the person became somebody new. */
async function selectLateEvents(tx: Queryable, job: Job, messages: readonly ErasableMessage[]): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(
    `select id::text from events where account_id = $1 and id >= $2::uuid and data->>'messageId' = any ($3::text[])`,
    [job.accountId, job.keys.cutoff, messages.map(({ id }) => id)],
  )
  return rows.map(({ id }) => id)
}

/** Files that went to the person: what no message names any more goes. A pass over the messages since the oldest of them. */
async function mediaStep(tx: WorkerTransaction, job: Job): Promise<StepResult> {
  const { accountId, keys } = job
  const { media } = keys
  const after = job.position ?? media.toSorted()[0]
  if (after === undefined) return finish(tx, job, 0)
  const { rows } = await tx.query<{ last: string | null; used: string[] }>(
    `with batch as materialized (
       select id, content from messages where account_id = $1 and id > $2::uuid order by id limit 2000)
     select (select id::text from batch order by id desc limit 1) as last,
            array(select it from unnest($3::text[]) as named(it)
                   where exists (select from batch where strpos(content::text, named.it) > 0)) as used`,
    [accountId, after, media],
  )
  const { last = null, used = [] } = rows[0] ?? {}
  const unused = media.filter((id) => !used.includes(id))
  if (last !== null && unused.length > 0) return { step: 'media', position: last, keys: { ...keys, media: unused } }
  const { rowCount } = await tx.query('delete from media where account_id = $1 and id = any ($2::uuid[])', [
    accountId,
    unused,
  ])
  return finish(tx, job, rowCount)
}

async function finish(tx: WorkerTransaction, job: Job, media: number): Promise<StepResult> {
  const after = { erasureId: job.id, counts: addCounts(job.counts, { media }) }
  await tx.as(systemCaller(job.accountId)).audit('contact.erased', job.contactId ?? job.id, { before: null, after })
  if (job.contactId !== null) {
    const data = { contactId: job.contactId, erasureId: job.id }
    tx.emit({ accountId: job.accountId, type: 'contact.erased', at: new Date().toISOString(), data })
  }
  return { step: null, position: null, counts: { media } }
}
