import type { EventData } from '#events/catalogue.ts'
import type { EmittingTransaction } from '#tenancy/unit-of-work.ts'
import type { Campaign, CampaignState } from './campaign.ts'
import type { CampaignCount } from './outcome/counter-store.ts'

type CampaignEventType =
  | 'campaign.scheduled'
  | 'campaign.started'
  | 'campaign.paused'
  | 'campaign.resumed'
  | 'campaign.completed'
  | 'campaign.canceled'
  | 'campaign.failed'
  | 'campaign.progress'

/** The event that tells of a state; the others are told by whoever moves it. */
const typeOf: Partial<Record<CampaignState, CampaignEventType>> = {
  scheduled: 'campaign.scheduled',
  running: 'campaign.resumed',
  paused: 'campaign.paused',
  completed: 'campaign.completed',
  canceled: 'campaign.canceled',
  failed: 'campaign.failed',
}

/** Announces where a campaign stands, with what became of its people where that is at hand. */
export function announce(
  tx: EmittingTransaction,
  accountId: string,
  campaign: Campaign,
  { type = typeOf[campaign.state], counts }: { type?: CampaignEventType; counts?: readonly CampaignCount[] } = {},
): void {
  if (type === undefined) return
  const { id: campaignId, name, state, pausedBy, reason, planned, parentId } = campaign
  const data: EventData['campaign.started'] = {
    campaignId,
    name,
    state,
    pausedBy,
    reason,
    planned,
    parentId,
    counts: counts ? statesOf(counts) : null,
  }
  tx.emit({ accountId, type, at: new Date().toISOString(), data })
}

/** How many people are in each state. */
export function statesOf(counts: readonly CampaignCount[]): Record<string, number> {
  const sums: Record<string, number> = {}
  for (const { key, count } of counts) if (!key.includes(':')) sums[key] = (sums[key] ?? 0) + count
  return sums
}
