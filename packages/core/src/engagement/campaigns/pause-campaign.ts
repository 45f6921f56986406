import type { WorkerTransaction } from '#tenancy/unit-of-work.ts'
import type { Campaign } from './campaign.ts'
import { announce } from './campaign-events.ts'
import { lockCampaign, writeCampaign } from './campaign-store.ts'
import { startFeed } from './feed/feed-store.ts'
import type { PauseReason } from './pause-reasons.ts'

/** Pauses a campaign in the instant of a fact. The feeder takes back what has not left. Nothing happens where it does not run. */
export async function pauseFromFact(
  tx: WorkerTransaction,
  accountId: string,
  campaignId: string,
  { by, reason }: { by: PauseReason; reason: string },
): Promise<void> {
  const campaign = await lockCampaign(tx, accountId, campaignId)
  if (
    campaign === null ||
    !(campaign.state === 'running' || campaign.state === 'planning' || campaign.state === 'scheduled')
  )
    return
  const at = new Date().toISOString()
  const paused: Campaign = {
    ...campaign,
    state: 'paused',
    pausedBy: by,
    reason,
    resumesTo: campaign.state,
    updatedAt: at,
  }
  await writeCampaign(tx, accountId, paused)
  if (campaign.state === 'running') await startFeed(tx, accountId, campaignId, at)
  announce(tx, accountId, paused)
}
