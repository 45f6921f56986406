import type { GatewayEvent } from '@dawk/core/events/event.ts'
import { cloudApi } from './cloud-api/index.ts'
import type { Dialect, RenderedEvent } from './dialect.ts'
import { whatsapi } from './whatsapi/index.ts'

export const dialects: readonly Dialect[] = [whatsapi, cloudApi]

/** The dialect in whose words an address is answered; what belongs to none is the one's at the root. */
export function dialectAt(url: string): Dialect {
  return dialects.find(({ prefix }) => prefix !== '' && url.startsWith(`${prefix}/`)) ?? whatsapi
}

/** An event as the endpoint's dialect tells it; null: it does not. */
export function renderFor(dialectName: string, event: GatewayEvent): RenderedEvent | null {
  return dialects.find(({ name }) => name === dialectName)?.renderEvent(event) ?? null
}
