import type { StatusEntry } from '@dawk/cloud-api/webhook-types.ts'
import { createCache } from '#platform/cache.ts'
import type { WorkerTransaction } from '#tenancy/unit-of-work.ts'
import type { ContactMention } from '../identities/contact-mention.ts'
import { resolveContacts } from '../identities/resolve-contacts.ts'
import type { NumberRow } from '../numbers/number.ts'
import { toMergedEvent } from './contact-events.ts'
import { findCard } from './read-sender.ts'

export type IdentityLearner = ReturnType<typeof createIdentityLearner>

/**
 * Learns from statuses who has which phone number and user id: somebody to whom we wrote by phone may answer without
 * one. Each message brings the same several times, so what was learned lately is not looked up again.
 */
export function createIdentityLearner() {
  const learned = createCache<true>({ max: 50_000, ttlMs: 3600_000 })
  return {
    async learn(tx: WorkerTransaction, items: readonly { entry: StatusEntry; number: NumberRow }[]): Promise<void> {
      const mentions = new Map<string, ContactMention>()
      for (const item of items) {
        const mention = toMention(item)
        const key = JSON.stringify(mention)
        if (mention && !learned.has(key)) mentions.set(key, mention)
      }
      if (mentions.size === 0) return
      const { merged, isKnown } = await resolveContacts(tx, [...mentions.values()])
      if (isKnown) for (const key of mentions.keys()) learned.set(key, true) // what was new is not committed yet
      tx.emit(...merged.map(toMergedEvent))
    },
  }
}

/** Null: it says nothing beyond what is known from the message, or speaks of a group. */
function toMention({ entry: { status, contacts }, number }: { entry: StatusEntry; number: NumberRow }) {
  const { recipient_id: phone, recipient_user_id: userId, recipient_type: type } = status
  if (type === 'group') return null
  const card = findCard(contacts, phone, userId)
  const userIds = [userId, card?.user_id, status.recipient_parent_user_id, card?.parent_user_id]
  const phones = [card?.wa_id, phone].filter((one) => one !== undefined && /^\d{5,20}$/.test(one))
  const known = userIds.filter((one) => one !== undefined)
  if (known.length === 0) return null
  return {
    accountId: number.accountId,
    phones: [...new Set(phones)] as string[],
    userIds: [...new Set(known)],
    username: card?.profile?.username?.toLowerCase() ?? null,
    name: card?.profile?.name?.trim() || null,
  }
}
