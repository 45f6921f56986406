import { publishFlow as publishFlowInCore } from '@dawk/core/engagement/bots/publish-flow.ts'
import { operation } from '#operations/operation.ts'
import { bodyOrNothing } from '#resources/schemas.ts'
import { FlowVersionSummary, PublishBody } from '../../schemas/flow-schemas.ts'
import { toVersionSummary } from './flow-views.ts'

export const publishFlow = operation({
  route: 'POST /flows/:id/publish',
  of: 'flow',
  tag: 'Flows',
  scope: 'automations:write',
  cost: 5,
  refuses: ['not_found', 'conflict'],
  summary: 'Publish a flow',
  description:
    'The draft becomes the version by which sessions start; it never changes again. 400 with every problem of the document, and with each of its tests that does not pass. Publishing what is live already changes nothing.',
  body: bodyOrNothing(PublishBody),
  reply: { 200: FlowVersionSummary },
  handle: async ({ ctx, caller, id, body }) =>
    toVersionSummary((await publishFlowInCore(ctx.core, caller, id, body ?? {})).version),
})
