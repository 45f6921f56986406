import { subscriber } from '#events/subscribers/subscriber.ts'
import type { WorkerTransaction } from '#tenancy/unit-of-work.ts'
import { selectContactsOfRecipients } from '../../campaigns/outcome/recipient-store.ts'
import { type ActiveDrip, lockDrip, selectActiveDrips } from '../drip-store.ts'
import { type Entrant, enroll } from '../enrollments/enroll.ts'
import { type Match, matchTrigger, type TriggeringEvent, triggeringTypes } from './match-triggers.ts'

/** Enrolls people in drips by the events about them. An account without drips costs one look-up a batch. */
export const dripTriggers = subscriber({
  name: 'drips',
  types: triggeringTypes,
  async handle(tx: WorkerTransaction, events) {
    const byAccount = Map.groupBy(events, ({ accountId }) => accountId)
    for (const drip of await selectActiveDrips(tx, [...byAccount.keys()]))
      await enterBy(tx, drip, byAccount.get(drip.accountId) ?? [])
  },
})

async function enterBy(tx: WorkerTransaction, drip: ActiveDrip, events: readonly TriggeringEvent[]): Promise<void> {
  const matches = events.flatMap((event) =>
    drip.definition.triggers.flatMap((trigger) => {
      const match = matchTrigger(trigger, event)
      return match === null ? [] : [match]
    }),
  )
  if (matches.length === 0) return
  await lockDrip(tx, drip.accountId, drip.id)
  await enroll(tx, drip, await toEntrants(tx, drip.accountId, matches))
}

async function toEntrants(tx: WorkerTransaction, accountId: string, matches: readonly Match[]): Promise<Entrant[]> {
  const recipients = matches.flatMap((match) => ('recipient' in match ? [match.recipient] : []))
  const contacts = await selectContactsOfRecipients(tx, accountId, recipients)
  const known = new Map(contacts.map(({ campaignId, seq, contactId }) => [`${campaignId} ${seq}`, contactId]))
  return matches.flatMap((match): Entrant[] => {
    if (!('recipient' in match)) return [match]
    const contactId = known.get(`${match.recipient.campaignId} ${match.recipient.seq}`)
    const { triggerKey, lastMessageId } = match
    return contactId === undefined ? [] : [{ contactId, triggerKey, lastMessageId }]
  })
}
