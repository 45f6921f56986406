import { exitsOf, type FlowNode } from '../flow/nodes/node-catalogue.ts'
import { limits } from './guards.ts'
import { runNode } from './nodes/run-node.ts'
import { instant, nodeAt, note, type Outcome, type SessionRun, setValue } from './run.ts'
import type { EndState } from './session.ts'

type Target = string | null | { end: EndState }

/** Runs nodes from one on until the session waits or ends. */
export async function runFrom(run: SessionRun, first: Target): Promise<void> {
  let at = first
  while (at !== null || run.session.stack.length > 0) {
    if (at === null || typeof at === 'object') {
      const back = await leaveFlow(run, at?.end ?? 'completed')
      if (back === 'ended') return
      at = back
      continue
    }
    const refusal = countNode(run, at)
    if (refusal !== null) return finish(run, 'failed', { error: refusal })
    const moved: Target | 'waits' = await runAt(run, at)
    if (moved === 'waits') return
    at = moved
  }
  finish(run, 'completed')
}

/** Fast loops end here, whatever the flow looks like. */
function countNode(run: SessionRun, id: string): string | null {
  run.nodes += 1
  const key = `${run.flow.versionId}:${id}`
  const visits = (run.visits.get(key) ?? 0) + 1
  run.visits.set(key, visits)
  if (run.nodes > limits.nodesPerTurn) return `more than ${limits.nodesPerTurn} nodes ran in one turn`
  return visits > limits.visitsPerTurn ? `the node ${id} ran more than ${limits.visitsPerTurn} times in one turn` : null
}

async function runAt(run: SessionRun, id: string): Promise<Target | 'waits'> {
  const node = nodeAt(run, id)
  if (!node) return noteEnd(run, id, 'the node is not there')
  run.session = { ...run.session, node: id }
  let outcome: Outcome
  try {
    outcome = await runNode(run, node, id)
  } catch (error) {
    if (!isRenderProblem(error)) throw error
    outcome = { kind: 'end', state: 'failed', error: String(error.message) }
  }
  return applyOutcome(run, node, id, outcome)
}

const isRenderProblem = (error: unknown): error is Error =>
  error instanceof Error && /RenderError|AssertionError|ParseError|UndefinedVariableError/.test(error.name)

function noteEnd(run: SessionRun, id: string, error: string): Target {
  note(run, { node: id, kind: 'missing', error })
  return { end: 'failed' }
}

/** What comes after a node, with its line in the trace. */
export function applyOutcome(run: SessionRun, node: FlowNode, id: string, outcome: Outcome): Target | 'waits' {
  const line = { node: id, kind: node.kind, output: 'output' in outcome ? (outcome.output ?? null) : null }
  switch (outcome.kind) {
    case 'wait':
      note(run, line)
      run.session = { ...run.session, wait: outcome.wait }
      return 'waits'
    case 'end':
      note(run, { ...line, exit: outcome.state, error: outcome.error ?? null })
      run.session = {
        ...run.session,
        result: outcome.error === undefined ? (outcome.result ?? run.session.result) : `error: ${outcome.error}`,
      }
      return { end: outcome.state }
    case 'enter': {
      note(run, { ...line, exit: 'enter' })
      const { session, flow } = run
      const frame = { flowId: flow.flowId, versionId: flow.versionId, node: id, vars: session.vars }
      const { flowId, versionId, spec } = outcome.flow
      run.session = {
        ...session,
        flowId,
        versionId,
        stack: [...session.stack, frame],
        vars: outcome.vars,
        node: spec.start,
      }
      run.flow = outcome.flow
      return spec.start
    }
    case 'exit': {
      note(run, { ...line, exit: outcome.exit, error: outcome.error ?? null })
      return targetOf(node, outcome.exit)
    }
  }
}

/** Where an exit leads; one that leads nowhere does what its fallback says. */
export function targetOf(node: FlowNode, exit: string): Target {
  const target = node.exits[exit]
  if (target !== undefined) return target
  const fallback = exitsOf(node).find(({ name }) => name === exit)?.fallback ?? 'end:failed'
  const [does, name = ''] = fallback.split(':')
  return does === 'as' && name !== exit && name !== 'flow'
    ? targetOf(node, name)
    : { end: does === 'end' ? (name as EndState) : 'failed' }
}

/** The end of a flow: of one that another runs, the other goes on. */
async function leaveFlow(run: SessionRun, state: EndState): Promise<Target | 'ended'> {
  const frame = run.session.stack.at(-1)
  const goesOn = frame && (state === 'completed' || state === 'failed')
  const flow = goesOn ? await run.ports.version(frame.versionId) : null
  if (!goesOn || !flow) {
    finish(run, state)
    return 'ended'
  }
  const { result, stack } = run.session
  run.flow = flow
  run.session = {
    ...run.session,
    flowId: frame.flowId,
    versionId: frame.versionId,
    node: frame.node,
    vars: frame.vars,
    stack: stack.slice(0, -1),
    result: null,
  }
  const node = nodeAt(run, frame.node)
  if (node?.kind !== 'run_flow') return { end: 'failed' }
  if (node.data.saveAs !== undefined) setValue(run, node.data.saveAs, result)
  return targetOf(node, state === 'completed' ? 'ok' : 'error')
}

/** Ends the session. */
export function finish(run: SessionRun, state: EndState, { error = null }: { error?: string | null } = {}): void {
  const at = instant(run.ports.now)
  if (error !== null) note(run, { node: run.session.node, kind: 'session.failed', error })
  const result = error === null ? run.session.result : `error: ${error}`
  run.session = { ...run.session, state, result, wait: null, endedAt: at, updatedAt: at }
}
