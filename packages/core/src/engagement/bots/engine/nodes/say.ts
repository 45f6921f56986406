import type { FlowNode, NodeOf } from '../../flow/nodes/node-catalogue.ts'
import { renderTemplate } from '../../values/template.ts'
import { readAnswer, readChoice } from '../answers.ts'
import { buildMessage, type Content, choiceMessage, payloadOf, quoting, templateMessage } from '../build-message.ts'
import { countSent, limits, spentSpan } from '../guards.ts'
import { ahead, exit, type Outcome, type SessionRun, setValue, shownValue, valuesOf } from '../run.ts'
import type { SaidMessage } from '../turn.ts'

const daySeconds = 86_400
const usualRetries = 2

type Said =
  | { kind: 'said' }
  | { kind: 'refused'; reason: string; isWindowClosed: boolean }
  | { kind: 'limit'; reason: string }

/** Hands a message to the turn; it is sent when the turn is committed. */
async function say(run: SessionRun, content: Content, node: string): Promise<Said> {
  const { session, ports } = run
  const span = spentSpan(run.guard, ports.now)
  if (span !== null)
    return {
      kind: 'limit',
      reason: `${limits.sent[span]} messages in a ${span} are the most that bots send to one person`,
    }
  if (run.sends.length >= limits.messagesPerTurn)
    return { kind: 'limit', reason: `more than ${limits.messagesPerTurn} messages in one turn` }
  const seq = run.sends.length + 1
  const outcome = await ports.send(content, {
    sessionId: session.id,
    flowId: session.flowId,
    rev: session.rev + 1,
    seq,
    node,
  })
  if (outcome.kind === 'refused') return outcome
  run.sends.push({ node, content, command: outcome.command })
  run.guard = countSent(run.guard, textOf(content), ports.now)
  return { kind: 'said' }
}

/** The text by which two messages are compared. */
function textOf(content: Content): string {
  const texts: string[] = []
  const visit = (value: unknown): void => {
    if (typeof value === 'string') texts.push(value)
    else if (typeof value === 'object' && value !== null) for (const member of Object.values(value)) visit(member)
  }
  visit(content[String(content['type'])])
  return texts.join(' ').slice(0, 2000)
}

/** The end of a session that says more than bots may. */
const overLimit = ({ reason }: { reason: string }): Outcome => ({ kind: 'end', state: 'failed', error: reason })

type Sending = Extract<FlowNode, { kind: `send_${string}` }>

/** Sends the message of a node; where the 24 hours are over, the template in its place. */
export async function send(run: SessionRun, node: Sending, id: string): Promise<Outcome> {
  const values = valuesOf(run)
  const wamid = node.data.quote ? wamidOf(run.message) : null
  const said = await say(run, quoting(buildMessage(node, run.flow.flowId, id, values), wamid), id)
  if (said.kind === 'said') return exit('ok')
  if (said.kind === 'limit') return overLimit(said)
  const instead = 'whenClosed' in node.data ? node.data.whenClosed : undefined
  if (!said.isWindowClosed) return { kind: 'exit', exit: 'failed', error: said.reason }
  if (!instead)
    return { kind: 'exit', exit: node.kind === 'send_template' ? 'failed' : 'window_closed', error: said.reason }
  const second = await say(run, templateMessage(instead, values), id)
  if (second.kind === 'said') return exit('ok', { insteadOf: 'the template, since the window is closed' })
  return second.kind === 'limit' ? overLimit(second) : { kind: 'exit', exit: 'failed', error: second.reason }
}

const wamidOf = (message: SaidMessage | null): string | null => {
  const id = message?.content['id']
  return typeof id === 'string' ? id : null
}

/** Says a question; where that cannot be, the session ends. */
async function question(run: SessionRun, content: Content, id: string, tries: number): Promise<Outcome> {
  const node = run.flow.spec.nodes[id] as NodeOf<'ask'> | NodeOf<'choice'>
  const said = await say(run, content, id)
  if (said.kind !== 'said') return { kind: 'end', state: 'failed', error: said.reason }
  return { kind: 'wait', wait: { kind: 'answer', tries, until: ahead(run, node.data.timeoutSeconds ?? daySeconds) } }
}

export const ask = (run: SessionRun, { data }: NodeOf<'ask'>, id: string): Promise<Outcome> =>
  question(run, { type: 'text', text: { body: renderTemplate(data.text, valuesOf(run)) } }, id, 0)

export const offerChoice = (run: SessionRun, { data }: NodeOf<'choice'>, id: string): Promise<Outcome> =>
  question(run, choiceMessage(data, run.flow.flowId, id, valuesOf(run)), id, 0)

/** Whether a message is surely meant as the answer: the button of this question, or the words of a choice. */
export function isExactAnswer(run: SessionRun, node: FlowNode, said: SaidMessage): boolean {
  if (node.kind !== 'choice') return false
  return readChoice(node.data.choices, said, (choice) => payloadOf(run.flow.flowId, run.session.node, choice)) !== null
}

/** Takes the answer to the question at which the session stands. */
export async function answer(
  run: SessionRun,
  node: NodeOf<'ask'> | NodeOf<'choice'>,
  said: SaidMessage,
): Promise<Outcome> {
  const { session, flow, ports } = run
  const { saveAs } = node.data
  if (node.kind === 'choice') {
    const chosen = readChoice(node.data.choices, said, (choice) => payloadOf(flow.flowId, session.node, choice))
    if (chosen === null) return again(run, node)
    if (saveAs !== undefined) setValue(run, saveAs, chosen)
    return exit(chosen, { answer: chosen })
  }
  const read = readAnswer(node.data, said, ports.now)
  if (read === null) return again(run, node)
  if (saveAs !== undefined) setValue(run, saveAs, read.value)
  return exit('ok', { answer: node.data.redact ? '•••' : shownValue(run, saveAs, read.value) })
}

async function again(run: SessionRun, node: NodeOf<'ask'> | NodeOf<'choice'>): Promise<Outcome> {
  const { wait, node: id } = run.session
  const tries = (wait?.kind === 'answer' ? wait.tries : 0) + 1
  if (tries > (node.data.retries ?? usualRetries)) return exit('invalid', { tries })
  const { retryText } = node.data
  const values = valuesOf(run)
  if (retryText !== undefined)
    return question(run, { type: 'text', text: { body: renderTemplate(retryText, values) } }, id, tries)
  const content: Content =
    node.kind === 'choice'
      ? choiceMessage(node.data, run.flow.flowId, id, values)
      : { type: 'text', text: { body: renderTemplate(node.data.text, values) } }
  return question(run, content, id, tries)
}

/** Texts that come from outside, such as a model's. Null: all are said. */
export async function sayTexts(run: SessionRun, texts: readonly string[], node: string): Promise<Outcome | null> {
  for (const text of texts) {
    const said = await say(run, { type: 'text', text: { body: text } }, node)
    if (said.kind !== 'said') return { kind: 'end', state: 'failed', error: said.reason }
  }
  return null
}
