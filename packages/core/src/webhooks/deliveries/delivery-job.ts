import type { Logger } from 'pino'
import type { GatewayEvent } from '#events/event.ts'
import { createCache } from '#platform/cache.ts'
import type { LaneItem } from '#platform/lanes/lane-item.ts'
import type { SecretBox } from '#platform/secrets.ts'
import { endpointAad } from '../endpoints/endpoint-store.ts'
import type { DeliveryContent } from './delivery-store.ts'

/**
 * An endpoint as a dialect sees it when rendering. Some vendors sign in their own way, with the same secret and in a
 * header that holds one signature: while a secret is being rotated that stays the old one, so that a receiver that has
 * not changed yet goes on working.
 */
export interface RenderEndpoint {
  id: string
  accountId: string
  url: string
  /** `whsec_` and base64, or what the customer chose. */
  secret: string
  /** The new secret while `secret` is still the old one; null or absent: no rotation is under way. */
  nextSecret?: string | null
}

/** Must give the same bytes for the same event each time. Null: this dialect has no word for it, so nothing is sent. */
export type RenderDelivery = (dialect: string, event: GatewayEvent, endpoint: RenderEndpoint) => RenderedDelivery | null

export interface RenderedDelivery {
  body: string
  headers: Record<string, string>
}

/** `attempts`: those made before. */
export type DeliveryItem = Omit<LaneItem, 'startedAt'>

export interface DeliveryJob {
  deliveryId: string
  attemptsMade: number
  event: GatewayEvent
  dialect: string
  endpoint: Pick<RenderEndpoint, 'id' | 'accountId' | 'url'>
  /** The one to sign with, or the new and the old one while they are being rotated; null: they cannot be opened. */
  secrets: readonly [string] | readonly [string, string] | null
  /** Null: it could not be rendered. */
  rendered: RenderedDelivery | null
}

/** Opening a secret costs more than the signature; a secret never changes under the same cipher. */
export function cachedSecrets(secrets: Pick<SecretBox, 'open'>) {
  const cache = createCache<{ cipher: Buffer; secret: string }>({ max: 5000 })
  const open = (slot: string, endpointId: string, cipher: Uint8Array): string => {
    const known = cache.get(slot)
    if (known?.cipher.equals(cipher)) return known.secret
    const secret = secrets.open(cipher, endpointAad(endpointId))
    cache.set(slot, { cipher: Buffer.from(cipher), secret })
    return secret
  }
  return ({ endpointId, secretCipher, previousSecretCipher }: DeliveryContent): NonNullable<DeliveryJob['secrets']> => {
    const secret = open(endpointId, endpointId, secretCipher)
    return previousSecretCipher === null
      ? [secret]
      : [secret, open(`${endpointId} previous`, endpointId, previousSecretCipher)]
  }
}

type OpenSecrets = ReturnType<typeof cachedSecrets>

type UnrenderedJob = Omit<DeliveryJob, 'rendered'>

/** One endpoint's unreadable secret is its own: what is for others goes out. */
function tryOpen({ openSecrets, log }: JobDeps, content: DeliveryContent): DeliveryJob['secrets'] {
  try {
    return openSecrets(content)
  } catch (err) {
    log.error({ err, endpointId: content.endpointId }, 'the secret of a webhook endpoint cannot be opened')
    return null
  }
}

interface JobDeps {
  openSecrets: OpenSecrets
  log: Logger
}

export function toUnrendered(
  deps: JobDeps,
  { ref, attempts }: Pick<DeliveryItem, 'ref' | 'attempts'>,
  content: DeliveryContent,
): UnrenderedJob {
  const { eventId, accountId, type, at, data, endpointId, dialect, url } = content
  return {
    deliveryId: ref,
    attemptsMade: attempts,
    event: { id: eventId, accountId, type, at, data } as GatewayEvent, // as the catalogue typed it
    dialect,
    endpoint: { id: endpointId, accountId, url },
    secrets: tryOpen(deps, content),
  }
}

/** Undefined: the dialect has no word for it; null: it failed to say it. */
export function tryRender(
  { render, log }: { render: RenderDelivery; log: Logger },
  job: UnrenderedJob,
): RenderedDelivery | null | undefined {
  const { dialect, event, endpoint, secrets } = job
  if (secrets === null) return null
  const [secret, previous] = secrets
  const signing = previous === undefined ? { secret, nextSecret: null } : { secret: previous, nextSecret: secret }
  try {
    return render(dialect, event, { ...endpoint, ...signing }) ?? undefined
  } catch (err) {
    log.error({ err, dialect, eventId: event.id }, 'webhook could not be rendered')
    return null
  }
}

export function asInLog({ id, type, at, data }: GatewayEvent): RenderedDelivery {
  return { body: JSON.stringify({ id, type, timestamp: at, data }), headers: {} }
}
