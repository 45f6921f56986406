import { jobKind } from '#platform/jobs/job.ts'

/** An event is acted upon; the key is its id. */
export const applyIncoming = jobKind('incoming_event')
