import { applyReports } from '#messaging/messages/reports/apply-reports.ts'
import type { EmittingTransaction } from '#tenancy/unit-of-work.ts'
import type { Campaign } from '../campaign.ts'
import { addCounts, type CampaignCount } from '../outcome/counter-store.ts'
import { type RecalledMessage, requeueRecipients, takeFromLane, takeFromSchedule } from './recall-store.ts'

type Recalled = Pick<Campaign, 'id' | 'definition'>

/** Takes back what has not left: these people are in the queue again, and their messages are canceled. Returns how many there were. */
export async function recallToQueue(
  tx: EmittingTransaction,
  accountId: string,
  campaign: Recalled,
  counts: readonly CampaignCount[],
): Promise<number> {
  const messages = await takeMessages(tx, accountId, campaign, counts)
  const of = { accountId, campaignId: campaign.id }
  // before the messages are canceled, so that nobody takes that for the end of these people
  const back =
    messages.length === 0 ? [] : await requeueRecipients(tx, { ...of, at: new Date().toISOString() }, messages)
  await cancelMessages(tx, accountId, messages)
  await addCounts(
    tx,
    back.flatMap(({ variant, count }) => [
      { ...of, variant, key: 'queued', count },
      { ...of, variant, key: 'sending', count: -count },
    ]),
  )
  return messages.length
}

/** Takes back what has not left, for good: the reaction to canceled messages moves these people. Returns how many there were. */
export async function recallForGood(
  tx: EmittingTransaction,
  accountId: string,
  campaign: Recalled,
  counts: readonly CampaignCount[],
): Promise<number> {
  const messages = await takeMessages(tx, accountId, campaign, counts)
  await cancelMessages(tx, accountId, messages)
  return messages.length
}

/** What was put aside is searched only where the lane did not have all. */
async function takeMessages(
  tx: EmittingTransaction,
  accountId: string,
  { id: campaignId, definition: { numberId } }: Recalled,
  counts: readonly CampaignCount[],
): Promise<RecalledMessage[]> {
  const sending = counts.filter(({ key }) => key === 'sending').reduce((sum, { count }) => sum + count, 0)
  const waiting = await takeFromLane(tx, { accountId, campaignId, numberId })
  const aside = waiting.length < sending ? await takeFromSchedule(tx, { accountId, campaignId }) : []
  return [...waiting, ...aside]
}

async function cancelMessages(
  tx: EmittingTransaction,
  accountId: string,
  messages: readonly RecalledMessage[],
): Promise<void> {
  const report = { status: 'canceled', at: new Date().toISOString(), detail: 'the campaign was stopped' } as const
  await applyReports(
    tx,
    messages.map(({ messageId }) => ({ accountId, messageId, report })),
  )
}
