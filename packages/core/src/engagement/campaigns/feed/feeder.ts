import { type BackgroundLoop, createBackgroundLoop, type DueWatch } from '#platform/background-loop.ts'
import { isDatabaseUnavailable } from '#platform/database/errors.ts'
import { type FeedDeps, feedCampaign } from './feed-campaign.ts'
import { anyFeedDue, leaveFeed, takeFeeds } from './feed-store.ts'

const pollMs = 1000
/** How long a process that died keeps a campaign. */
const takenMs = 15_000
const maxFeeds = 8
const retryMs = 2000

export interface Feeder extends BackgroundLoop {
  /** One round over the campaigns that have something to do; how many there were. For tests that own the clock. */
  feedOnce(): Promise<number>
}

/**
 * Hands the people of running campaigns to their lanes, a few seconds' worth at a time. Any number of processes may run it: a
 * campaign is worked on by one at a time, and what keeps a person from being taken twice is the transaction that takes them.
 */
export function createFeeder(deps: FeedDeps & { due?: DueWatch }): Feeder {
  const { worker, log } = deps

  async function feedOnce(): Promise<number> {
    const now = deps.now()
    const taking = { now: new Date(now).toISOString(), until: new Date(now + takenMs).toISOString(), limit: maxFeeds }
    const feeds = await takeFeeds(worker, taking)
    for (const feed of feeds)
      await feedCampaign(deps, feed).catch(async (error: unknown) => {
        log.warn(
          { err: error, accountId: feed.accountId, campaignId: feed.campaignId },
          'a campaign was not fed: trying again',
        )
        if (!isDatabaseUnavailable(error)) await leaveFeed(worker, feed, new Date(deps.now() + retryMs).toISOString())
      })
    return feeds.length
  }

  const loop = createBackgroundLoop({
    step: async () => ((await feedOnce()) > 0 ? 0 : pollMs),
    onError: (error) => log.warn({ err: error }, 'campaigns were not fed: trying again'),
    retryMs: pollMs,
    ...(deps.due && { due: { poll: deps.due, exists: anyFeedDue } }),
  })
  return { ...loop, feedOnce }
}
