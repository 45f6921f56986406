import type { JobHandler } from '#platform/jobs/job.ts'
import type { WorkerTransaction } from '#tenancy/unit-of-work.ts'
import { createDisputeJobs } from './disputes/dispute-jobs.ts'
import { createRechargeJobs } from './recharge/recharge-jobs.ts'
import { createRefundJobs } from './refunds/refund-jobs.ts'
import { createTopUpJobs } from './top-ups/check-jobs.ts'
import type { TopUpContext } from './top-ups/start-top-up.ts'

/** All that is asked of payment providers in the background. */
export const paymentJobs = (ctx: TopUpContext): JobHandler<WorkerTransaction>[] => [
  createTopUpJobs(ctx),
  createRefundJobs(ctx),
  createDisputeJobs(ctx),
  createRechargeJobs(ctx),
]
