import { publishDrip as publishDripInCore } from '@dawk/core/engagement/drips/drips.ts'
import { operation } from '#operations/operation.ts'
import { PublishDripBody, PublishedDripView } from '../../schemas/drip-schemas.ts'
import { dripContextOf, toDripView } from './drip-view.ts'

export const publishDrip = operation({
  route: 'POST /drips/:id/publish',
  of: 'drip',
  tag: 'Drips',
  scope: 'automations:write',
  refuses: ['not_found', 'conflict'],
  summary: 'Publish a drip',
  description:
    'Makes what was edited the version that new people enter. With `migrate` those who are under way move to it as well: to the step that it names, else to the same one, else to the next that is still there.',
  body: PublishDripBody,
  reply: { 200: PublishedDripView },
  async handle({ ctx, caller, id, body: { migrate = null } }) {
    const { migrated, ...drip } = await publishDripInCore(dripContextOf(ctx), caller, id, migrate)
    return { ...toDripView(drip), migrated }
  },
})
