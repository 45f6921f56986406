import {
  fixedExitsOf,
  type KindName,
  kindNames,
  nodeCatalogue,
} from '@dawk/core/engagement/bots/flow/nodes/node-catalogue.ts'
import type { NodeKind } from '@dawk/core/engagement/bots/flow/nodes/node-kind.ts'
import { type OperatorName, operandOf, operators } from '@dawk/core/engagement/bots/values/operators.ts'
import { operation } from '#operations/operation.ts'
import { NodeKindsView } from '../../schemas/flow-schemas.ts'

export const listFlowNodes = operation({
  route: 'GET /flow-nodes',
  tag: 'Flows',
  scope: 'automations:read',
  summary: 'List the kinds of nodes',
  description:
    'With the JSON Schema of the data of each and its exits, and the operators of conditions: an editor draws its forms from them.',
  reply: { 200: NodeKindsView },
  handle: async () => ({
    data: kindNames.map(toView),
    operators: (Object.keys(operators) as OperatorName[]).map((name) => ({ name, to: operandOf(name) })),
  }),
})

function toView(kind: KindName) {
  const { group, title, data, exitsBy } = nodeCatalogue[kind] as unknown as NodeKind
  const exits = fixedExitsOf(kind).map(({ name, fallback }) => ({ name, required: fallback === null }))
  return { kind, group, title, schema: data as unknown as Record<string, unknown>, exits, exitsBy }
}
