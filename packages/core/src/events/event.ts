import type { EventData, EventType } from './catalogue.ts'

/** One business fact, as it stands in the append-only log. `at` is ISO 8601. */
export type GatewayEvent = {
  [Type in EventType]: { id: string; accountId: string; type: Type; at: string; data: EventData[Type] }
}[EventType]

/** A fact before it is recorded. `isBulk`: of a message in bulk; endpoints that ask for no order get it after what is not. */
export type NewEvent = {
  [Type in EventType]: { accountId: string; type: Type; at: string; data: EventData[Type]; isBulk?: boolean }
}[EventType]

/** Whether an event is of one of these types, and so what its data are. */
export const isEventOf = <Type extends EventType>(
  event: GatewayEvent,
  types: readonly Type[],
): event is Extract<GatewayEvent, { type: Type }> => (types as readonly EventType[]).includes(event.type)
