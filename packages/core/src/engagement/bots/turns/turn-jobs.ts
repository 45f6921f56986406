import type { CoreContext } from '#context.ts'
import { HoldsRefused, type MessageHolds } from '#messaging/messages/send/message-holds.ts'
import type { NumberDirectory } from '#messaging/numbers/number-directory.ts'
import { batchJobs, type JobHandler, type LongJob, longJobs } from '#platform/jobs/job.ts'
import type { WorkerTransaction } from '#tenancy/unit-of-work.ts'
import { type Before, runTurn, type TurnResult } from '../engine/run-turn.ts'
import { addInputs, botTimer, botTurn } from './bot-inputs.ts'
import { commitTurn } from './commit-turn.ts'
import { deleteInputs } from './input-store.ts'
import { readSituation, type Situation } from './read-turn.ts'
import { type PortDeps, productionPorts } from './turn-ports.ts'

export interface TurnDeps extends PortDeps, Pick<CoreContext, 'log'> {
  worker: CoreContext['worker']
  numbers: Pick<NumberDirectory, 'byIds'>
  /** Absent: messages cost nothing here. */
  holds?: MessageHolds
  /** In milliseconds. */
  now(): number
}

/** A turn is decided anew so often when others change what it was decided upon. */
const maxTries = 10
/** A turn is a few statements: another process may take it over soon. */
const leaseMs = 15_000
/** What is wrong for now, such as a database that is away, is tried again soon at first. */
const retryDelaysMs = [
  500,
  2000,
  5000,
  15_000,
  60_000,
  300_000,
  900_000,
  3_600_000,
  3_600_000,
  3_600_000,
  6 * 3_600_000,
]

/** The jobs of bots that stay within the database. */
export const createTurnJobs = (deps: TurnDeps): readonly JobHandler<WorkerTransaction>[] => [
  longJobs({ kind: botTurn, concurrency: 8, leaseMs, retryDelaysMs, run: (job) => takeTurn(deps, job) }),
  batchJobs({
    kind: botTimer,
    async run(tx: WorkerTransaction, jobs) {
      const at = new Date(deps.now()).toISOString()
      await addInputs(
        tx,
        jobs.map(({ accountId, key, payload: { conversationId, rev } }) => ({
          ...{ accountId, conversationId, kind: 'timer' as const, data: { sessionId: key, rev }, at },
        })),
      )
    },
  }),
]

type TurnJob = Pick<LongJob, 'accountId' | 'key' | 'complete' | 'signal'>

/**
 * One turn of a conversation. It is decided without touching anything, and committed together with the end of the job: a process that
 * dies before that leaves everything as it was, and after it nothing to do.
 */
async function takeTurn(deps: TurnDeps, job: TurnJob): Promise<void> {
  const unpaid = new Map<string, string>()
  for (let tries = 0; tries < maxTries && !job.signal.aborted; tries += 1) {
    const situation = await readSituation(deps.worker, job.accountId, job.key, deps.now())
    if (situation === null) return deps.worker.transaction((tx) => job.complete(tx))
    if (!('conversation' in situation)) return dropInputs(deps, job, situation.ids)
    if ((await decideAndCommit(deps, job, { situation: situation, unpaid })) === 'done') return
  }
  throw new Error('The turn was decided anew too often')
}

/** The conversation is gone, and with it everything that was to be said in it. */
const dropInputs = (deps: TurnDeps, job: TurnJob, ids: readonly string[]): Promise<void> =>
  deps.worker.transaction(async (tx) => {
    await deleteInputs(tx, job.accountId, job.key, ids)
    await job.complete(tx)
  })

interface Attempt {
  situation: Situation
  unpaid: Map<string, string>
}

async function decideAndCommit(
  deps: TurnDeps,
  job: TurnJob,
  { situation, unpaid }: Attempt,
): Promise<'done' | 'again'> {
  const { accountId } = job
  const { conversation, facts, session, inputs } = situation
  const number = (await deps.numbers.byIds([conversation.numberId])).get(conversation.numberId)
  if (!number) {
    await dropInputs(deps, job, situation.ids) // a number that was disconnected says nothing
    return 'done'
  }
  const now = deps.now()
  const ports = await productionPorts(deps, { accountId, number, conversation, facts, now, unpaid })
  const before: Before = { session, guard: conversation.guard }
  const result = await runTurn(ports, before, inputs)
  return commit(deps, job, { situation, unpaid, result, now })
}

async function commit(
  deps: TurnDeps,
  job: TurnJob,
  { situation, unpaid, result, now }: Attempt & { result: TurnResult; now: number },
): Promise<'done' | 'again'> {
  const { accountId } = job
  try {
    return await deps.worker.transaction(async (tx): Promise<'done'> => {
      if (!(await commitTurn(tx, { accountId, situation, result, holds: deps.holds, now }))) throw new Stale()
      await job.complete(tx)
      return 'done'
    })
  } catch (error) {
    if (error instanceof Stale) return 'again'
    if (!(error instanceof HoldsRefused)) throw error
    const [first] = error.refused.values()
    for (const { command } of result.sends)
      if (command?.idempotency) unpaid.set(command.idempotency.key, first?.message ?? 'the balance does not reach')
    return 'again'
  }
}

/** Ends a transaction of a turn that was decided upon what is no longer so. */
class Stale extends Error {}
