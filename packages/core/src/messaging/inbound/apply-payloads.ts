import { type NotificationItems, parseNotification, readNotification } from '@dawk/cloud-api/read-notification.ts'
import type { OtherEntry } from '@dawk/cloud-api/webhook-types.ts'
import type { CoreContext } from '#context.ts'
import type { NewEvent } from '#events/event.ts'
import { recordEvents } from '#events/record-events.ts'
import type { Queryable } from '#platform/database/database.ts'
import { applyNumberHealth } from '../numbers/health/apply-number-health.ts'
import { learnWabas } from '../numbers/learn-waba.ts'
import type { NumberRow } from '../numbers/number.ts'
import type { NumberDirectory } from '../numbers/number-directory.ts'
import { applyTemplateChanges, isTemplateChange, type TemplateItem } from '../templates/sync/apply-template-changes.ts'
import { applyBook, type BookItem } from './apply-book.ts'
import { applyStatuses, type StatusItem } from './apply-statuses.ts'
import type { WebhookNotes } from './coverage.ts'
import { type ForwardedPayload, forwardWebhooks } from './forward-webhooks.ts'
import { noteCalls } from './note-calls.ts'
import { type EchoItem, storeEchoes } from './store-echoes.ts'
import { type HistoryItem, storeHistory } from './store-history.ts'
import { type InboundItem, storeInbound } from './store-inbound.ts'
import { findOwners, type Named, type OwnersOf } from './webhook-owners.ts'

export interface JournalRow {
  id: string
  appFingerprint: string
  body: string
}

export type ApplyContext = Pick<CoreContext, 'log' | 'operatorAppFingerprint'> & {
  numbers: NumberDirectory
  webhookNotes: WebhookNotes
}

interface Items {
  statuses: StatusItem[]
  messages: InboundItem[]
  echoes: EchoItem[]
  history: HistoryItem[]
  book: BookItem[]
  others: { entry: OtherEntry; number: NumberRow }[]
  templates: TemplateItem[]
  /** Numbers whose business account is not known but by these webhooks. */
  nameless: { number: NumberRow; wabaId: string }[]
}

/**
 * Applies raw payloads: every entry, change, message and status of each. Duplicates are absorbed by unique keys, statuses
 * only move forward, a status without its message is parked, what nobody knows is announced raw. A number's items count
 * only under the signature of its own app. Returns lanes to wake after the commit.
 */
export async function applyPayloads(ctx: ApplyContext, tx: Queryable, rows: readonly JournalRow[]): Promise<string[]> {
  const payloads = rows.map(readPayload)
  const ownersOf = await findOwners(
    ctx,
    tx,
    payloads.flatMap(({ lists }) => Object.values(lists).flat()),
  )
  const items = sortItems(ctx.log, payloads, ownersOf)
  const woken = new Set<string>()
  const wake = (laneIds: readonly string[]) => {
    for (const laneId of laneIds) woken.add(laneId)
  }
  await learnWabas(tx, items.nameless)
  wake(await applyStatuses(tx, items.statuses))
  wake(await storeHistory(tx, items.history))
  wake(await storeInbound(tx, items.messages))
  wake(await storeEchoes(tx, items.echoes))
  wake(await applyBook(tx, items.book))
  wake(await applyTemplateChanges(tx, items.templates))
  await noteCalls(tx, items.others)
  wake(await applyNumberHealth(tx, items.others))
  wake(await recordEvents(tx, items.others.map(toOtherEvent)))
  wake(await forwardWebhooks(tx, payloads, ownersOf))
  await ctx.webhookNotes.note(
    tx,
    [...items.statuses, ...items.messages, ...items.echoes].map(({ number }) => number),
  )
  return [...woken]
}

type Payload = ForwardedPayload & { journalId: string; lists: NotificationItems }

function readPayload({ id, appFingerprint, body }: JournalRow): Payload {
  const notification = parseNotification(body)
  return { journalId: id, appFingerprint, notification, lists: readNotification(notification) }
}

function sortItems(log: ApplyContext['log'], payloads: readonly Payload[], ownersOf: OwnersOf): Items {
  const items: Items = {
    statuses: [],
    messages: [],
    echoes: [],
    history: [],
    book: [],
    others: [],
    templates: [],
    nameless: [],
  }
  for (const { journalId, appFingerprint, lists } of payloads) {
    const own = <Entry extends Named>(entries: readonly Entry[]) =>
      entries.flatMap((entry) => {
        const numbers = ownersOf(appFingerprint, entry)
        const { phoneNumberId, wabaId } = entry
        for (const number of numbers)
          if (phoneNumberId !== null && number.wabaId === null) items.nameless.push({ number, wabaId })
        if (numbers.length > 0) return numbers.map((number) => ({ entry, number }))
        log.warn({ journalId, phoneNumberId, wabaId }, 'webhook of no number here: kept in the journal')
        return []
      })
    items.statuses.push(...own(lists.statuses))
    items.messages.push(...own(lists.messages))
    items.echoes.push(...own(lists.echoes))
    items.history.push(...own(lists.history))
    items.book.push(...own(lists.book))
    for (const item of own(lists.others)) (isTemplateChange(item.entry) ? items.templates : items.others).push(item)
  }
  return items
}

function toOtherEvent({ entry, number }: Items['others'][number]): NewEvent {
  const { kind, field, value, malformed } = entry
  return {
    accountId: number.accountId,
    type: 'whatsapp.other',
    at: new Date().toISOString(),
    data: { kind, field, value, malformed, phoneNumberId: number.phoneNumberId },
  }
}
