import { dateJobs } from '@dawk/core/engagement/drips/triggers/date-jobs.ts'
import { assignmentJobs } from '@dawk/core/engagement/inbox/assignment/assignment-jobs.ts'
import { snoozeJobs } from '@dawk/core/engagement/inbox/conversations/snooze-jobs.ts'
import { searchJobs } from '@dawk/core/engagement/inbox/search/search.ts'
import { clockJobs } from '@dawk/core/engagement/inbox/sla/clocks.ts'
import { segmentSweepJobs } from '@dawk/core/engagement/segments/follow-segments.ts'
import { sweepJobs } from '@dawk/core/integrations/incoming/sweep-jobs.ts'
import { claimedWebhookJobs } from '@dawk/core/messaging/numbers/claimed-webhooks.ts'
import type { JobHandler } from '@dawk/core/platform/jobs/job.ts'
import type { WorkerTransaction } from '@dawk/core/tenancy/unit-of-work.ts'
import { replayJobs } from '@dawk/core/webhooks/replays/replay-jobs.ts'

/** Every kind of job there is. What is scheduled and not in this list is never done. */
export const jobHandlers: readonly JobHandler<WorkerTransaction>[] = [
  replayJobs,
  assignmentJobs,
  snoozeJobs,
  clockJobs,
  searchJobs,
  claimedWebhookJobs,
  segmentSweepJobs,
  dateJobs,
  sweepJobs,
]
