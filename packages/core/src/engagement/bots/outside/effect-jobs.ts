import type { CoreContext } from '#context.ts'
import type { Queryable } from '#platform/database/database.ts'
import type { Egress } from '#platform/egress.ts'
import { type JobHandler, type LongJob, longJobs } from '#platform/jobs/job.ts'
import { systemCaller } from '#tenancy/access/caller.ts'
import type { WorkerTransaction } from '#tenancy/unit-of-work.ts'
import { getContact } from '../../contacts/read/read-contacts.ts'
import type { BotDirectory } from '../bot-directory.ts'
import type { EffectOutcome } from '../engine/turn.ts'
import type { FlowNode } from '../flow/nodes/node-catalogue.ts'
import { addInputs, botEffect } from '../turns/bot-inputs.ts'
import { type StoredSession, selectSession } from '../turns/session-store.ts'
import type { Values } from '../values/template.ts'
import { callHttp } from './call-http.ts'

export interface EffectDeps extends Pick<CoreContext, 'log'> {
  worker: CoreContext['worker']
  directory: BotDirectory
  egress: Pick<Egress, 'agent' | 'checkUrl'>
  /** In milliseconds. */
  now(): number
}

type EffectJob = Pick<
  LongJob<{ conversationId: string; sessionId: string; rev: number; node: string }>,
  'accountId' | 'payload' | 'complete' | 'signal' | 'key'
>

/**
 * Work outside of the database, each piece a job of its own, so that a slow shop holds up nobody. Its result comes back as an input of
 * the revision that asked for it; one that comes too late is dropped. After a crash the call may be made again, under the same key.
 */
export const createEffectJobs = (deps: EffectDeps): JobHandler<WorkerTransaction> =>
  longJobs({ kind: botEffect, concurrency: 16, run: (job) => runEffect(deps, job) })

async function runEffect(deps: EffectDeps, job: EffectJob): Promise<void> {
  const { accountId, payload } = job
  const { conversationId, sessionId, rev } = payload
  const question = await findQuestion(deps, job)
  const outcome = question === null ? null : await work(deps, job, question)
  await deps.worker.transaction(async (tx) => {
    const at = new Date(deps.now()).toISOString()
    if (outcome)
      await addInputs(tx, [{ accountId, conversationId, kind: 'effect', data: { sessionId, rev, outcome }, at }])
    await job.complete(tx)
  })
}

interface Question {
  session: StoredSession
  node: FlowNode
  values: Values
}

/** The node that asked, while its session still waits for it; null: nobody waits any more. */
async function findQuestion(
  { worker, directory, now }: EffectDeps,
  { accountId, payload }: EffectJob,
): Promise<Question | null> {
  const session = await selectSession(worker, accountId, payload.sessionId)
  if (session?.state !== 'waiting' || session.rev !== payload.rev || session.wait?.kind !== 'effect') return null
  const flow = await directory.version(accountId, session.versionId, worker)
  const node = flow?.spec.nodes[payload.node]
  if (!flow || !node) return null
  const contact = await readContact(worker, accountId, session.contactId)
  const values = {
    contact,
    session: session.vars,
    event: session.event,
    flow: { id: flow.flowId, name: flow.name, version: flow.number },
    now: new Date(now()).toISOString(),
  }
  return { session, node, values }
}

async function readContact(worker: Queryable, accountId: string, contactId: string): Promise<Values> {
  const contact = await getContact(worker, { ...systemCaller(accountId), numberIds: null }, contactId).catch(() => null)
  return contact === null ? {} : { ...contact.attributes, ...contact, identifiers: undefined, provenance: undefined }
}

async function work(deps: EffectDeps, job: EffectJob, { node, values, session }: Question): Promise<EffectOutcome> {
  if (node.kind !== 'http') return { exit: 'error', set: {}, output: { problem: 'no model is connected' } }
  const key = `${session.id}.${session.rev}.${job.payload.node}`
  return callHttp(deps, node.data, { values, key, signal: job.signal })
}
