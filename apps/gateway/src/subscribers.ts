import { partnerNews } from '@dawk/core/commerce/partners/partner-news.ts'
import { flowStarter } from '@dawk/core/engagement/bots/turns/flow-starter.ts'
import { dripTriggers } from '@dawk/core/engagement/drips/triggers/drip-triggers.ts'
import { segmentFollower } from '@dawk/core/engagement/segments/follow-segments.ts'
import { setAsideJobs } from '@dawk/core/events/subscribers/set-aside-events.ts'
import type { Subscriber } from '@dawk/core/events/subscribers/subscriber.ts'
import type { JobHandler } from '@dawk/core/platform/jobs/job.ts'
import { numberNews } from '@dawk/core/tenancy/partners/number-news.ts'
import type { WorkerTransaction } from '@dawk/core/tenancy/unit-of-work.ts'

/** Every subscriber of the event log. The rooms that record events know none of them. */
export const subscribers: readonly Subscriber<WorkerTransaction>[] = [
  dripTriggers,
  segmentFollower,
  flowStarter,
  partnerNews,
  numberNews,
]

/** What they set aside. */
export const subscriberJobs: readonly JobHandler<WorkerTransaction>[] = subscribers.map(setAsideJobs)
