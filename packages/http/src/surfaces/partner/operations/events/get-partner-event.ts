import { getEvent } from '#resources/events/get-event.ts'
import { ownOperation } from '../../own-operation.ts'

export const getPartnerEvent = ownOperation(getEvent, {
  scope: 'partner:read',
  opens: ['events:read'],
  tag: 'Events',
})
