import type { CampaignDefinition } from '../campaign.ts'
import type { LaneRoom } from './feed-store.ts'

/** What a lane holds of campaigns: little enough that a pause, an opt-out or a better class finds most people unsent. */
const laneSeconds = 3
const leastRoom = 20
/** Of a lane without a limit, in messages a second. */
const usualPerSecond = 1000
const minuteMs = 60_000

/** How many bulk messages a lane should hold. */
export const laneTarget = (perSecond: number | null): number =>
  Math.max(leastRoom, Math.ceil((perSecond ?? usualPerSecond) * laneSeconds))

/** How many a campaign may add to a lane now; campaigns on one lane share it. */
export function roomIn({ perSecond, waiting, feeds }: Pick<LaneRoom, 'perSecond' | 'waiting' | 'feeds'>): number {
  return Math.ceil(Math.max(0, laneTarget(perSecond) - waiting) / Math.max(1, feeds))
}

/** How many the campaign's own pace allows now. `pacedAt`: up to when it has been used, in milliseconds. */
export function allowedByPace(maxPerMinute: number | null, pacedAt: number | null, now: number): number {
  if (maxPerMinute === null) return Number.POSITIVE_INFINITY
  return Math.floor(((now - usedUpTo(maxPerMinute, pacedAt, now)) / minuteMs) * maxPerMinute + 1e-6)
}

/** Up to when the pace is used after so many were handed over. */
export const afterPace = (maxPerMinute: number, pacedAt: number | null, now: number, count: number): number =>
  usedUpTo(maxPerMinute, pacedAt, now) + (count * minuteMs) / maxPerMinute

/** What was not used is lost after three seconds, or after the time of one message. */
function usedUpTo(maxPerMinute: number, pacedAt: number | null, now: number): number {
  const longest = Math.max(laneSeconds * 1000, minuteMs / maxPerMinute)
  return Math.max(pacedAt ?? 0, now - longest)
}

/** When the pace allows the next one, in milliseconds. */
export const nextByPace = (maxPerMinute: number, pacedAt: number | null, now: number): number =>
  usedUpTo(maxPerMinute, pacedAt, now) + minuteMs / maxPerMinute

/** How many people may have been handed over at a step of the ramp. */
export function rampLimit(ramp: CampaignDefinition['ramp'], step: number, planned: number): number {
  const percent = ramp?.percents[step]
  return percent === undefined ? Number.POSITIVE_INFINITY : Math.ceil((planned * percent) / 100)
}
