import { list, record, text } from '#lib/data/json.ts'
import type { NodeKind } from '../api/kinds.ts'
import type { DraftNode } from './flow-document.ts'

export interface NodeExit {
  name: string
  /** It has to lead somewhere, or to the end. */
  required: boolean
  target: string | null | undefined
}

/** The ways out of a node in the order of its kind; one that the document has and the kind has not comes last. */
export function exitsOf(node: DraftNode, kind: NodeKind | undefined): NodeExit[] {
  const by = kind?.exitsBy ?? null
  const named = by === null ? [] : list(node.data[by.list]).map((item) => text(record(item)[by.member]))
  const known = [
    ...named.filter((name) => name !== '').map((name) => ({ name, required: true })),
    ...(kind?.exits ?? []).map(({ name, required }) => ({ name, required })),
  ]
  const names = new Set(known.map(({ name }) => name))
  const others = Object.keys(node.exits).filter((name) => !names.has(name))
  return [...known, ...others.map((name) => ({ name, required: false }))].map((exit) => ({
    ...exit,
    target: node.exits[exit.name],
  }))
}

/** What a node says, in one line. */
export function summaryOf({ data }: DraftNode): string {
  for (const name of ['text', 'name', 'url', 'prompt', 'into', 'flowId', 'result'])
    if (text(data[name]) !== '') return text(data[name])
  return ''
}
