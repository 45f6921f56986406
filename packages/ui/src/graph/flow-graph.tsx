import '@xyflow/react/dist/base.css'
import {
  Background,
  type Connection,
  Controls,
  type Edge,
  Handle,
  type Node,
  type NodeProps,
  Position,
  ReactFlow,
  useNodesState,
} from '@xyflow/react'
import { useEffect, useMemo } from 'react'
import styles from './flow-graph.module.css'
import type { Point } from './place-nodes.ts'

export interface GraphNode {
  id: string
  title: string
  /** One line of what it says. */
  detail: string
  isStart: boolean
  /** What is wrong with it, counted. */
  problems: number
  /** The ways out, in their order; null ends the flow, undefined leads nowhere yet. */
  exits: readonly { name: string; label: string; target: string | null | undefined }[]
  place: Point
}

interface FlowGraphProps {
  label: string
  nodes: readonly GraphNode[]
  selected: string | null
  words: { start: string; fit: string; zoomIn: string; zoomOut: string }
  editable: boolean
  onSelect(id: string | null): void
  onMove(id: string, place: Point): void
  /** Undefined: the way out leads nowhere any more. */
  onConnect(id: string, exit: string, target: string | undefined): void
}

type Box = Node<{ node: GraphNode; startWord: string }, 'box'>

const nodeTypes = { box: BoxView }

/** Boxes with named ways out, which are drawn from one to another. It runs from left to right in every language. */
export function FlowGraph({ label, nodes, selected, words, editable, onSelect, onMove, onConnect }: FlowGraphProps) {
  const placed = useMemo(() => nodes.map((node) => toBox(node, selected, words.start)), [nodes, selected, words.start])
  const [boxes, setBoxes, onNodesChange] = useNodesState<Box>(placed)
  // what was measured stays with the box of the same id
  useEffect(() => {
    setBoxes((former) => {
      const byId = new Map(former.map((box) => [box.id, box]))
      return placed.map((box) => ({ ...byId.get(box.id), ...box }))
    })
  }, [placed, setBoxes])
  const edges = useMemo(() => nodes.flatMap(toEdges), [nodes])
  const connect = ({ source, sourceHandle, target }: Connection) =>
    sourceHandle !== null && onConnect(source, sourceHandle, target)
  return (
    <section className={styles['frame']} aria-label={label} dir="ltr">
      <ReactFlow
        nodes={boxes}
        edges={edges}
        nodeTypes={nodeTypes}
        onNodesChange={(changes) => {
          onNodesChange(changes)
          // what people did, by pointer or keyboard; changes that come from the properties are not reported
          for (const change of changes) if (change.type === 'select' && change.selected) onSelect(change.id)
        }}
        onNodeClick={(_, { id }) => onSelect(id)}
        onPaneClick={() => onSelect(null)}
        onNodeDragStop={(_, { id, position }) => onMove(id, position)}
        onConnect={connect}
        onEdgesDelete={(edges) => {
          for (const { source, sourceHandle } of edges) if (sourceHandle) onConnect(source, sourceHandle, undefined)
        }}
        nodesDraggable={editable}
        nodesConnectable={editable}
        deleteKeyCode={editable ? ['Backspace', 'Delete'] : null}
        ariaLabelConfig={{
          'controls.zoomIn.ariaLabel': words.zoomIn,
          'controls.zoomOut.ariaLabel': words.zoomOut,
          'controls.fitView.ariaLabel': words.fit,
        }}
        fitView
        fitViewOptions={{ maxZoom: 1 }}
        minZoom={0.2}
        proOptions={{ hideAttribution: true }}
      >
        <Background />
        <Controls showInteractive={false} />
      </ReactFlow>
    </section>
  )
}

const toBox = (node: GraphNode, selected: string | null, startWord: string): Box => ({
  id: node.id,
  type: 'box',
  position: node.place,
  selected: node.id === selected,
  deletable: false,
  ariaLabel: `${node.title}: ${node.id}`,
  data: { node, startWord },
})

const toEdges = ({ id, exits }: GraphNode): Edge[] =>
  exits.flatMap(({ name, target }) =>
    target ? [{ id: `${id}.${name}`, source: id, sourceHandle: name, target, targetHandle: 'in' }] : [],
  )

function BoxView({ data: { node, startWord }, selected }: NodeProps<Box>) {
  const { title, id, detail, isStart, problems, exits } = node
  return (
    <div className={`${styles['box']} ${selected ? styles['selected'] : ''} ${problems > 0 ? styles['wrong'] : ''}`}>
      <Handle type="target" id="in" position={Position.Left} className={styles['handle'] ?? ''} />
      <div className={styles['head']}>
        <strong>{title}</strong>
        {isStart && <span className={styles['start']}>{startWord}</span>}
        {problems > 0 && <span className={styles['count']}>{problems}</span>}
      </div>
      <div className={styles['id']}>{id}</div>
      {detail !== '' && (
        <div className={styles['detail']} dir="auto">
          {detail}
        </div>
      )}
      {exits.map(({ name, label, target }) => (
        <div key={name} className={styles['exit']} data-ends={target === null}>
          {label}
          <Handle type="source" id={name} position={Position.Right} className={styles['handle'] ?? ''} />
        </div>
      ))}
    </div>
  )
}
