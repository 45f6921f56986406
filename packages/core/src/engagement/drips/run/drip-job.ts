import { jobKind } from '#platform/jobs/job.ts'

/** The next step of a person in a drip. The key is the id of the enrollment. */
export const dripStep = jobKind('drip_step')
