import { isObject, listOf } from '@dawk/cloud-api/json.ts'
import { readContact } from '@dawk/cloud-api/webhook-members.ts'
import type { OtherEntry } from '@dawk/cloud-api/webhook-types.ts'
import type { Queryable } from '#platform/database/database.ts'
import { newId } from '#platform/ids.ts'
import { showMessages } from '../conversations/show-messages.ts'
import type { ContactMention } from '../identities/contact-mention.ts'
import { resolveContacts } from '../identities/resolve-contacts.ts'
import type { NumberRow } from '../numbers/number.ts'
import { toInstant } from './read-status.ts'

/** A call by a person opens the window as a message does; what else it is, is announced as it came. */
export async function recordCalls(
  tx: Queryable,
  items: readonly { entry: OtherEntry; number: NumberRow }[],
): Promise<void> {
  const calls = items.flatMap(({ entry, number }) => callsOf(entry).map((call) => ({ ...call, number })))
  const { contactIds } = await resolveContacts(
    tx,
    calls.map(({ number, mention }) => ({ accountId: number.accountId, ...mention })),
  )
  await showMessages(
    tx,
    calls.map(({ number, peer, at }, index) => ({
      kind: 'call',
      accountId: number.accountId,
      numberId: number.id,
      contactId: contactIds[index] ?? '',
      peer,
      messageId: newId(),
      at,
      type: 'call',
      content: {},
    })),
  )
}

interface Call {
  mention: Omit<ContactMention, 'accountId'>
  peer: string
  at: string
}

function callsOf({ field, kind, value, contacts }: OtherEntry): Call[] {
  if (field !== 'calls' || kind !== 'change' || !isObject(value)) return []
  return listOf(value['calls']).flatMap((call) => toCall(call, contacts) ?? [])
}

function toCall(call: Readonly<Record<string, unknown>>, contacts: OtherEntry['contacts']): Call | null {
  if (call['direction'] === 'BUSINESS_INITIATED') return null
  const { wa_id: phone, user_id: userId } = readContact({ wa_id: call['from'], user_id: call['from_user_id'] })
  const peer = phone ?? userId
  if (peer === undefined || (phone !== undefined && !/^\d{5,20}$/.test(phone))) return null
  const card = contacts.find((one) => one.wa_id === phone || (userId !== undefined && one.user_id === userId))
  const mention = {
    phones: phone === undefined ? [] : [phone],
    userIds: userId === undefined ? [] : [userId],
    username: card?.profile?.username?.toLowerCase() ?? null,
    name: card?.profile?.name?.trim() || null,
  }
  return { mention, peer, at: toInstant(call['timestamp'] as string | number | undefined) }
}
