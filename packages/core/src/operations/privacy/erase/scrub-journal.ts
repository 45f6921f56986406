import { deleteUnapplied, insertUnapplied, type UnappliedItem } from '#messaging/inbound/unapplied-items.ts'
import type { Queryable } from '#platform/database/database.ts'
import { scrubPayload, type WebhookChange } from './scrub-payload.ts'

/** What of the journal concerns an erasure. */
export interface JournalScrub {
  accountId: string
  /** Only payloads that contain one of these, as whole JSON strings, are looked into. */
  mentions: readonly string[]
  /** `receivedId`: of the row of the journal, which tells when it came. */
  scrub(change: WebhookChange, receivedId: string): unknown
  /** Exclusive: what came in later stays. */
  before: string
}

/** Rows of the journal, each of which holds up to a hundred payloads. */
const batchSize = 200
/** Stands where a payload was of which nothing is left: the others keep their places, by which their ids are found. */
const emptyPayload = '{"object":"","entry":[]}'

interface Payload {
  id: string
  body: string
}

interface Row {
  id: string
  bodies: string[]
}

/**
 * Scrubs the next batch of payloads; returns where to go on, null at the end. A payload that waits to be applied is
 * waited for or taken from those who apply: afterwards it is either applied as a whole, or scrubbed.
 */
export async function scrubJournal(tx: Queryable, after: string | null, job: JournalScrub): Promise<string | null> {
  if (after === null) await scrubUnapplied(tx, job)
  const { last, ids } = await selectMentioning(tx, after, job)
  if (ids.length > 0) await scrubRows(tx, ids, job)
  return last
}

async function selectMentioning(
  tx: Queryable,
  after: string | null,
  { mentions, before }: JournalScrub,
): Promise<{ last: string | null; ids: string[] }> {
  const { rows } = await tx.query<{ last: string | null; ids: string[] }>(
    `with batch as materialized (
       select id, bodies from journal where ($1::uuid is null or id > $1::uuid) and id < $2::uuid order by id limit ${batchSize})
     select (select id::text from batch order by id desc limit 1) as last,
            array(select id::text from batch
                   where exists (select from unnest($3::text[]) as named(it), unnest(bodies) as payload(body)
                                  where strpos(payload.body, '"' || named.it || '"') > 0)) as ids`,
    [after, before, mentions],
  )
  return rows[0] ?? { last: null, ids: [] }
}

async function scrubRows(tx: Queryable, ids: readonly string[], job: JournalScrub): Promise<void> {
  await tx.query('select id from journal_pending where id = any ($1::uuid[]) order by id for update', [ids])
  const rows = await tx.many<Row>('select id, bodies from journal where id = any ($1::uuid[])', [ids])
  const payloads = rows.flatMap(({ id, bodies }) => bodies.map((body, place) => ({ id: placeIn(id, place), body })))
  const changed = new Map((await scrubForeign(tx, payloads, job)).map(({ id, body }) => [id, body ?? emptyPayload]))
  const scrubbed = rows.flatMap(({ id, bodies }) => {
    const left = bodies.map((body, place) => changed.get(placeIn(id, place)) ?? body)
    return left.every((body, place) => body === bodies[place]) ? [] : [{ id, bodies: left }]
  })
  const isGone = ({ bodies }: Row) => bodies.every((body) => body === emptyPayload)
  const gone = scrubbed.filter(isGone).map(({ id }) => id)
  await tx.query('delete from journal_pending where id = any ($1::uuid[])', [gone])
  await tx.query('delete from journal where id = any ($1::uuid[])', [gone])
  await tx.query(
    `update journal j set bodies = x.bodies from json_to_recordset($1::json) as x(id uuid, bodies text[]) where j.id = x.id`,
    [JSON.stringify(scrubbed.filter((row) => !isGone(row)))],
  )
}

const idLength = 36
const placeIn = (rowId: string, place: number) => `${rowId} ${place}`

/** Parts that could not be applied are few, and may outlive the payload that they came in. */
async function scrubUnapplied(tx: Queryable, job: JournalScrub): Promise<void> {
  const { rows } = await tx.query<Payload & { item: UnappliedItem }>(
    `select journal_id::text || digest as id, payload as body, json_build_object('journalId', journal_id,
            'appFingerprint', app_fingerprint, 'payload', payload, 'error', error) as item
       from unapplied_items u where journal_id < $1::uuid
        and exists (select from unnest($2::text[]) as named(it) where strpos(payload, '"' || named.it || '"') > 0) for update`,
    [job.before, job.mentions],
  )
  const items = new Map(rows.map(({ id, item }) => [id, item]))
  for (const { id, body } of await scrubForeign(tx, rows, job)) {
    const item = items.get(id)
    if (!item) continue
    await deleteUnapplied(tx, item)
    if (body !== null) await insertUnapplied(tx, [{ ...item, payload: body }])
  }
}

/** The payloads that change, those of which nothing is left with null. What is for numbers of other accounts is theirs. */
async function scrubForeign(
  tx: Queryable,
  rows: readonly Payload[],
  { accountId, scrub }: JournalScrub,
): Promise<{ id: string; body: string | null }[]> {
  const { rows: others } = await tx.query<{ id: string }>(
    `select distinct n.phone_number_id as id from numbers n where n.account_id <> $1 and n.proven_at is not null
        and exists (select from json_array_elements_text($2::json) as b(body) where strpos(b.body, '"' || n.phone_number_id || '"') > 0)`,
    [accountId, JSON.stringify(rows.map(({ body }) => body))],
  )
  const foreign = new Set(others.map(({ id }) => id))
  return rows.flatMap(({ id, body }) => {
    const payload = parse(body)
    const left = scrubPayload(payload, (change) =>
      change.phoneNumberId !== null && foreign.has(change.phoneNumberId)
        ? change.value
        : scrub(change, id.slice(0, idLength)),
    )
    return left === payload ? [] : [{ id, body: left === null ? null : JSON.stringify(left) }]
  })
}

/** What is no JSON cannot be applied either: nothing of it is worth keeping. */
function parse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return { entry: [{ changes: [{ value: null }] }] }
  }
}
