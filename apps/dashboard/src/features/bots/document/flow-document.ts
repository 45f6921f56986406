import { isRecord, type Json, list, record, text } from '#lib/data/json.ts'

/** A node as it is written; it may have problems. */
export interface DraftNode {
  kind: string
  data: Json
  /** By name of a way out; null ends the flow. */
  exits: Readonly<Record<string, string | null>>
}

/** A document of the API, of which the editor reads what it can: a draft may be anything. */
export type Document = Json

export const nodesOf = (document: Document): ReadonlyMap<string, DraftNode> =>
  new Map(
    Object.entries(record(document['nodes'])).map(([id, given]) => {
      const node = record(given)
      const exits = Object.entries(record(node['exits'])).map(([name, to]) => [name, to === null ? null : text(to)])
      return [id, { kind: text(node['kind']), data: record(node['data']), exits: Object.fromEntries(exits) }]
    }),
  )

export const startOf = (document: Document): string => text(document['start'])
export const triggersOf = (document: Document): readonly Json[] => list(document['triggers']).map(record)

const withNodes = (document: Document, nodes: Iterable<readonly [string, DraftNode]>): Document => ({
  ...document,
  nodes: Object.fromEntries(nodes),
})

export function putNode(document: Document, id: string, node: DraftNode): Document {
  const nodes = nodesOf(document)
  const isFirst = !nodes.has(startOf(document))
  return { ...withNodes(document, new Map(nodes).set(id, node)), ...(isFirst && { start: id }) }
}

/** With an id that no other node has. */
export function newNodeId(document: Document, kind: string): string {
  const nodes = nodesOf(document)
  const base = kind.replace(/^(send|wait)_/, '')
  let id = base
  for (let count = 2; nodes.has(id); count += 1) id = `${base}-${count}`
  return id
}

/** What led to it leads nowhere any more. */
export function removeNode(document: Document, id: string): Document {
  const kept = [...nodesOf(document)].filter(([other]) => other !== id)
  return withNodes(
    document,
    kept.map(([other, node]) => [other, { ...node, exits: without(node.exits, (target) => target === id) }]),
  )
}

const without = (exits: DraftNode['exits'], isGone: (target: string | null) => boolean): DraftNode['exits'] =>
  Object.fromEntries(Object.entries(exits).filter(([, target]) => !isGone(target)))

/** Undefined: the way out leads nowhere yet. */
export function connect(node: DraftNode, exit: string, target: string | null | undefined): DraftNode {
  const exits = Object.fromEntries(Object.entries(node.exits).filter(([name]) => name !== exit))
  return { ...node, exits: target === undefined ? exits : { ...exits, [exit]: target } }
}

const renamedKeys = (given: unknown, from: string, to: string): Json =>
  Object.fromEntries(Object.entries(record(given)).map(([key, value]) => [key === from ? to : key, value]))

/** Everything that names the node follows: ways out, the start, escapes, translations and its place in the drawing. */
export function renameNode(document: Document, from: string, to: string): Document {
  const nodes = [...nodesOf(document)].map(([id, node]): [string, DraftNode] => {
    const exits = Object.entries(node.exits).map(([name, target]) => [name, target === from ? to : target])
    return [id === from ? to : id, { ...node, exits: Object.fromEntries(exits) }]
  })
  const { escapes, translations, ui } = document
  return {
    ...withNodes(document, nodes),
    start: startOf(document) === from ? to : document['start'],
    ...(Array.isArray(escapes) && {
      escapes: escapes.map((one) =>
        isRecord(one) && one['does'] === `node:${from}` ? { ...one, does: `node:${to}` } : one,
      ),
    }),
    ...(isRecord(translations) && {
      translations: Object.fromEntries(
        Object.entries(translations).map(([language, byNode]) => [language, renamedKeys(byNode, from, to)]),
      ),
    }),
    ...(isRecord(ui) && { ui: { ...ui, places: renamedKeys(ui['places'], from, to) } }),
  }
}

export interface Place {
  x: number
  y: number
}

/** Where the editor has drawn a node; null: nobody has moved it. */
export function placeOf(document: Document, id: string): Place | null {
  const { x, y } = record(record(record(document['ui'])['places'])[id])
  return typeof x === 'number' && typeof y === 'number' ? { x, y } : null
}

export function putPlace(document: Document, id: string, { x, y }: Place): Document {
  const ui = record(document['ui'])
  const places = { ...record(ui['places']), [id]: { x: Math.round(x), y: Math.round(y) } }
  return { ...document, ui: { ...ui, places } }
}
