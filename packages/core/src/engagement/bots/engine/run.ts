import type { FlowNode } from '../flow/nodes/node-catalogue.ts'
import type { Values } from '../values/template.ts'
import type { GuardState } from './guards.ts'
import type { EndState, Session, Wait } from './session.ts'
import type { LiveFlow, SaidMessage, Step, TurnAction, TurnEffect, TurnPorts, TurnSend } from './turn.ts'

/** A turn while it runs. */
export interface Run {
  ports: TurnPorts
  /** Null: there is no session as yet. */
  session: Session | null
  /** The flow that runs; null: there is no session. */
  flow: LiveFlow | null
  message: SaidMessage | null
  steps: Step[]
  sends: TurnSend[]
  actions: TurnAction[]
  effect: TurnEffect | null
  ended: Session[]
  guard: GuardState
  nodes: number
  visits: Map<string, number>
}

/** A run in which a session stands. */
export type SessionRun = Run & { session: Session; flow: LiveFlow }

/** What came of running a node. */
export type Outcome =
  | { kind: 'exit'; exit: string; output?: Values; error?: string }
  | { kind: 'wait'; wait: Wait; output?: Values }
  | { kind: 'end'; state: EndState; result?: string | null; output?: Values; error?: string }
  | { kind: 'enter'; flow: LiveFlow; vars: Values }

export const exit = (name: string, output?: Values): Outcome => ({
  kind: 'exit',
  exit: name,
  ...(output && { output }),
})

export const instant = (ms: number): string => new Date(ms).toISOString()

/** The instant that lies so many seconds ahead. */
export const ahead = ({ ports }: Run, seconds: number): string => instant(ports.now + seconds * 1000)

/** All that a text or a condition may name. */
export function valuesOf({ ports, session, flow, message }: Run): Values {
  const { contact, conversation } = ports.facts
  return {
    contact,
    conversation: { id: conversation.id, windowOpen: conversation.isWindowOpen },
    session: session?.vars ?? {},
    event: session?.event ?? {},
    message: message && { text: message.text, type: message.type, payload: message.payload },
    flow: flow && { id: flow.flowId, name: flow.name, version: flow.number },
    now: instant(ports.now),
  }
}

/** Gives a value of the session. */
export function setValue(run: SessionRun, name: string, value: unknown): void {
  run.session = { ...run.session, vars: { ...run.session.vars, [name]: value ?? null } }
}

const isSecret = ({ spec }: LiveFlow, name: string): boolean => spec.vars?.[name]?.pii === true

/** A value as the trace shows it. */
export const shownValue = (run: SessionRun, name: string | undefined, value: unknown): unknown =>
  name !== undefined && isSecret(run.flow, name) ? '•••' : value

/** A node with its texts in the language of the contact. */
export function nodeAt({ flow, ports }: SessionRun, id: string): FlowNode | null {
  const node = flow.spec.nodes[id]
  if (!node) return null
  const language = String(ports.facts.contact['language'] ?? '')
  const translated = flow.spec.translations?.[language] ?? flow.spec.translations?.[language.split(/[-_]/)[0] ?? '']
  const own = translated?.[id]
  return own ? ({ ...node, data: { ...node.data, ...own } } as FlowNode) : node
}

export function note(run: Run, step: Partial<Step> & Pick<Step, 'kind'>): void {
  run.steps.push({
    node: null,
    exit: null,
    output: null,
    error: null,
    versionId: run.flow?.versionId ?? null,
    sessionId: run.session?.id ?? null,
    ...step,
  })
}

/** A decision that no node made, such as which trigger fitted. */
export const decide = (run: Run, kind: string, output: Values = {}): void =>
  note(run, { kind: `decision.${kind}`, output })
