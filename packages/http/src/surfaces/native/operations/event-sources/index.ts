import { countIncomingEvents } from './count-incoming-events.ts'
import { createEventSource } from './create-event-source.ts'
import { deleteEventSource } from './delete-event-source.ts'
import { getEventSource } from './get-event-source.ts'
import { getIncomingEvent } from './get-incoming-event.ts'
import { learnEventMapping } from './learn-event-mapping.ts'
import { listEventSources } from './list-event-sources.ts'
import { listIncomingEvents } from './list-incoming-events.ts'
import { previewIncomingEvent } from './preview-incoming-event.ts'
import { replayIncomingEvent } from './replay-incoming-event.ts'
import { replayIncomingEvents } from './replay-incoming-events.ts'
import { rotateEventSource } from './rotate-event-source.ts'
import { updateEventSource } from './update-event-source.ts'

export const eventSources = {
  listEventSources,
  getEventSource,
  createEventSource,
  updateEventSource,
  deleteEventSource,
  rotateEventSource,
  learnEventMapping,
  listIncomingEvents,
  countIncomingEvents,
  getIncomingEvent,
  previewIncomingEvent,
  replayIncomingEvent,
  replayIncomingEvents,
}
