import type { Content } from '../engine/build-message.ts'
import type { EffectOutcome, LiveFlow } from '../engine/turn.ts'
import type { FlowNode } from '../flow/nodes/node-catalogue.ts'
import { readHttpAnswer } from '../outside/http-answer.ts'
import { readModelAnswer } from '../outside/model-answer.ts'
import { valueAt } from '../values/condition.ts'
import { renderTemplate } from '../values/template.ts'
import { normalizeText } from '../values/words.ts'
import { createSimulation, type Seen, type Simulation } from './simulation.ts'
import { parseTranscript, type TranscriptLine, type TranscriptProblem } from './transcript.ts'

/** What happened at a line of a transcript. */
interface RanLine extends Seen {
  line: number
}

export interface TranscriptResult {
  passed: boolean
  problems: readonly TranscriptProblem[]
  lines: readonly RanLine[]
  session: { state: string; node: string; vars: Readonly<Record<string, unknown>>; result: string | null } | null
}

/** Transcripts begin at this instant, a Monday: what they say of days does not depend on the day on which they run. */
const startMs = Date.parse('2026-01-05T09:00:00Z')
const maxProblems = 20

/** Plays a transcript against a flow and says what came out otherwise. */
export async function runTranscript(
  flow: LiveFlow,
  text: string,
  others: readonly LiveFlow[] = [],
): Promise<TranscriptResult> {
  const { lines, problems } = parseTranscript(text)
  const given = lines.flatMap((one) =>
    one.kind === 'given' && one.path.startsWith('contact.') ? [[one.path.slice(8), one.value]] : [],
  )
  const answers = createAnswers(lines)
  const simulation = createSimulation({
    flow,
    others,
    contact: Object.fromEntries(given),
    startMs,
    effect: answers.answer,
  })
  const ran: RanLine[] = []
  const pending: Content[] = []
  const report = (line: number, message: string) =>
    void (problems.length < maxProblems && problems.push({ line, message }))
  for (const line of lines) {
    answers.reach(line.line)
    if (line.kind === 'expect') expectNext(line, pending, report)
    else if (line.kind === 'value') expectValue(line, simulation, report)
    else if (line.kind === 'state') expectState(line, simulation, report)
    else {
      const seen = await play(line, simulation, { shown: ran.flatMap(({ sends }) => sends), pending, report })
      if (seen) ran.push({ line: line.line, ...seen })
      pending.push(...(seen?.sends ?? []))
    }
  }
  const last = lines.at(-1)?.line ?? 0
  for (const left of pending.slice(0, maxProblems - problems.length))
    problems.push({ line: last, message: `the bot also says ${shownContent(left)}`, unexpected: true })
  const session = simulation.session()
  const shown = session && { state: session.state, node: session.node, vars: session.vars, result: session.result }
  return { passed: problems.length === 0, problems, lines: ran, session: shown }
}

interface Playing {
  shown: readonly Content[]
  pending: Content[]
  report(line: number, message: string): undefined
}

async function play(
  line: TranscriptLine,
  simulation: Simulation,
  { shown, pending, report }: Playing,
): Promise<Seen | null> {
  const isStep = line.kind !== 'given' && line.kind !== 'http' && line.kind !== 'ai'
  if (isStep && pending.length > 0) report(line.line, `the bot says ${pending.map(shownContent).join(' and ')} before`)
  if (isStep) pending.length = 0
  switch (line.kind) {
    case 'say':
      return simulation.say({ type: 'text', text: { body: line.text } })
    case 'send':
      return simulation.say({
        type: line.type,
        [line.type]: line.type === 'location' ? { latitude: 18.52, longitude: 73.85 } : { id: '1' },
      })
    case 'tap': {
      const tapped = findButton(shown, line.title)
      if (tapped) return simulation.say(tapped)
      report(line.line, `there is no button ${line.title}`)
      return null
    }
    case 'start':
      return simulation.start()
    case 'event':
      return simulation.tell(line.name, line.values)
    case 'pass':
      return simulation.advance(line.ms)
    default:
      return null
  }
}

type Json = Readonly<Record<string, unknown>>
const listAt = (value: unknown, path: string): readonly Json[] => {
  const actual = valueAt({ value }, `value.${path}`)
  return Array.isArray(actual) ? (actual as Json[]) : []
}

const buttonsOf = (content: Content): { id: unknown; title: string }[] =>
  listAt(content, 'interactive.action.buttons').map((one) => ({
    id: valueAt(one, 'reply.id'),
    title: String(valueAt(one, 'reply.title')),
  }))

const rowsOf = (content: Content): { id: unknown; title: string }[] =>
  listAt(content, 'interactive.action.sections').flatMap((section) =>
    listAt(section, 'rows').map(({ id, title }) => ({ id, title: String(title) })),
  )

/** The latest message with such a button or row, as Meta reports a tap on it. */
function findButton(shown: readonly Content[], title: string): Content | null {
  for (const content of shown.toReversed()) {
    const button = buttonsOf(content).find((one) => one.title === title)
    if (button) return { type: 'interactive', interactive: { type: 'button_reply', button_reply: button } }
    const row = rowsOf(content).find((one) => one.title === title)
    if (row) return { type: 'interactive', interactive: { type: 'list_reply', list_reply: row } }
  }
  return null
}

function expectNext(
  line: Extract<TranscriptLine, { kind: 'expect' }>,
  pending: Content[],
  report: Playing['report'],
): undefined {
  const [content] = line.what === 'buttons' || line.what === 'list' ? pending.slice(-1) : pending
  const last = line.what === 'buttons' || line.what === 'list' ? (lastShown.get(pending) ?? content) : pending.shift()
  if (line.what !== 'buttons' && line.what !== 'list' && last) lastShown.set(pending, last)
  if (!last) return report(line.line, 'the bot says nothing here')
  const actual = factOf(last, line.what)
  if (!isAlike(line.text, actual)) report(line.line, `the bot says ${JSON.stringify(actual)} (${line.what})`)
}

/** The message whose text was compared: its buttons are compared by the line after it. */
const lastShown = new WeakMap<readonly Content[], Content>()

function factOf(content: Content, what: Extract<TranscriptLine, { kind: 'expect' }>['what']): string {
  switch (what) {
    case 'text':
      return String(
        valueAt(content, 'text.body') ??
          valueAt(content, 'interactive.body.text') ??
          valueAt(content, `${String(content['type'])}.caption`) ??
          '',
      )
    case 'buttons':
      return buttonsOf(content)
        .map(({ title }) => title)
        .join('|')
    case 'list':
      return rowsOf(content)
        .map(({ title }) => title)
        .join('|')
    case 'template':
      return String(valueAt(content, 'template.name') ?? '')
    case 'type':
      return String(content['type'])
  }
}

/** A star stands for anything. Spaces do not count twice. */
function isAlike(expected: string, actual: string): boolean {
  const clean = (text: string) => text.replaceAll(/\s+/g, ' ').trim()
  const parts = clean(expected).split('*')
  if (parts.length === 1) return clean(expected) === clean(actual)
  let rest = clean(actual)
  for (const [place, part] of parts.entries()) {
    const at = place === parts.length - 1 ? rest.length - part.length : rest.indexOf(part)
    if (at < 0 || (place === 0 && at > 0) || !rest.slice(at).startsWith(part)) return false
    rest = rest.slice(at + part.length)
  }
  return true
}

const shownContent = (content: Content): string => JSON.stringify(factOf(content, 'text') || content)

function expectValue(
  { line, path, value }: Extract<TranscriptLine, { kind: 'value' }>,
  simulation: Simulation,
  report: Playing['report'],
): undefined {
  const actual = valueAt({ session: simulation.session()?.vars ?? {}, contact: simulation.contact() }, path)
  const shown = typeof actual === 'object' && actual !== null ? JSON.stringify(actual) : String(actual ?? '')
  if (normalizeText(shown) !== normalizeText(value)) report(line, `${path} is ${JSON.stringify(actual ?? null)}`)
}

function expectState(
  { line, state }: Extract<TranscriptLine, { kind: 'state' }>,
  simulation: Simulation,
  report: Playing['report'],
): undefined {
  const session = simulation.session()
  const actual = session === null ? 'not started' : session.state
  if (state !== actual && !(session !== null && state === `at ${session.node}`))
    report(line, `the session is ${actual} at ${session?.node ?? 'no node'}`)
}

/** What calls outside are answered with: each line once, in its order. */
function createAnswers(lines: readonly TranscriptLine[]) {
  let reached = 0
  const used = new Set<number>()
  const take = (fits: (line: TranscriptLine) => boolean): TranscriptLine | null => {
    // those before the call; where none is left, the next one: it may stand right below
    const open = lines.filter((one) => !used.has(one.line) && fits(one))
    const nearest = open.find(({ line }) => line <= reached) ?? open[0] ?? null
    if (nearest) used.add(nearest.line)
    return nearest
  }
  return {
    reach: (line: number) => {
      reached = line
    },
    answer(node: FlowNode, session: { vars: Readonly<Record<string, unknown>> }): EffectOutcome | null {
      if (node.kind === 'http') {
        const url = renderTemplate(node.data.url, { session: session.vars })
        const call = take((one) => one.kind === 'http' && one.method === node.data.method && isAlike(one.url, url))
        if (call?.kind === 'http')
          return readHttpAnswer(node.data, { status: call.status, body: JSON.stringify(call.body) })
        const { mock } = node.data
        return mock ? readHttpAnswer(node.data, { status: mock.status, body: JSON.stringify(mock.body ?? null) }) : null
      }
      const aiCall = take(({ kind }) => kind === 'ai')
      return aiCall?.kind === 'ai' ? readModelAnswer(node, aiCall.answer) : null
    },
  }
}
