import type { CoreContext } from '../context.ts'
import { GatewayError } from '../errors.ts'
import { newId } from '../ids.ts'
import type { Egress } from './egress.ts'
import {
  type Endpoint,
  insertEndpoint,
  lockEndpointSlot,
  removeEndpoint,
  selectEndpoint,
  updateEndpoint,
} from './endpoint-repository.ts'
import { createWebhookSecret } from './sign.ts'

export interface SaveEndpointCommand {
  accountId: string
  dialect: string
  url: string
  /** Exact names; nothing else is delivered. */
  eventTypes: readonly string[]
}

type SaveContext = Pick<CoreContext, 'db' | 'secrets'> & { egress: Pick<Egress, 'checkUrl'> }

/** Binds a sealed secret to its row: copied to another endpoint it does not open. */
export const endpointAad = (endpointId: string) => `endpoint|${endpointId}`

/**
 * Creates or replaces the account's one endpoint of a dialect (PUT). Another URL enables a disabled endpoint again.
 * The secret stays the same for its life, and is returned only by the call that created it.
 * @throws GatewayError `invalid_request` when the URL is not one that we would call
 */
export async function saveEndpoint(
  { db, secrets, egress }: SaveContext,
  { accountId, dialect, url, eventTypes: wanted }: SaveEndpointCommand,
): Promise<{ endpoint: Endpoint; secret: string | null }> {
  const problem = egress.checkUrl(url)
  if (problem !== null)
    throw new GatewayError('invalid_request', `The URL ${problem}`, { details: [{ field: 'url', message: problem }] })
  const eventTypes = [...new Set(wanted)]
  return db.asAccounts([accountId], async (tx) => {
    await lockEndpointSlot(tx, accountId, dialect)
    const present = await selectEndpoint(tx, accountId, dialect)
    if (present)
      return { endpoint: await updateEndpoint(tx, { accountId, id: present.id, url, eventTypes }), secret: null }
    const id = newId()
    const secret = createWebhookSecret()
    const secretCipher = secrets.seal(secret, endpointAad(id))
    return { endpoint: await insertEndpoint(tx, { id, accountId, dialect, url, eventTypes, secretCipher }), secret }
  })
}

export function findEndpoint(
  { db }: Pick<CoreContext, 'db'>,
  accountId: string,
  dialect: string,
): Promise<Endpoint | null> {
  return db.asAccounts([accountId], (tx) => selectEndpoint(tx, accountId, dialect))
}

/** False when there was none. Deliveries that wait for it are dropped with it. */
export function deleteEndpoint({ db }: Pick<CoreContext, 'db'>, accountId: string, dialect: string): Promise<boolean> {
  return db.asAccounts([accountId], async (tx) => {
    await lockEndpointSlot(tx, accountId, dialect)
    return removeEndpoint(tx, accountId, dialect)
  })
}
