import { FlowGraph, type GraphNode } from '@dawk/ui/graph/flow-graph.tsx'
import { placeNodes } from '@dawk/ui/graph/place-nodes.ts'
import { useLingui } from '@lingui/react/macro'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { nodeKindsQuery } from '../api/kinds.ts'
import { useExitNames, useKindNames } from '../bot-words.ts'
import { exitsOf, summaryOf } from '../document/exits.ts'
import { connect, nodesOf, placeOf, putNode, putPlace, startOf } from '../document/flow-document.ts'
import type { EditorProps } from './flow-editor.tsx'
import { problemsOf } from './problems.ts'

/** The flow as it is drawn; loaded by itself, since drawing is large. */
export default function GraphView({ document, problems, selected, editable, onSelect, onChange }: EditorProps) {
  const { t } = useLingui()
  const { data: kinds } = useSuspenseQuery(nodeKindsQuery)
  const names = useKindNames()
  const exitNames = useExitNames()
  const nodes = useMemo(() => nodesOf(document), [document])
  const shown = [...nodes].map(([id, node]) => {
    const exits = exitsOf(
      node,
      kinds.data.find(({ kind }) => kind === node.kind),
    )
    return { id, node, exits, targets: exits.flatMap(({ target }) => target ?? []) }
  })
  const places = placeNodes(shown, startOf(document))
  const graph = shown.map(
    ({ id, node, exits }): GraphNode => ({
      id,
      title: names[node.kind] ?? node.kind,
      detail: summaryOf(node),
      isStart: id === startOf(document),
      problems: problemsOf(problems, id).length,
      exits: exits.map(({ name, target }) => ({ name, target, label: exitNames[name] ?? name })),
      place: placeOf(document, id) ?? places.get(id) ?? { x: 0, y: 0 },
    }),
  )
  return (
    <FlowGraph
      label={t`The flow as a graph`}
      nodes={graph}
      selected={selected}
      editable={editable}
      words={{ start: t`Start`, fit: t`Show all of it`, zoomIn: t`Nearer`, zoomOut: t`Farther` }}
      onSelect={onSelect}
      onMove={(id, place) => onChange(putPlace(document, id, place))}
      onConnect={(id, exit, target) => {
        const node = nodes.get(id)
        if (node) onChange(putNode(document, id, connect(node, exit, target)))
      }}
    />
  )
}
