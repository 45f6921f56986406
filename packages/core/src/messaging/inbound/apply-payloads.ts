import type { NotificationItems } from '@dawk/cloud-api/notification-items.ts'
import { readNotification } from '@dawk/cloud-api/read-notification.ts'
import type { Notification } from '@dawk/cloud-api/webhook-types.ts'
import type { CoreContext } from '#context.ts'
import type { WorkerTransaction } from '#tenancy/unit-of-work.ts'
import type { AttemptOutcomes } from '../dispatch/attempt-outcomes.ts'
import { applyNumberHealth } from '../numbers/health/apply-number-health.ts'
import { learnWabas } from '../numbers/learn-waba.ts'
import type { NumberRow } from '../numbers/number.ts'
import type { NumberDirectory } from '../numbers/number-directory.ts'
import { createGapTracker, type GapTracker } from '../numbers/webhook-gaps.ts'
import { applyTemplateChanges, isTemplateChange, type TemplateItem } from '../templates/sync/apply-template-changes.ts'
import { announceOthers, type OtherItem } from './announce-others.ts'
import { applyAddressBook, type BookItem } from './apply-address-book.ts'
import { applyMarketingPreferences } from './apply-marketing-preferences.ts'
import { applyPayments, type PaymentItem } from './apply-payments.ts'
import { applyStatuses, type StatusItem } from './apply-statuses.ts'
import { forwardWebhooks } from './forward-webhooks.ts'
import { askEachTime, type ForwardingDirectory } from './forwarding-directory.ts'
import { createIdentityLearner, type IdentityLearner } from './learn-identities.ts'
import { recordCalls } from './record-calls.ts'
import { type EchoItem, storeEchoes } from './store-echoes.ts'
import { type HistoryItem, storeHistory } from './store-history.ts'
import { type InboundItem, storeInbound } from './store-inbound.ts'
import { findOwners, type OwnersOf, type WebhookSubject } from './webhook-owners.ts'

/** A notification, or a part of one, whose signature was verified. */
export interface ReceivedPayload {
  journalId: string
  /** Of the app that signed it. */
  appFingerprint: string
  notification: Notification
}

export type ApplyContext = Pick<CoreContext, 'log' | 'operatorAppFingerprint'> & {
  numbers: NumberDirectory
  gaps: GapTracker
  identities: IdentityLearner
  /** Absent: endpoints are read each time. */
  forwarding?: ForwardingDirectory
}

/** Applies payloads in the transaction given, with what this process has learned from earlier ones. */
export type ApplyReceived = (
  tx: WorkerTransaction,
  received: readonly ReceivedPayload[],
  outcomes?: AttemptOutcomes | null,
) => Promise<void>

export function createApply(ctx: Omit<ApplyContext, 'gaps' | 'identities'>): ApplyReceived {
  const context = { ...ctx, gaps: createGapTracker(), identities: createIdentityLearner() }
  return (tx, received, outcomes = null) => applyPayloads(context, tx, received, outcomes)
}

interface Items {
  statuses: StatusItem[]
  payments: PaymentItem[]
  messages: InboundItem[]
  echoes: EchoItem[]
  history: HistoryItem[]
  book: BookItem[]
  others: OtherItem[]
  templates: TemplateItem[]
  numbersWithoutWaba: { number: NumberRow; wabaId: string }[]
}

/**
 * Applies raw payloads: every entry, change, message and status of each. Duplicates are absorbed by unique keys, statuses
 * only move forward, a status without its message is parked, what nobody knows is announced raw. A number's items count
 * only under the signature of its own app. `outcomes`, of attempts of this process, are stored along, before the statuses.
 */
export async function applyPayloads(
  ctx: ApplyContext,
  tx: WorkerTransaction,
  received: readonly ReceivedPayload[],
  outcomes: AttemptOutcomes | null = null,
): Promise<void> {
  const payloads = received.map((payload) => ({ ...payload, lists: readNotification(payload.notification) }))
  const ownersOf = await findOwners(
    ctx,
    tx,
    payloads.flatMap(({ lists }) => Object.values(lists).flat()),
  )
  const items = sortItems(ctx.log, payloads, ownersOf)
  await learnWabas(tx, items.numbersWithoutWaba)
  await applyStatuses(tx, items.statuses, outcomes)
  await ctx.identities.learn(tx, items.statuses)
  await applyPayments(tx, items.payments)
  await storeHistory(tx, items.history)
  await storeInbound(tx, items.messages)
  await storeEchoes(tx, items.echoes)
  await applyAddressBook(tx, items.book)
  await applyTemplateChanges(tx, items.templates)
  await applyMarketingPreferences(tx, items.others)
  await applyNumberHealth(tx, items.others)
  await announceOthers(tx, items.others)
  await forwardWebhooks({ forwarding: ctx.forwarding ?? askEachTime }, tx, payloads, ownersOf)
  await recordCalls(tx, items.others)
  await ctx.gaps.recordReceived(
    tx,
    [...items.statuses, ...items.messages, ...items.echoes].map(({ number }) => number),
  )
}

type Payload = ReceivedPayload & { lists: NotificationItems }

function sortItems(log: ApplyContext['log'], payloads: readonly Payload[], ownersOf: OwnersOf): Items {
  const items: Items = {
    statuses: [],
    payments: [],
    messages: [],
    echoes: [],
    history: [],
    book: [],
    others: [],
    templates: [],
    numbersWithoutWaba: [],
  }
  for (const { journalId, appFingerprint, lists } of payloads) {
    const own = <Entry extends WebhookSubject>(entries: readonly Entry[]) =>
      entries.flatMap((entry) => {
        const numbers = ownersOf(appFingerprint, entry)
        const { phoneNumberId, wabaId } = entry
        for (const number of numbers)
          if (phoneNumberId !== null && number.wabaId === null) items.numbersWithoutWaba.push({ number, wabaId })
        if (numbers.length > 0) return numbers.map((number) => ({ entry, number }))
        log.warn({ journalId, phoneNumberId, wabaId }, 'webhook of no number here: kept in the journal')
        return []
      })
    items.statuses.push(...own(lists.statuses))
    items.payments.push(...own(lists.payments))
    items.messages.push(...own(lists.messages))
    items.echoes.push(...own(lists.echoes))
    items.history.push(...own(lists.history))
    items.book.push(...own(lists.book))
    for (const item of own(lists.others))
      if (isTemplateChange(item.entry)) items.templates.push(item)
      else items.others.push({ ...item, journalId })
  }
  return items
}
