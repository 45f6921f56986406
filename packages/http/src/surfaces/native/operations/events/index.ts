import { getEvent } from '#resources/events/get-event.ts'
import { listEvents } from '#resources/events/list-events.ts'
import { streamEvents } from './stream-events.ts'

export const events = { listEvents, getEvent, streamEvents }
