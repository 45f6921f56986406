import { compileValidator, type Validator } from '@dawk/cloud-api/content/validator.ts'
import type { Static } from 'typebox'
import { aiNodes } from './ai-nodes.ts'
import { askNodes } from './ask-nodes.ts'
import { branchNodes } from './branch-nodes.ts'
import { dataNodes } from './data-nodes.ts'
import { flowNodes } from './flow-nodes.ts'
import type { Exit, NodeKind } from './node-kind.ts'
import { outsideNodes } from './outside-nodes.ts'
import { peopleNodes } from './people-nodes.ts'
import { sendNodes } from './send-nodes.ts'
import { waitNodes } from './wait-nodes.ts'

/** Every kind of node there is. Editor, validator, engine, API and docs are derived from it. */
export const nodeCatalogue = {
  ...sendNodes,
  ...askNodes,
  ...waitNodes,
  ...branchNodes,
  ...dataNodes,
  ...outsideNodes,
  ...peopleNodes,
  ...aiNodes,
  ...flowNodes,
}

type Catalogue = typeof nodeCatalogue
export type KindName = keyof Catalogue
export type NodeData<Name extends KindName> = Static<Catalogue[Name]['data']>

/** A node of a flow. `exits` leads by name to another node; null: the flow ends there. */
export type FlowNode = {
  [Name in KindName]: { kind: Name; data: NodeData<Name>; exits: Readonly<Record<string, string | null>> }
}[KindName]

export type NodeOf<Name extends KindName> = Extract<FlowNode, { kind: Name }>

export const kindNames = Object.keys(nodeCatalogue) as KindName[]
export const isKind = (name: unknown): name is KindName =>
  typeof name === 'string' && Object.hasOwn(nodeCatalogue, name)

const validators = new Map<KindName, Validator>()

export function validatorOf(name: KindName): Validator {
  const known = validators.get(name)
  if (known) return known
  const made = compileValidator(nodeCatalogue[name].data)
  validators.set(name, made)
  return made
}

/** The ways out of a node, in the order in which an editor shows them. */
export const exitsOf = (node: Pick<FlowNode, 'kind' | 'data'>): readonly Exit[] =>
  (nodeCatalogue[node.kind] as unknown as NodeKind).exits(node.data as never)

/** The ways out that a kind of node always has; others come from a list of its data. */
export function fixedExitsOf(name: KindName): readonly Exit[] {
  const { exits, exitsBy } = nodeCatalogue[name] as unknown as NodeKind
  return exits((exitsBy === null ? {} : { [exitsBy.list]: [] }) as never)
}
