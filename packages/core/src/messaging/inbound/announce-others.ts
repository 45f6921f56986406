import type { OtherEntry } from '@dawk/cloud-api/webhook-types.ts'
import type { NewEvent } from '#events/event.ts'
import type { WorkerTransaction } from '#tenancy/unit-of-work.ts'
import type { NumberRow } from '../numbers/number.ts'
import { keepUnannounced } from './announced-notifications.ts'
import { isShownAs } from './webhook-owners.ts'

export interface OtherItem {
  entry: OtherEntry
  number: NumberRow
  /** Of the payload that it came in. */
  journalId: string
}

/** Passes on as it came what is no message and no status, once each. */
export async function announceOthers(tx: WorkerTransaction, items: readonly OtherItem[]): Promise<void> {
  const fresh = await keepUnannounced(
    tx,
    items.map((item) => ({ accountId: item.number.accountId, identity: identityOf(item), item })),
  )
  tx.emit(...fresh.map(({ item }) => toEvent(item)))
}

/** Without a time of its own it is a repeat in the same payload alone: the same may well happen twice. */
function identityOf({ entry, journalId }: OtherItem): unknown {
  const { wabaId, phoneNumberId, kind, field, time, value } = entry
  const isDated = time !== null || JSON.stringify(value ?? null).includes('"timestamp":')
  return [wabaId, phoneNumberId, kind, field, time, value, isDated ? null : journalId]
}

function toEvent({ entry, number }: OtherItem): NewEvent {
  const { kind, field, value, malformed, wabaId, displayPhoneNumber } = entry
  const isOfNumber = entry.phoneNumberId !== null || isShownAs(number, displayPhoneNumber)
  const phoneNumberId = isOfNumber ? number.phoneNumberId : null
  return {
    accountId: number.accountId,
    type: 'whatsapp.other',
    at: new Date().toISOString(),
    data: { kind, field, value, malformed, wabaId, phoneNumberId },
  }
}
