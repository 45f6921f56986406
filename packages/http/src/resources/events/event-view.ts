import Type from 'typebox'
import { AnyObject, Id, Instant } from '../schemas.ts'
import { fromMetaNames } from '../wire-names.ts'

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

/** Members that are passed on as Meta sent them, because nothing here reads them yet. */
const rawMembers = new Set(['metadata', 'value'])

/** What a client gets of an event, by webhook and by `GET /v1/events` alike. */
export function toEventView({ id, type, at, data }: { id: string; type: string; at: string; data: object }) {
  return { id, type, timestamp: at, data: toDataView(data) }
}

function toDataView(data: object): Record<string, unknown> {
  const members = Object.entries(data).map(([name, value]) => [
    name,
    rawMembers.has(name) ? value : fromMetaNames(value, name),
  ])
  return Object.fromEntries(members)
}
