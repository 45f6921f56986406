import { holds } from '../values/condition.ts'
import type { GuardState } from './guards.ts'
import { limits } from './guards.ts'
import { triggerKey } from './match-triggers.ts'
import { sayTexts } from './nodes/say.ts'
import { joinFragments } from './read-message.ts'
import { decide, instant, nodeAt, note, type Run, type SessionRun, setValue, valuesOf } from './run.ts'
import { applyOutcome, finish, runFrom, targetOf } from './run-flow.ts'
import type { Session } from './session.ts'
import { endOpen, startFlow } from './start-flow.ts'
import { takeMessage } from './take-message.ts'
import type { LiveFlow, Turn, TurnInput, TurnPorts } from './turn.ts'

/** Where the conversation stands before a turn. */
export interface Before {
  session: Session | null
  guard: GuardState
}

export interface TurnResult extends Turn {
  /** Ids of inputs that stay where they are, for a later turn. */
  left: readonly string[]
}

/**
 * What a conversation does about everything that has come in, without touching anything: the same for the simulator and in production,
 * which differ in the ports alone. What it returns is committed whole or not at all.
 */
export async function runTurn(ports: TurnPorts, before: Before, inputs: readonly TurnInput[]): Promise<TurnResult> {
  const run = await openRun(ports, before)
  const left: string[] = []
  for (const input of inOrder(inputs)) {
    try {
      if ((await takeInput(run, input)) === 'later') left.push(input.id)
    } catch (error) {
      if (run.session === null || !(error instanceof TypeError || error instanceof RangeError)) throw error
      finish(run as SessionRun, 'failed', { error: String(error) }) // a mistake in the engine leaves nobody stuck
    }
    settle(run)
  }
  return { ...run, ...closeRun(run, before), left }
}

async function openRun(ports: TurnPorts, { session, guard }: Before): Promise<Run> {
  const flow: LiveFlow | null = session && (await ports.version(session.versionId))
  const run: Run = {
    ...{ ports, session, flow, message: null, steps: [], sends: [], actions: [], effect: null, ended: [], guard },
    ...{ nodes: 0, visits: new Map() },
  }
  if (session !== null && flow === null) {
    run.session = { ...session, state: 'failed', wait: null, endedAt: instant(ports.now) }
    run.ended.push({ ...run.session, rev: session.rev + 1 })
    run.session = null
  }
  return run
}

/** A session that has ended makes room for another in the same turn. */
function settle(run: Run): void {
  if (run.session === null || run.session.state === 'waiting') return
  run.ended.push({ ...run.session, rev: run.session.rev + 1 })
  run.session = null
  run.flow = null
  run.effect = null
}

function closeRun(run: Run, before: Before): Pick<Turn, 'session'> {
  const { session } = run
  if (session === null) return { session }
  const isUntouched = session === before.session
  if (isUntouched) return { session }
  if (session.rev + 1 > limits.turnsPerSession) {
    finish(run as SessionRun, 'failed', { error: `more than ${limits.turnsPerSession} turns` })
    settle(run)
    return { session: null }
  }
  return { session: { ...session, rev: session.rev + 1, updatedAt: instant(run.ports.now) } }
}

/** Texts that were written in a row are one input; everything else stays in its order. */
function inOrder(inputs: readonly TurnInput[]): TurnInput[] {
  const ordered: TurnInput[] = []
  for (const input of inputs) {
    const last = ordered.at(-1)
    const joined =
      input.kind === 'message' && last?.kind === 'message' ? joinFragments([last.message, input.message]) : []
    if (joined.length === 1 && joined[0] && last?.kind === 'message')
      ordered[ordered.length - 1] = { ...last, message: joined[0] }
    else ordered.push(input)
  }
  return ordered
}

async function takeInput(run: Run, input: TurnInput): Promise<'done' | 'later'> {
  if (input.kind === 'message') return takeMessage(run, input.message)
  if (input.kind === 'start') return takeStart(run, input)
  const { session } = run
  if (session === null || session.id !== input.sessionId) {
    decide(run, 'too_late', { input: input.kind })
    return 'done'
  }
  if (run.ports.facts.conversation.heldBy !== null && input.kind !== 'stop') {
    decide(run, 'held', { by: run.ports.facts.conversation.heldBy })
    endOpen(run, 'handed_over')
    return 'done'
  }
  await takeOwn(run as SessionRun, input)
  return 'done'
}

type StartInput = Extract<TurnInput, { kind: 'start' }>

async function takeStart(run: Run, input: StartInput): Promise<'done'> {
  const { flowId, values, event, depth, sessionId } = input
  const flow = await run.ports.flow(flowId)
  const reason = flow === null ? 'no_live_version' : whyNotStart(run, input)
  if (reason === null && flow) await startFlow(run, { flow, values, event, depth, id: sessionId })
  else decide(run, 'not_started', { flowId, reason })
  return 'done'
}

/** What is in the way of a start; null: nothing. */
function whyNotStart(run: Run, { event, force }: StartInput): string | null {
  const { facts, triggers, now } = run.ports
  if (!force && facts.conversation.heldBy !== null) return 'held'
  if (!force && run.session !== null) return 'busy'
  const key = event['key']
  const trigger = triggers.find((live) => triggerKey(live) === key)?.trigger
  if (typeof key !== 'string' || !trigger) return null
  if (trigger.if && !holds(trigger.if, { ...valuesOf(run), event })) return 'condition'
  const last = facts.startedAt[key]
  return last !== undefined && now - Date.parse(last) < (trigger.cooldownSeconds ?? 0) * 1000 ? 'cooldown' : null
}

type Own = Exclude<TurnInput, { kind: 'message' | 'start' }>

/** What belongs to the session that stands here. What is of an earlier revision comes too late. */
async function takeOwn(run: SessionRun, input: Own): Promise<void> {
  const { wait, rev } = run.session
  switch (input.kind) {
    case 'stop':
      decide(run, 'stopped', { reason: input.reason })
      return finish(run, input.state)
    case 'timer':
      return input.rev === rev && wait !== null && Date.parse(wait.until) <= run.ports.now
        ? takeTimer(run)
        : tooLate(run, input)
    case 'effect':
      return input.rev === rev && wait?.kind === 'effect' ? takeEffect(run, input.outcome) : tooLate(run, input)
    case 'event':
      return wait?.kind === 'event' && wait.name === input.name ? takeEvent(run, input.values) : tooLate(run, input)
    case 'status':
      return takeStatus(run, input)
  }
}

const tooLate = (run: SessionRun, { kind }: Own): void => decide(run, 'too_late', { input: kind })

/** The time that the session waits for has come. */
async function takeTimer(run: SessionRun): Promise<void> {
  const node = nodeAt(run, run.session.node)
  if (!node) return finish(run, 'failed', { error: 'the node is not there' })
  const exit = run.session.wait?.kind === 'time' ? 'ok' : node.kind.startsWith('ai_') ? 'error' : 'timeout'
  note(run, { node: run.session.node, kind: node.kind, exit })
  run.session = { ...run.session, wait: null }
  await runFrom(run, targetOf(node, exit))
}

async function takeEffect(
  run: SessionRun,
  { exit, set, output, texts = [] }: Extract<Own, { kind: 'effect' }>['outcome'],
): Promise<void> {
  const { node: id } = run.session
  const node = nodeAt(run, id)
  if (!node) return finish(run, 'failed', { error: 'the node is not there' })
  for (const [name, value] of Object.entries(set)) setValue(run, name, value)
  run.session = { ...run.session, wait: null }
  const refused = await sayTexts(run, texts, id)
  const target = applyOutcome(run, node, id, refused ?? { kind: 'exit', exit, output })
  if (target !== 'waits') await runFrom(run, target)
}

async function takeEvent(run: SessionRun, values: Readonly<Record<string, unknown>>): Promise<void> {
  const { node: id } = run.session
  const node = nodeAt(run, id)
  if (node?.kind !== 'wait_event') return finish(run, 'failed', { error: 'the node is not there' })
  if (node.data.saveAs !== undefined) setValue(run, node.data.saveAs, values)
  note(run, { node: id, kind: node.kind, exit: 'ok' })
  run.session = { ...run.session, wait: null }
  await runFrom(run, targetOf(node, 'ok'))
}

/** What became of a message of the session. Where the node that sent it says what to do when it fails, that is done. */
async function takeStatus(
  run: SessionRun,
  { node: sender, status, reason }: Extract<Own, { kind: 'status' }>,
): Promise<void> {
  const { wait, node: id } = run.session
  const at = nodeAt(run, id)
  if (
    wait?.kind === 'status' &&
    at?.kind === 'wait_status' &&
    (status === 'failed' || status === 'read' || status === wait.status)
  ) {
    const exit = status === 'failed' ? 'failed' : 'ok'
    note(run, { node: id, kind: at.kind, exit, error: reason })
    run.session = { ...run.session, wait: null }
    return runFrom(run, targetOf(at, exit))
  }
  const sent = status === 'failed' ? nodeAt(run, sender) : null
  const target = sent?.exits['failed']
  if (sent === null || target === undefined) return
  note(run, { node: sender, kind: sent.kind, exit: 'failed', error: reason })
  run.effect = null
  run.session = { ...run.session, wait: null }
  return runFrom(run, target)
}
