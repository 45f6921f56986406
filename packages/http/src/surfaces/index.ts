import type { GatewayEvent } from '@dawk/core/events/event.ts'
import type { RenderEndpoint } from '@dawk/core/webhooks/deliveries/delivery-job.ts'
import { pathOf } from '#requests/path-of.ts'
import { cloudApi } from './cloud-api/index.ts'
import { mobileGateway } from './mobile-gateway/index.ts'
import { native } from './native/index.ts'
import { partner } from './partner/index.ts'
import type { Dialect, RenderedEvent } from './surface.ts'
import { wabaPortal } from './waba-portal/index.ts'
import { whatsapi } from './whatsapi/index.ts'
import { wonestop } from './wonestop/index.ts'

export const dialects: readonly Dialect[] = [whatsapi, cloudApi, mobileGateway, wabaPortal, wonestop, partner, native]

/** The dialect in whose words an address is answered; what belongs to none is the one's at the root. */
export function dialectAt(url: string): Dialect {
  const path = pathOf(url)
  return dialects.find(({ prefix }) => prefix !== '' && `${path}/`.startsWith(`${prefix}/`)) ?? whatsapi
}

/** An event as the endpoint's dialect tells it; null: it does not. */
export function renderFor(dialectName: string, event: GatewayEvent, endpoint: RenderEndpoint): RenderedEvent | null {
  return dialects.find(({ name }) => name === dialectName)?.renderEvent(event, endpoint) ?? null
}
