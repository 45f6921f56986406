import { readId, readText } from '@dawk/cloud-api/inbound-content.ts'
import { isObject, listOf } from '@dawk/cloud-api/json.ts'
import type { OtherEntry } from '@dawk/cloud-api/webhook-types.ts'
import type { NewEvent } from '#events/event.ts'
import type { WorkerTransaction } from '#tenancy/unit-of-work.ts'
import { updateMarketingPreferences } from '../identities/marketing-preference-store.ts'
import { resolveContacts } from '../identities/resolve-contacts.ts'
import type { NumberRow } from '../numbers/number.ts'
import { findCard } from './read-sender.ts'
import { toInstant } from './read-status.ts'

interface Preference {
  number: NumberRow
  phone: string | undefined
  userId: string | undefined
  name: string | null
  value: 'stop' | 'resume'
  at: string
  detail: string | null
}

/**
 * People who told WhatsApp that they want no marketing messages of the business, or want them again. The latest word
 * stands, whatever order they come in.
 */
export async function applyMarketingPreferences(
  tx: WorkerTransaction,
  items: readonly { entry: OtherEntry; number: NumberRow }[],
): Promise<void> {
  const preferences = items.flatMap(({ entry, number }) => preferencesOf(entry, number))
  if (preferences.length === 0) return
  const { contactIds } = await resolveContacts(
    tx,
    preferences.map(({ number, phone, userId, name }) => ({
      accountId: number.accountId,
      phones: phone === undefined ? [] : [phone],
      userIds: userId === undefined ? [] : [userId],
      name,
    })),
  )
  const changes = preferences.map(({ number, value, at, detail }, index) => ({
    accountId: number.accountId,
    contactId: contactIds[index] ?? '',
    preference: value,
    at,
    phoneNumberId: number.phoneNumberId,
    detail,
  }))
  const changed = await updateMarketingPreferences(tx, changes)
  tx.emit(
    ...changed.map(
      ({ accountId, at, ...data }): NewEvent => ({
        accountId,
        type: 'contact.marketing_preference_changed',
        at,
        data: { ...data, at },
      }),
    ),
  )
}

function preferencesOf({ field, kind, value, contacts }: OtherEntry, number: NumberRow): Preference[] {
  if (field !== 'user_preferences' || kind !== 'change' || !isObject(value)) return []
  return listOf(value['user_preferences']).flatMap((item) => {
    if (item['category'] !== 'marketing_messages') return []
    const choice = item['value']
    const phone = readId(item['wa_id'])
    const card = findCard(contacts, phone, readId(item['user_id']))
    const userId = readId(item['user_id']) ?? card?.user_id
    if ((choice !== 'stop' && choice !== 'resume') || (phone ?? userId) === undefined) return []
    const name = card?.profile?.name?.trim() || null
    const at = toInstant(readId(item['timestamp']))
    return [{ number, phone, userId, name, value: choice, at, detail: readText(item['detail']) ?? null }]
  })
}
