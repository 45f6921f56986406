import type { Values } from '../values/template.ts'
import { countSession, limits } from './guards.ts'
import { decide, instant, type Run, type SessionRun } from './run.ts'
import { finish, runFrom } from './run-flow.ts'
import type { LiveFlow } from './turn.ts'

export interface Start {
  flow: LiveFlow
  /** What started it, for the trace and the flow: `trigger`, and what it knows. */
  event: Values
  values?: Values
  /** Where it begins; absent: where the flow does. */
  at?: string | null
  /** Flows whose events led to it. */
  depth?: number
  id?: string
}

/** Begins a session, in place of one that is open. False: the guards do not let it. */
export async function startFlow(run: Run, start: Start): Promise<boolean> {
  const { flow, depth = 0 } = start
  const guard = countSession(run.guard, run.ports.now)
  if (guard === null) return refuse(run, `more than ${limits.sessionsPerDay} sessions of one conversation in a day`)
  if (depth > limits.depth) return refuse(run, `flows started one another ${limits.depth} deep`)
  endOpen(run)
  run.guard = guard
  run.session = newSession(run, start)
  run.flow = flow
  decide(run, 'started', { flow: flow.name, version: flow.number, ...start.event })
  await runFrom(run as SessionRun, start.at === undefined ? flow.spec.start : start.at)
  return true
}

function refuse(run: Run, reason: string): false {
  decide(run, 'guarded', { reason })
  return false
}

/** Whatever is open ends: another flow begins, or a person takes over. */
export function endOpen(run: Run, state: 'stopped' | 'handed_over' = 'stopped'): void {
  if (run.session === null || run.flow === null) return
  if (run.session.state === 'waiting') finish(run as SessionRun, state)
  run.ended.push({ ...run.session, rev: run.session.rev + 1 })
  run.session = null
  run.flow = null
  run.effect = null
}

function newSession({ ports }: Run, { flow, event, values = {}, depth = 0, id }: Start): SessionRun['session'] {
  const { id: conversationId, contactId, numberId } = ports.facts.conversation
  const at = instant(ports.now)
  const defaults = Object.entries(flow.spec.vars ?? {}).flatMap(([name, one]) =>
    one.default === undefined ? [] : [[name, one.default]],
  )
  return {
    ...{ id: id ?? ports.newId(), conversationId, contactId, numberId, flowId: flow.flowId, versionId: flow.versionId },
    ...{ node: flow.spec.start, stack: [], vars: { ...Object.fromEntries(defaults), ...values }, event, wait: null },
    ...{ rev: 0, state: 'waiting', result: null, depth, startedAt: at, updatedAt: at, endedAt: null },
  }
}
