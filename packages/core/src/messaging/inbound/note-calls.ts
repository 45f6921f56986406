import type { OtherEntry } from '@dawk/cloud-api/webhook-types.ts'
import type { Queryable } from '#platform/database/database.ts'
import { instantOf, newId } from '#platform/ids.ts'
import { type Touch, touchConversations } from '../conversations/touch-conversations.ts'
import { resolveContacts } from '../identities/resolve-contacts.ts'
import type { NumberRow } from '../numbers/number.ts'
import { toInstant } from './read-payload.ts'

interface Call {
  from?: string
  timestamp?: string | number
  direction?: string
}

/** A call by a person opens the window as a message does; what else it is, is announced as it came. */
export async function noteCalls(
  tx: Queryable,
  items: readonly { entry: OtherEntry; number: NumberRow }[],
): Promise<void> {
  const calls = items.flatMap(({ entry, number }) =>
    callsOf(entry).map(({ from, timestamp }) => ({ number, from: from ?? '', at: toInstant(timestamp) })),
  )
  if (calls.length === 0) return
  const { contactIds } = await resolveContacts(
    tx,
    calls.map(({ number, from }) => ({
      accountId: number.accountId,
      phones: [from],
      userIds: [],
      group: null,
      username: null,
      name: null,
    })),
  )
  await touchConversations(
    tx,
    calls.map(({ number, from, at }, index): Touch => {
      const messageId = newId()
      return {
        accountId: number.accountId,
        numberId: number.id,
        contactId: contactIds[index] ?? '',
        peer: from,
        messageId,
        at,
        activeAt: instantOf(messageId),
        direction: 'in',
        type: 'call',
        preview: '',
        shows: false,
        isUnread: false,
        reads: false,
        opensWindow: true,
        referred: false,
      }
    }),
  )
}

function callsOf({ field, kind, value }: OtherEntry): Call[] {
  if (field !== 'calls' || kind !== 'change') return []
  const calls = (value as { calls?: unknown }).calls
  const isCall = (call: unknown): call is Call =>
    typeof call === 'object' && call !== null && /^\d{5,20}$/.test(`${(call as Call).from}`)
  return Array.isArray(calls) ? calls.filter(isCall).filter(({ direction }) => direction !== 'BUSINESS_INITIATED') : []
}
