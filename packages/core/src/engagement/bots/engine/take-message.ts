import { matchKeyword } from '../../consent/signals/keywords.ts'
import { defaultEscapes, type Escape } from '../flow/flow-spec.ts'
import { normalizeText } from '../values/words.ts'
import { readPayload } from './build-message.ts'
import { countInbound, isRepetition, looksLikeMachine, withoutExchanges } from './guards.ts'
import { type Considered, interrupting, matchMessage, triggerKey } from './match-triggers.ts'
import { handOver } from './nodes/people.ts'
import { answer, isExactAnswer } from './nodes/say.ts'
import { referralOf, writtenAt } from './read-message.ts'
import { ahead, decide, nodeAt, note, type Run, type SessionRun, setValue, valuesOf } from './run.ts'
import { applyOutcome, finish, runFrom, targetOf } from './run-flow.ts'
import { endOpen, startFlow } from './start-flow.ts'
import type { SaidMessage } from './turn.ts'

/** Of a message that Meta delivers late. */
const tooOldMs = 600_000
const loopPauseSeconds = 86_400

/** What becomes of a message: `later` leaves it for when the work outside has come back. */
export type Taken = 'done' | 'later'

/**
 * The order in which a message is looked at: what the law says of it, people before machines, the answer that is waited for, words that
 * leave a flow, then triggers. Each decision is a line of the trace.
 */
export async function takeMessage(run: Run, said: SaidMessage): Promise<Taken> {
  run.message = said
  if (isSilenced(run, said)) return 'done'
  const { session } = run
  if (session?.wait?.kind === 'effect') return takeDuringEffect(run as SessionRun, said)
  if (session !== null && (await takeInSession(run as SessionRun, said))) return 'done'
  await takeByTrigger(run, said)
  return 'done'
}

/** Whether nothing is said, whatever the flows are. */
function isSilenced(run: Run, said: SaidMessage): boolean {
  const { facts, now } = run.ports
  const keyword = said.type === 'text' || said.payload !== null ? matchKeyword(said.text)?.keyword : undefined
  if (keyword === 'stop') {
    decide(run, 'opted_out', {})
    endOpen(run)
    return true
  }
  if (keyword === 'start') return decided(run, 'opted_in')
  if (facts.conversation.heldBy !== null) {
    run.guard = withoutExchanges(run.guard)
    decide(run, 'held', { by: facts.conversation.heldBy })
    endOpen(run, 'handed_over')
    return true
  }
  if (facts.conversation.isOwnNumber) return decided(run, 'own_number')
  const age = Date.parse(said.at) - Date.parse(writtenAt(said.content, said.at))
  if (age > tooOldMs) return decided(run, 'too_old', { seconds: Math.round(age / 1000) })
  run.guard = countInbound(run.guard, said.text, now)
  if (isRepetition(run.guard)) return decided(run, 'repeated')
  return pausesMachine(run)
}

function decided(run: Run, kind: string, output = {}): true {
  decide(run, kind, output)
  return true
}

/** Two machines that talk to each other slowly pass every limit by count: this one looks at how they talk. */
function pausesMachine(run: Run): boolean {
  if (!looksLikeMachine(run.guard)) return false
  run.guard = withoutExchanges(run.guard)
  run.actions.push({ kind: 'pause', until: ahead(run, loopPauseSeconds), reason: 'possible_bot' }, { kind: 'tag_loop' })
  decide(run, 'possible_bot', {})
  endOpen(run)
  return true
}

/** A newer message makes what a model was asked old: it is asked anew. Other work is waited for. */
async function takeDuringEffect(run: SessionRun, said: SaidMessage): Promise<Taken> {
  const way = escapeOf(run, said)
  if (way) return leave(run, way)
  const node = nodeAt(run, run.session.node)
  if (!node?.kind.startsWith('ai_')) return 'later'
  decide(run, 'asked_anew', {})
  await runFrom(run, run.session.node)
  return 'done'
}

/** True: the session has taken it. */
async function takeInSession(run: SessionRun, said: SaidMessage): Promise<boolean> {
  const { wait, node: id } = run.session
  const node = nodeAt(run, id)
  const isAsked = wait?.kind === 'answer' && (node?.kind === 'ask' || node?.kind === 'choice')
  const isExact = isAsked && isExactAnswer(run, node, said)
  const way = isExact || (isAsked && node.data.escape === false) ? null : escapeOf(run, said)
  if (way) return (await leave(run, way)) === 'done'
  if (isAsked && (isExact || readPayload(said.payload) === null)) {
    const target = applyOutcome(run, node, id, await answer(run, node, said))
    if (target !== 'waits') await runFrom(run, target)
    return true
  }
  if (wait?.kind !== 'reply' || node?.kind !== 'wait_reply') return false
  if (node.data.saveAs !== undefined) setValue(run, node.data.saveAs, said.text)
  note(run, { node: id, kind: node.kind, exit: 'ok' })
  await runFrom(run, targetOf(node, 'ok'))
  return true
}

function escapeOf({ flow }: SessionRun, said: SaidMessage): Escape | null {
  const text = normalizeText(said.text)
  const escapes = flow.spec.escapes ?? defaultEscapes
  return escapes.find(({ words }) => words.some((word) => normalizeText(word) === text)) ?? null
}

/** Does what the flow says of a word by which it is left. */
async function leave(run: SessionRun, { does }: Escape): Promise<Taken> {
  const { session, flow } = run
  const node = nodeAt(run, session.node)
  const own = node?.exits['escape']
  note(run, { node: session.node, kind: 'decision.escape', exit: own === undefined ? does : 'escape' })
  run.effect = null
  if (own !== undefined) await runFrom(run, own)
  else if (does === 'end') finish(run, 'stopped')
  else if (does === 'restart') await runFrom(run, flow.spec.start)
  else if (does === 'handover') {
    handOver(run, {})
    finish(run, 'handed_over')
  } else await runFrom(run, does.slice('node:'.length))
  return 'done'
}

async function takeByTrigger(run: Run, said: SaidMessage): Promise<void> {
  if (await takeButton(run, said)) return
  const considered: Considered[] = []
  const least = run.session === null ? 0 : interrupting
  const match = matchMessage(run.ports, said, { values: valuesOf(run), least, considered })
  const referral = referralOf(said)
  if (match === null) {
    decide(run, 'unanswered', { considered: considered.slice(0, 20) })
    return
  }
  const { kind } = match.trigger
  decide(run, 'trigger', { considered: considered.slice(0, 20) })
  const event = {
    trigger: kind,
    place: match.place,
    key: triggerKey(match),
    text: said.text.slice(0, 1000),
    ...(referral && { referral }),
  }
  await startFlow(run, { flow: match.flow, event })
}

/** A button of a flow counts months later: it leads where it leads in the version that is live now. */
async function takeButton(run: Run, said: SaidMessage): Promise<boolean> {
  const payload = readPayload(said.payload)
  const flow = payload && (await run.ports.flow(payload.flowId))
  const node = payload && flow?.spec.nodes[payload.node]
  if (!payload || !flow || !node || !Object.hasOwn(node.exits, payload.exit)) return false
  const target = node.exits[payload.exit] ?? null
  const values = node.kind === 'choice' && node.data.saveAs !== undefined ? { [node.data.saveAs]: payload.exit } : {}
  return startFlow(run, {
    flow,
    at: target,
    values,
    event: { trigger: 'button', node: payload.node, exit: payload.exit },
  })
}
