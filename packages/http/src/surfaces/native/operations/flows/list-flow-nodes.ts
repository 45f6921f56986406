import { nodeCatalogue } from '@dawk/core/engagement/bots/flow/nodes/node-catalogue.ts'
import type { NodeKind } from '@dawk/core/engagement/bots/flow/nodes/node-kind.ts'
import { operation } from '#operations/operation.ts'
import { NodeKindsView } from '../../schemas/flow-schemas.ts'

export const listFlowNodes = operation({
  route: 'GET /flow-nodes',
  tag: 'Flows',
  scope: 'automations:read',
  summary: 'List the kinds of nodes',
  description: 'With the JSON Schema of the data of each: an editor draws its forms from them.',
  reply: { 200: NodeKindsView },
  handle: async () => ({
    data: Object.entries(nodeCatalogue as Readonly<Record<string, Pick<NodeKind, 'group' | 'title' | 'data'>>>).map(
      ([kind, { group, title, data }]) => ({ kind, group, title, schema: data as unknown as Record<string, unknown> }),
    ),
  }),
})
