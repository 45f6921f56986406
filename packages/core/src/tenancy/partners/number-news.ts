import { subscriber } from '#events/subscribers/subscriber.ts'
import type { WorkerTransaction } from '../unit-of-work.ts'
import { selectPartnershipsOf } from './child-store.ts'
import { notifyPartner } from './notify-partner.ts'
import { selectWaba } from './onboarding-store.ts'
import { lockPartner } from './partner-store.ts'

/** Tells partners which numbers their accounts connect; its cursor moves with what is told, so each connection is told once. */
export const numberNews = subscriber<WorkerTransaction, 'number.connected' | 'number.disconnected'>({
  name: 'partner news of numbers',
  types: ['number.connected', 'number.disconnected'],
  async handle(tx, events) {
    const children = await selectPartnershipsOf(tx, [...new Set(events.map(({ accountId }) => accountId))])
    for (const partnerId of [...new Set(children.map((child) => child.partnerId))].toSorted())
      await lockPartner(tx, partnerId)
    for (const { accountId, type, data } of events) {
      const child = children.find(({ id }) => id === accountId)
      if (!child) continue
      if (type === 'number.disconnected') await notifyPartner(tx, child, 'account.number_disconnected', data)
      else await notifyConnected(tx, child, data)
    }
  },
})

type Child = Awaited<ReturnType<typeof selectPartnershipsOf>>[number]
interface ConnectedNumber {
  numberId: string
  phoneNumberId: string
  wabaId: string | null
  displayPhoneNumber: string | null
}

/** The business account is new with the first of its numbers. */
async function notifyConnected(tx: WorkerTransaction, child: Child, data: ConnectedNumber): Promise<void> {
  await notifyPartner(tx, child, 'account.number_connected', data)
  const { wabaId, numberId } = data
  if (wabaId === null) return
  const { numbers, linkId } = await selectWaba(tx, child.id, { wabaId, numberId })
  if (numbers[0] && numbers[0].id !== numberId) return
  await notifyPartner(tx, child, 'account.waba_connected', { wabaId, numbers, onboardingLinkId: linkId })
}
