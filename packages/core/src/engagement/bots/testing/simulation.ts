import { createHash } from 'node:crypto'
import { checkContent } from '#messaging/messages/send/check-content.ts'
import { newId } from '#platform/ids.ts'
import type { Content } from '../engine/build-message.ts'
import type { GuardState } from '../engine/guards.ts'
import { readMessage } from '../engine/read-message.ts'
import { runTurn } from '../engine/run-turn.ts'
import type { Session } from '../engine/session.ts'
import type { EffectOutcome, LiveFlow, Step, TurnAction, TurnFacts, TurnInput, TurnPorts } from '../engine/turn.ts'
import type { FlowNode } from '../flow/nodes/node-catalogue.ts'
import type { Values } from '../values/template.ts'

const windowMs = 24 * 3600_000

export interface SimulationOptions {
  /** The flow that is tried; its triggers are live. */
  flow: LiveFlow
  /** Flows that it may run. */
  others?: readonly LiveFlow[]
  contact?: Values
  /** In milliseconds. */
  startMs: number
  /** What work outside comes to; null: nothing was said of it, and it fails. */
  effect(node: FlowNode, session: Session): EffectOutcome | null
}

/** What a turn did, as the person and the developer see it. */
export interface Seen {
  /** Meta's objects, exactly as they would leave. */
  sends: readonly Content[]
  steps: readonly Step[]
  actions: readonly TurnAction[]
}

/**
 * The engine of production with a clock of its own and ports that touch nothing. A transcript gives the same messages here as it does
 * over WhatsApp.
 */
export function createSimulation({ flow, others = [], contact = {}, startMs, effect }: SimulationOptions) {
  let nowMs = startMs
  let session: Session | null = null
  let last: Session | null = null
  let guard: GuardState = {}
  let known: Values = contact
  let heldUntilMs = 0
  let lastInboundMs: number | null = null
  const started: Record<string, string> = {}
  const contactId = newId()
  const conversationId = newId()
  const flows = [flow, ...others]

  function facts(previousMs: number | null): TurnFacts {
    return {
      contact: { name: null, language: 'en', timezone: null, tags: [], ...known },
      conversation: {
        ...{ id: conversationId, numberId: conversationId, contactId },
        isWindowOpen: lastInboundMs !== null && nowMs - lastInboundMs < windowMs,
        heldBy: heldUntilMs > nowMs ? 'handover' : null,
        previousAt: previousMs === null ? null : new Date(previousMs).toISOString(),
        isOwnNumber: false,
      },
      startedAt: started,
    }
  }

  const portsOf = (seen: TurnFacts): TurnPorts => ({
    now: nowMs,
    facts: seen,
    triggers: flows.flatMap((one) =>
      (one.spec.triggers ?? []).map((trigger, place) => ({ flow: one, trigger, place })),
    ),
    flow: async (flowId) => flows.find((one) => one.flowId === flowId) ?? null,
    version: async (versionId) => flows.find((one) => one.versionId === versionId) ?? null,
    newId,
    chance: (seed) => createHash('sha256').update(seed).digest().readUInt32BE() / 2 ** 32,
    async send(content) {
      const [problem] = checkContent({ type: String(content['type']), content: { ...content } })
      if (problem) return { kind: 'refused', reason: `${problem.field} ${problem.message}`, isWindowClosed: false }
      if (content['type'] !== 'template' && !seen.conversation.isWindowOpen)
        return { kind: 'refused', reason: 'the 24 hours of the person are over', isWindowClosed: true }
      return { kind: 'accepted', command: null }
    },
  })

  async function turn(input: TurnInput, previousMs: number | null = lastInboundMs): Promise<Seen> {
    const result = await runTurn(portsOf(facts(previousMs)), { session, guard }, [input])
    guard = result.guard
    session = result.session
    last = session ?? result.ended.at(-1) ?? last
    for (const ended of [...result.ended, ...(session ? [session] : [])])
      if (typeof ended.event['key'] === 'string') started[ended.event['key']] = ended.startedAt
    for (const action of result.actions) perform(action)
    const seen: Seen = {
      sends: result.sends.map(({ content }) => content),
      steps: result.steps,
      actions: result.actions,
    }
    return result.effect === null || session === null ? seen : joined(seen, await runEffect(session))
  }

  async function runEffect(waiting: Session): Promise<Seen> {
    const node = flows.find(({ versionId }) => versionId === waiting.versionId)?.spec.nodes[waiting.node]
    const outcome = (node && effect(node, waiting)) ?? {
      exit: node?.kind === 'http' ? 'http_error' : 'error',
      set: {},
      output: { missing: 'no answer is given for this call' },
    }
    return turn({ ...inputId(), kind: 'effect', sessionId: waiting.id, rev: waiting.rev, outcome })
  }

  function perform(action: TurnAction): void {
    if (action.kind === 'pause') heldUntilMs = Date.parse(action.until)
    if (action.kind !== 'contact') return
    const tags = new Set([...((known['tags'] as string[] | undefined) ?? []), ...action.tags])
    for (const tag of action.untag) tags.delete(tag)
    known = {
      ...known,
      ...action.attributes,
      tags: [...tags],
      ...(action.name && { name: action.name }),
      ...(action.language && { language: action.language }),
    }
  }

  const inputId = () => ({ id: newId(), at: new Date(nowMs).toISOString() })

  return {
    /** A message of the person, as Meta's object. */
    async say(message: Content): Promise<Seen> {
      const previousMs = lastInboundMs
      lastInboundMs = nowMs
      const id = newId()
      const stamped = { id: `wamid.${id}`, timestamp: String(Math.floor(nowMs / 1000)), ...message }
      const said = readMessage(stamped, { messageId: id, at: new Date(nowMs).toISOString() })
      return turn({ ...inputId(), kind: 'message', message: said }, previousMs)
    },
    /** Starts the flow as the API does. */
    start: (values: Values = {}): Promise<Seen> => {
      lastInboundMs ??= nowMs
      return turn({
        ...inputId(),
        kind: 'start',
        flowId: flow.flowId,
        values,
        event: { trigger: 'api' },
        force: true,
        depth: 0,
        sessionId: newId(),
      })
    },
    /** An event for which the session waits. */
    tell: async (name: string, values: Values): Promise<Seen> =>
      session === null ? nothing : turn({ ...inputId(), kind: 'event', sessionId: session.id, name, values }),
    /** Time passes; timers that come due on the way run at their time. */
    async advance(ms: number): Promise<Seen> {
      const end = nowMs + ms
      let seen = nothing
      for (let steps = 0; steps < 100; steps += 1) {
        const due = session?.wait ? Date.parse(session.wait.until) : Number.POSITIVE_INFINITY
        if (session === null || due > end) break
        nowMs = Math.max(nowMs, due)
        seen = joined(seen, await turn({ ...inputId(), kind: 'timer', sessionId: session.id, rev: session.rev }))
      }
      nowMs = end
      return seen
    },
    /** The session that is open, else the last that ended. */
    session: (): Session | null => session ?? last,
    contact: (): Values => facts(null).contact,
    nowMs: () => nowMs,
  }
}

export type Simulation = ReturnType<typeof createSimulation>

const nothing: Seen = { sends: [], steps: [], actions: [] }

const joined = (one: Seen, other: Seen): Seen => ({
  sends: [...one.sends, ...other.sends],
  steps: [...one.steps, ...other.steps],
  actions: [...one.actions, ...other.actions],
})
