import type { SendCommand } from '#messaging/messages/send/send-command.ts'
import type { FlowSpec } from '../flow/flow-spec.ts'
import type { Trigger } from '../flow/triggers.ts'
import type { Values } from '../values/template.ts'
import type { GuardState } from './guards.ts'
import type { EndState, Session } from './session.ts'

/** A message as a flow sees it. */
export interface SaidMessage {
  messageId: string
  /** When it was written, ISO 8601. */
  at: string
  /** Meta's word, such as text or nfm_reply. */
  type: string
  /** What was written, or the title of what was tapped; '': nothing of that kind. */
  text: string
  /** Of a button or a list row; null: it was written. */
  payload: string | null
  /** Meta's object. */
  content: Readonly<Record<string, unknown>>
}

/** What a turn is about. */
export type TurnInput = { id: string; at: string } & (
  | { kind: 'message'; message: SaidMessage }
  | { kind: 'start'; flowId: string; values: Values; event: Values; force: boolean; depth: number; sessionId: string }
  | { kind: 'timer'; sessionId: string; rev: number }
  | { kind: 'effect'; sessionId: string; rev: number; outcome: EffectOutcome }
  | { kind: 'event'; sessionId: string; name: string; values: Values }
  | {
      kind: 'status'
      sessionId: string
      node: string
      messageId: string
      status: 'delivered' | 'read' | 'failed'
      reason: string | null
    }
  | { kind: 'stop'; sessionId: string; state: EndState; reason: string }
)

export type InputKind = TurnInput['kind']

/** What came of work outside: the exit by which the node is left, and values of the session. */
export interface EffectOutcome {
  exit: string
  set: Values
  /** For the trace. */
  output: Values
  /** What is sent before the node is left. */
  texts?: readonly string[]
}

/** One line of the trace: a node that ran, or a decision. */
export interface Step {
  node: string | null
  kind: string
  exit: string | null
  /** Short, and without what is redacted. */
  output: Values | null
  error: string | null
  versionId: string | null
  /** Null: it belongs to no session. */
  sessionId: string | null
}

/** A message that the turn sends; `command` is null in a simulation. */
export interface TurnSend {
  node: string
  content: Readonly<Record<string, unknown>>
  command: SendCommand | null
}

/** A change that is made with the turn. */
export type TurnAction =
  | {
      kind: 'contact'
      attributes: Values
      tags: readonly string[]
      untag: readonly string[]
      name?: string
      language?: string
    }
  | {
      kind: 'conversation'
      assignee?: string
      teamId?: string
      status?: 'open' | 'pending' | 'closed'
      priority?: 'low' | 'normal' | 'high' | 'urgent'
      closeReason?: string
    }
  | { kind: 'note'; text: string }
  | { kind: 'pause'; until: string; reason: string }
  | { kind: 'tag_loop' }
  | { kind: 'signal'; name: string; values: Values }

/** Work outside of the database that the turn asks for; it comes back as an input with this revision. */
export interface TurnEffect {
  kind: 'http' | 'ai'
  node: string
}

/** What a turn decided. Nothing of it has happened yet: it is committed whole or not at all. */
export interface Turn {
  session: Session | null
  /** The flow in which that session is. */
  flow: LiveFlow | null
  /** Sessions that it ended on the way. */
  ended: readonly Session[]
  steps: readonly Step[]
  sends: readonly TurnSend[]
  actions: readonly TurnAction[]
  effect: TurnEffect | null
  guard: GuardState
}

/** A version of a flow that may run. */
export interface LiveFlow {
  flowId: string
  versionId: string
  number: number
  name: string
  spec: FlowSpec
}

export interface LiveTrigger {
  flow: LiveFlow
  trigger: Trigger
  place: number
}

/** What the turn knows of the person and the conversation when it begins. */
export interface TurnFacts {
  contact: Values
  conversation: {
    id: string
    numberId: string
    contactId: string
    isWindowOpen: boolean
    /** A person works on it, or another responder owns it: the bot is silent. */
    heldBy: string | null
    /** When the message before this one came; null: it is the first. */
    previousAt: string | null
    isOwnNumber: boolean
  }
  /** When each trigger last started its flow here: `flow:place`, in ISO 8601. */
  startedAt: Readonly<Record<string, string>>
}

type SendOutcome =
  | { kind: 'accepted'; command: SendCommand | null }
  | { kind: 'refused'; reason: string; isWindowClosed: boolean }

/** Everything by which preview and production differ. */
export interface TurnPorts {
  /** In milliseconds. */
  now: number
  facts: TurnFacts
  /** Flows that may start. */
  triggers: readonly LiveTrigger[]
  flow(flowId: string): Promise<LiveFlow | null>
  version(versionId: string): Promise<LiveFlow | null>
  /** Whether a message would be accepted. `seq` counts the messages of the turn. */
  send(
    content: Readonly<Record<string, unknown>>,
    at: { sessionId: string; flowId: string; rev: number; seq: number; node: string },
  ): Promise<SendOutcome>
  newId(): string
  /** Of a decision by chance: the same for the same text. */
  chance(seed: string): number
}
