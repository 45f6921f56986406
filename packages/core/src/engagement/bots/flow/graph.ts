import type { FlowSpec } from './flow-spec.ts'
import type { FlowNode, KindName } from './nodes/node-catalogue.ts'

/** Kinds at which it is the person who is waited for. A loop through no other could run by itself for ever. */
const awaitsPerson: ReadonlySet<KindName> = new Set([
  'ask',
  'choice',
  'wait_reply',
  'wait',
  'wait_event',
  'wait_status',
  'wait_hours',
])

type Nodes = FlowSpec['nodes']

const targetsOf = ({ exits }: Pick<FlowNode, 'exits'>): string[] => Object.values(exits).filter((id) => id !== null)

/** Nodes that follow one another in a circle without waiting for a person or a time; null: there is no such circle. */
export function findIdleCycle(nodes: Nodes): string[] | null {
  const state = new Map<string, 'open' | 'done'>()
  for (const first of Object.keys(nodes)) {
    const path: { id: string; left: string[] }[] = []
    const enter = (id: string) => {
      state.set(id, 'open')
      const node = nodes[id]
      path.push({ id, left: node && !awaitsPerson.has(node.kind) ? targetsOf(node) : [] })
    }
    if (!state.has(first)) enter(first)
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const next = top.left.pop()
      if (next === undefined) {
        state.set(top.id, 'done')
        path.pop()
      } else if (state.get(next) === 'open') {
        return path.slice(path.findIndex(({ id }) => id === next)).map(({ id }) => id)
      } else if (!state.has(next)) enter(next)
    }
  }
  return null
}

/** Ids of nodes that a session can come to. */
export function reachableFrom({ start, nodes, escapes }: Pick<FlowSpec, 'start' | 'nodes' | 'escapes'>): Set<string> {
  const escaped = (escapes ?? []).flatMap(({ does }) => (does.startsWith('node:') ? [does.slice(5)] : []))
  const open = [start, ...escaped]
  const reached = new Set<string>()
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const node = nodes[id]
    if (reached.has(id) || !node) continue
    reached.add(id)
    open.push(...targetsOf(node))
  }
  return reached
}
