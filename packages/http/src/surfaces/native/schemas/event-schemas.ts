import Type from 'typebox'
import { AnyObject, Id, Instant } from './schemas.ts'

/** The envelope of every event, as a webhook's body and in lists. */
export const EventView = Type.Object(
  {
    id: Id,
    type: Type.String({ description: 'docs/events.md lists them.', examples: ['message.status.delivered'] }),
    timestamp: Instant,
    data: Type.Unsafe<Record<string, unknown>>({ ...AnyObject, description: 'By type; see docs/events.md.' }),
  },
  { title: 'Event' },
)
