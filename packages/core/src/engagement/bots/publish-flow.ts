import type { CoreContext } from '#context.ts'
import { type FieldProblem, GatewayError } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { assertScope, type Caller } from '#tenancy/access/caller.ts'
import type { UnitOfWork } from '#tenancy/unit-of-work.ts'
import type { LiveFlow } from './engine/turn.ts'
import { checksumOf, type FlowSpec } from './flow/flow-spec.ts'
import { lintFlow } from './flow/lint-flow.ts'
import { toSpec, validateFlow } from './flow/validate-flow.ts'
import type { Flow, FlowVersion, PublishReport } from './flow.ts'
import { insertVersion, selectLive, selectVersions, writeFlow } from './flow-store.ts'
import { getFlowIn, getLockedFlow, toSnapshot } from './flows.ts'
import { runTranscript } from './testing/run-transcript.ts'
import { addInputs } from './turns/bot-inputs.ts'
import { moveSessions, selectOpenOfFlow } from './turns/session-store.ts'

/** What becomes of sessions that run in an earlier version. */
export const sessionFates = ['keep', 'move', 'end'] as const
type SessionFate = (typeof sessionFates)[number]

export interface Validation {
  errors: readonly FieldProblem[]
  warnings: readonly FieldProblem[]
  tests: PublishReport['tests']
}

type Context = Pick<CoreContext, 'read' | 'transaction'>

/** What publishing a document would say, without doing it. */
export async function validateDocument(
  ctx: Pick<Context, 'read'>,
  { accountId }: Pick<Caller, 'accountId'>,
  document: unknown,
): Promise<Validation> {
  const errors = validateFlow(document)
  if (errors.length > 0) return { errors, warnings: [], tests: [] }
  const spec = toSpec(document)
  const others = await ctx.read({ accountId }, (db) => selectLive(db, accountId))
  const unknown = unknownFlows(spec, others)
  const tests = unknown.length > 0 ? [] : await runTests(spec, others)
  return { errors: unknown, warnings: lintFlow(spec), tests }
}

function unknownFlows({ nodes }: FlowSpec, others: readonly LiveFlow[]): FieldProblem[] {
  return Object.entries(nodes).flatMap(([id, node]) =>
    node.kind === 'run_flow' && !others.some(({ flowId }) => flowId === node.data.flowId)
      ? [
          {
            field: `nodes.${id}.data.flowId`,
            message: 'must be the id of a flow that has a live version and is enabled',
          },
        ]
      : [],
  )
}

async function runTests(spec: FlowSpec, others: readonly LiveFlow[]): Promise<PublishReport['tests']> {
  const flow: LiveFlow = { flowId: newId(), versionId: newId(), number: 0, name: 'test', spec }
  const results: { name: string; passed: boolean; problem: string | null }[] = []
  for (const [name, text] of Object.entries(spec.tests ?? {})) {
    const { passed, problems } = await runTranscript(flow, text, others)
    const [first] = problems
    results.push({ name, passed, problem: first ? `line ${first.line}: ${first.message}` : null })
  }
  return results
}

/** A document that has no problems. @throws GatewayError `invalid_request` with every problem */
export function assertDocument(document: unknown): FlowSpec {
  const details = validateFlow(document)
  if (details.length > 0) throw new GatewayError('invalid_request', 'Validation failed.', { details })
  return toSpec(document)
}

export interface Publish {
  message?: string | null
  sessions?: SessionFate
}

/**
 * Makes the draft the version by which sessions start. A draft with problems, or with a test that does not pass, is refused. Publishing
 * what is live already changes nothing.
 * @throws GatewayError `not_found`; `invalid_request` with every problem; `conflict` when the draft was changed meanwhile
 */
export async function publishFlow(
  ctx: Context,
  caller: Caller,
  id: string,
  { message = null, sessions = 'keep' }: Publish,
): Promise<{ flow: Flow; version: FlowVersion }> {
  assertScope(caller, 'automations:write')
  const draft = await ctx.read(caller, (db) => getFlowIn(db, caller.accountId, id))
  const { errors, warnings, tests } = await validateDocument(ctx, caller, draft.draft)
  assertPublishable(errors, tests)
  const spec = toSpec(draft.draft)
  return ctx.transaction(caller, async (tx) => {
    const before = await getLockedFlow(tx, id)
    if (before.draftRevision !== draft.draftRevision)
      throw new GatewayError('conflict', 'The draft was changed while it was being published. Publish it again.')
    const [latest] = await selectVersions(tx, caller.accountId, id, { before: null, limit: 1 })
    const checksum = checksumOf(spec)
    if (latest && latest.checksum === checksum && latest.id === before.liveVersionId)
      return { flow: before, version: latest }
    const at = new Date().toISOString()
    const { kind, id: byId, name } = caller.actor
    const version: FlowVersion = {
      ...{
        id: newId(),
        flowId: id,
        number: (latest?.number ?? 0) + 1,
        spec,
        checksum,
        message,
        report: { warnings, tests },
      },
      ...{ publishedBy: { kind, id: byId, name }, publishedAt: at },
    }
    await insertVersion(tx, caller.accountId, version)
    const after: Flow = { ...before, liveVersionId: version.id, liveNumber: version.number, updatedAt: at }
    await writeFlow(tx, caller.accountId, after)
    await settleRunning(tx, version, sessions)
    await tx.audit('flow.published', id, { before: toSnapshot(before), after: toSnapshot(after) })
    tx.emit('flow.version.published', { flowId: id, name: before.name, versionId: version.id, number: version.number })
    tx.notify('flows', caller.accountId)
    return { flow: after, version }
  })
}

function assertPublishable(errors: readonly FieldProblem[], tests: PublishReport['tests']): void {
  const failed = tests.filter(({ passed }) => !passed)
  const details = [
    ...errors,
    ...failed.map(({ name, problem }) => ({ field: `tests.${name}`, message: `does not pass: ${problem}` })),
  ]
  if (details.length > 0) throw new GatewayError('invalid_request', 'The draft cannot be published.', { details })
}

const mostAtOnce = 5000

/** Running sessions stay on their version, go on in the new one where their node is still there, or end. */
async function settleRunning(
  tx: UnitOfWork,
  { id: versionId, flowId, spec }: FlowVersion,
  fate: SessionFate,
): Promise<void> {
  if (fate === 'keep') return
  const { accountId } = tx.caller
  const running = await selectOpenOfFlow(tx, accountId, { flowId, versionId, limit: mostAtOnce })
  if (fate === 'move') {
    const ids = running.filter(({ node }) => spec.nodes[node] !== undefined).map(({ id }) => id)
    await moveSessions(tx, accountId, { ids, versionId })
    return
  }
  const at = new Date().toISOString()
  await addInputs(
    tx,
    running.map(({ id: sessionId, conversationId }) => ({
      ...{ accountId, conversationId, kind: 'stop' as const, at },
      data: { sessionId, state: 'stopped', reason: 'another version was published' },
    })),
  )
}
