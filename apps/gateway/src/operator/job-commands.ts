import { type DeadJob, listDeadJobs, reviveDeadJobs } from '@dawk/core/platform/jobs/job-figures.ts'
import { operatorCommand } from './command.ts'
import { optional, text } from './options.ts'

const maxListed = 100

const jobsDead = operatorCommand({
  name: 'jobs-dead',
  summary: `Lists background jobs that failed for the last time, the oldest ${maxListed}, with their errors.`,
  options: {},
  async run({ db }) {
    const jobs = await listDeadJobs(db.worker, maxListed)
    return jobs.length === 0 ? 'No job has been given up' : jobs.map(describe).join('\n')
  },
})

const describe = ({ accountId, kind, key, attempts, deadAt, error }: DeadJob) =>
  `${kind} ${key} of account ${accountId}  given up at ${deadAt} after ${attempts} attempts: ${error}`

const jobsRetry = operatorCommand({
  name: 'jobs-retry',
  summary: 'Tries background jobs again that failed for the last time: all of them, or those of one kind.',
  options: { kind: optional(text('<kind>')) },
  async run({ db }, { kind }) {
    return `${await reviveDeadJobs(db.worker, kind ?? null)} jobs will be tried again`
  },
})

export const jobCommands = [jobsDead, jobsRetry]
