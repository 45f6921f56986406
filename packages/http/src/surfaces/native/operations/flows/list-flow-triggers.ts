import { triggerKinds } from '@dawk/core/engagement/bots/flow/triggers.ts'
import { operation } from '#operations/operation.ts'
import { TriggerKindsView } from '../../schemas/flow-schemas.ts'

export const listFlowTriggers = operation({
  route: 'GET /flow-triggers',
  tag: 'Flows',
  scope: 'automations:read',
  summary: 'List the kinds of triggers',
  description: 'With the JSON Schema of each, as `triggers` of a document has them.',
  reply: { 200: TriggerKindsView },
  handle: async () => ({
    data: Object.entries(triggerKinds).map(([kind, schema]) => ({
      kind,
      schema: schema as unknown as Record<string, unknown>,
    })),
  }),
})
