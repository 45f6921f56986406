import { listEvents } from '#resources/events/list-events.ts'
import { ownOperation } from '../../own-operation.ts'

export const listPartnerEvents = ownOperation(listEvents, {
  scope: 'partner:read',
  opens: ['events:read'],
  tag: 'Events',
  description:
    'All that webhooks carry, oldest first, so that nothing is lost with a webhook. `data.sequence` has no gaps. There is always a ' +
    '`nextCursor`: asked again with the last one, it goes on where it was.',
})
