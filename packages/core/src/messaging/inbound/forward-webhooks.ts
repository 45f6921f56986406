import { readId } from '@dawk/cloud-api/inbound-content.ts'
import { asList, isObject, type Json, listOf } from '@dawk/cloud-api/json.ts'
import type { Notification } from '@dawk/cloud-api/webhook-types.ts'
import type { NewEvent } from '#events/event.ts'
import { forwardedType } from '#events/event-patterns.ts'
import type { Queryable } from '#platform/database/database.ts'
import { isId } from '#platform/ids.ts'
import type { WorkerTransaction } from '#tenancy/unit-of-work.ts'
import { keepUnannounced } from './announced-notifications.ts'
import type { ForwardingDirectory } from './forwarding-directory.ts'
import type { OwnersOf, WebhookSubject } from './webhook-owners.ts'

export interface ForwardedPayload {
  appFingerprint: string
  notification: Notification
}

/**
 * Meta's webhooks as they came, for the endpoints that asked for them: clients of the Cloud API itself. Each account gets
 * what speaks of its own numbers; where a status carries our id, the sender's own callback data stand in its place again.
 * That an account asked for none is known from memory.
 */
export async function forwardWebhooks(
  { forwarding }: { forwarding: ForwardingDirectory },
  tx: WorkerTransaction,
  payloads: readonly ForwardedPayload[],
  ownersOf: OwnersOf,
): Promise<void> {
  const parts = payloads.flatMap((payload) => toParts(payload, ownersOf))
  const subscribed = await forwarding.findAll([...new Set(parts.map(({ accountId }) => accountId))], tx)
  const forwarded = await withoutRepeats(
    tx,
    parts.filter(({ accountId }) => subscribed.has(accountId)),
  )
  if (forwarded.length === 0) return
  const callbackData = await selectCallbackData(tx, forwarded)
  tx.emit(...forwarded.map(({ accountId, body }) => toEvent(accountId, withCallbackData(body, callbackData))))
}

/** Messages and statuses have ids by which a client tells repeats; account-level notifications have none. */
async function withoutRepeats(tx: Queryable, parts: readonly Part[]): Promise<Part[]> {
  const isOfMessages = ({ body }: Part) =>
    body.entry.some(({ changes }) => changes.some(({ field }) => field === 'messages'))
  const accountLevel = parts
    .filter((part) => !isOfMessages(part))
    .map((part) => ({ accountId: part.accountId, identity: ['forwarded', part.body], part }))
  const fresh = new Set((await keepUnannounced(tx, accountLevel)).map(({ part }) => part))
  return parts.filter((part) => isOfMessages(part) || fresh.has(part))
}

interface Part {
  accountId: string
  body: { object: string; entry: { id: string; changes: Json[] }[] }
}

/** Of one payload a part for each account that it speaks of. */
function toParts({ appFingerprint, notification }: ForwardedPayload, ownersOf: OwnersOf): Part[] {
  const parts = new Map<string, Part>()
  for (const entry of notification.entry) {
    if (!isObject(entry) || !Array.isArray(entry['changes'])) continue
    const { id, changes, ...rest } = entry as Json & { changes: unknown[] }
    const wabaId = String(id ?? '')
    for (const change of changes.filter(isObject))
      for (const { accountId } of ownersOf(appFingerprint, subjectOf(change, wabaId))) {
        const part = parts.get(accountId) ?? { accountId, body: { object: notification.object, entry: [] } }
        parts.set(accountId, part)
        const present = part.body.entry.find((one) => one.id === wabaId)
        if (present) present.changes.push(change)
        else part.body.entry.push({ ...rest, id: wabaId, changes: [change] })
      }
  }
  return [...parts.values()]
}

/** As `readNotification` finds it: of partner events the business account stands inside. */
function subjectOf({ value }: Json, entryId: string): WebhookSubject {
  const members = isObject(value) ? value : {}
  const metadata = isObject(members['metadata']) ? members['metadata'] : {}
  const wabaInfo = isObject(members['waba_info']) ? members['waba_info'] : {}
  return {
    phoneNumberId: readId(metadata['phone_number_id']) ?? null,
    wabaId: readId(wabaInfo['waba_id']) ?? entryId,
    displayPhoneNumber: null,
  }
}

/** By our id; null: the sender gave none. */
async function selectCallbackData(tx: Queryable, parts: readonly Part[]): Promise<Map<string, string | null>> {
  const named = parts.flatMap(({ accountId, body }) =>
    statusesOf(body).flatMap((status) => {
      const id = ownIdOf(status)
      return id === null ? [] : [{ accountId, id }]
    }),
  )
  if (named.length === 0) return new Map()
  const { rows } = await tx.query<{ id: string; data: string | null }>(
    `select m.id, m.metadata->>'biz_opaque_callback_data' as data
       from json_to_recordset($1::json) as x("accountId" uuid, id uuid)
       join messages m on m.account_id = x."accountId" and m.id = x.id`,
    [JSON.stringify(named)],
  )
  return new Map(rows.map(({ id, data }) => [id, data]))
}

const statusesOf = ({ entry }: Part['body']) =>
  entry.flatMap(({ changes }) => changes).flatMap(({ value }) => (isObject(value) ? listOf(value['statuses']) : []))

function ownIdOf(status: Json): string | null {
  const id = status['biz_opaque_callback_data']
  return typeof id === 'string' && isId(id) ? id.toLowerCase() : null
}

function withCallbackData(body: Part['body'], callbackData: ReadonlyMap<string, string | null>): Part['body'] {
  const restore = (status: Json) => {
    const given = callbackData.get(ownIdOf(status) ?? '')
    if (given === undefined) return status // not a message of ours: as Meta says it
    const { biz_opaque_callback_data: _, ...rest } = status
    return given === null ? rest : { ...rest, biz_opaque_callback_data: given }
  }
  const inChange = (change: Json) => {
    const { value } = change
    if (!isObject(value) || !Array.isArray(value['statuses'])) return change
    return {
      ...change,
      value: {
        ...value,
        statuses: asList(value['statuses']).map((status) => (isObject(status) ? restore(status) : status)),
      },
    }
  }
  return { ...body, entry: body.entry.map((entry) => ({ ...entry, changes: entry.changes.map(inChange) })) }
}

const toEvent = (accountId: string, data: Part['body']): NewEvent => ({
  accountId,
  type: forwardedType,
  at: new Date().toISOString(),
  data,
})
