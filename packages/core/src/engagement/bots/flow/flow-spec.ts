import { createHash } from 'node:crypto'
import type { FlowNode } from './nodes/node-catalogue.ts'
import type { Trigger } from './triggers.ts'

/** The version of the format. A document of a newer one is refused by name. */
export const specName = 'dawk.flow/1'

/** Words by which a person leaves what a flow is doing. `restart` begins it anew; `node:<id>` goes on there. */
export interface Escape {
  words: readonly string[]
  does: 'end' | 'restart' | 'handover' | `node:${string}`
}

interface VariableDefinition {
  type?: 'text' | 'number' | 'boolean' | 'json'
  default?: unknown
  /** It is about a person: traces do not show it. */
  pii?: boolean
}

/** A flow as a document: a file in Git, what an editor draws, what runs. */
export interface FlowSpec {
  spec: typeof specName
  start: string
  nodes: Readonly<Record<string, FlowNode>>
  triggers?: readonly Trigger[]
  vars?: Readonly<Record<string, VariableDefinition>>
  escapes?: readonly Escape[]
  /** By language and node: members of its data in that language. */
  translations?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>
  /** By name: transcripts that are run before a version is published. No part of what runs. */
  tests?: Readonly<Record<string, string>>
  /** Where an editor draws the nodes. No part of what runs. */
  ui?: Readonly<Record<string, unknown>>
}

export const defaultEscapes: readonly Escape[] = [
  { words: ['menu', 'main menu', 'restart'], does: 'restart' },
  { words: ['exit', 'leave'], does: 'end' },
  { words: ['agent', 'human', 'talk to a person', 'help me'], does: 'handover' },
]

export const emptySpec: FlowSpec = {
  spec: specName,
  start: 'end',
  nodes: { end: { kind: 'end', data: {}, exits: {} } },
}

/** JSON with the members of every object in order, so that the same document is the same text. */
const stableJson = (value: unknown, indent?: number): string => JSON.stringify(inOrder(value), null, indent)

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder)
  if (typeof value !== 'object' || value === null) return value
  const members = Object.entries(value).filter(([, member]) => member !== undefined)
  return Object.fromEntries(
    members.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, member]) => [name, inOrder(member)]),
  )
}

/** Two documents that run alike have one checksum: moving a box or adding a test makes no new version. */
export function checksumOf({ ui: _, tests: __, ...runs }: FlowSpec): string {
  return createHash('sha256').update(stableJson(runs)).digest('hex')
}
