import { isObject } from '@dawk/cloud-api/json.ts'
import type { EffectOutcome } from '../engine/turn.ts'
import type { FlowNode } from '../flow/nodes/node-catalogue.ts'

const maxMessage = 4096

/** What a model answered, as the node that asked takes it. Nothing of it is believed: it is cut, counted and matched. */
export function readModelAnswer(node: FlowNode, answer: string): EffectOutcome {
  switch (node.kind) {
    case 'ai_reply': {
      const texts = toMessages(answer, node.data.maxMessages ?? 3)
      const output = { characters: answer.length, messages: texts.length }
      if (/^\s*\[?handover\]?\s*$/i.test(answer)) return { exit: 'handover', set: {}, output }
      return texts.length === 0
        ? { exit: 'error', set: {}, output: { problem: 'the answer is empty' } }
        : { exit: 'ok', set: {}, output, texts }
    }
    case 'ai_classify': {
      const said = answer.trim().toLowerCase()
      const chosen =
        node.data.classes.find(({ exit }) => exit === said) ??
        node.data.classes.find(({ exit }) => said.split(/[^a-z0-9_-]+/).includes(exit))
      return { exit: chosen?.exit ?? 'none', set: {}, output: { answer: answer.slice(0, 200) } }
    }
    case 'ai_extract': {
      const values = readObject(answer)
      if (values === null) return { exit: 'error', set: {}, output: { problem: 'the answer is no JSON object' } }
      const fields = node.data.fields.map(({ name }) => [name, scalarOf(values[name])] as const)
      const isComplete = fields.every(([, value]) => value !== null)
      return {
        exit: isComplete ? 'ok' : 'missing',
        set: Object.fromEntries(fields),
        output: { found: fields.filter(([, value]) => value !== null).map(([name]) => name) },
      }
    }
    default:
      return { exit: 'error', set: {}, output: {} }
  }
}

const scalarOf = (value: unknown): unknown =>
  typeof value === 'string'
    ? value.slice(0, 1000)
    : typeof value === 'number' || typeof value === 'boolean'
      ? value
      : null

function readObject(answer: string): Readonly<Record<string, unknown>> | null {
  const from = answer.indexOf('{')
  const to = answer.lastIndexOf('}')
  if (from < 0 || to < from) return null
  try {
    const value: unknown = JSON.parse(answer.slice(from, to + 1))
    return isObject(value) ? value : null
  } catch {
    return null
  }
}

/** Parted at paragraphs into messages that Meta takes; what is beyond the last one is cut. */
function toMessages(answer: string, most: number): string[] {
  const messages: string[] = []
  for (const paragraph of toWhatsApp(answer).split(/\n{2,}/)) {
    const last = messages.at(-1)
    if (last !== undefined && last.length + paragraph.length + 2 <= maxMessage && messages.length === most)
      messages[messages.length - 1] = `${last}\n\n${paragraph}`
    else if (last !== undefined && messages.length === most) break
    else if (last !== undefined && last.length + paragraph.length + 2 <= 1000)
      messages[messages.length - 1] = `${last}\n\n${paragraph}`
    else messages.push(paragraph)
  }
  return messages.map((text) => shorten(text.trim())).filter(Boolean)
}

const shorten = (text: string): string =>
  text.length <= maxMessage ? text : `${text.slice(0, maxMessage - 1).trimEnd()}…`

/** Markdown as WhatsApp shows it. */
const toWhatsApp = (text: string): string =>
  text
    .slice(0, 50_000)
    .replaceAll(/^#{1,6}\s+(.+)$/gm, '*$1*')
    .replaceAll(/\*\*([^*\n]+)\*\*/g, '*$1*')
    .replaceAll(/\[([^\]\n]{1,200})\]\((https?:[^)\s]{1,500})\)/g, '$1: $2')
