import type { CoreContext } from '#context.ts'
import { GatewayError } from '#platform/errors.ts'
import { assertScope, type Caller } from '#tenancy/access/caller.ts'
import { createWebhookSecret } from '../sign.ts'
import { assertNoProblems, validateSecret } from './endpoint-rules.ts'
import {
  type Endpoint,
  endpointAad,
  forgetPreviousSecret,
  lockEndpoints,
  replaceSecret,
  selectSecretCipher,
} from './endpoint-store.ts'
import { auditEndpoint, requireEndpoint } from './endpoints.ts'

const maxGraceSeconds = 72 * 3600

/** The secret of an endpoint of the account. @throws GatewayError `not_found` */
export async function openEndpointSecret(
  { read, secrets }: Pick<CoreContext, 'read' | 'secrets'>,
  { accountId, id }: Pick<Endpoint, 'accountId' | 'id'>,
): Promise<string> {
  const cipher = await read({ accountId }, (db) => selectSecretCipher(db, accountId, id))
  if (!cipher) throw new GatewayError('not_found', 'The webhook endpoint no longer exists.')
  return secrets.open(cipher, endpointAad(id))
}

/**
 * Gives an endpoint another secret. During the grace time both secrets sign, so that a receiver can change over without
 * losing anything. The secret is returned here and never again.
 * @throws GatewayError `not_found`, `invalid_request`; `conflict` while another rotation is in its grace time
 */
export async function rotateEndpointSecret(
  { transaction, secrets }: Pick<CoreContext, 'transaction' | 'secrets'>,
  caller: Caller,
  id: string,
  { secret: chosen, graceSeconds }: { secret: string | null; graceSeconds: number },
): Promise<{ endpoint: Endpoint; secret: string }> {
  assertScope(caller, 'webhooks:write')
  assertNoProblems([...validateSecret(chosen), ...validateGrace(graceSeconds)])
  const secret = chosen ?? createWebhookSecret()
  return transaction(caller, async (tx) => {
    await lockEndpoints(tx, caller.accountId)
    const before = await requireEndpoint(tx, caller.accountId, id)
    if (before.previousSecretUntil !== null)
      throw new GatewayError(
        'conflict',
        `The secret is being rotated already, until ${before.previousSecretUntil}; revoke the old one first.`,
      )
    const secretCipher = secrets.seal(secret, endpointAad(before.id))
    const endpoint = await replaceSecret(tx, caller.accountId, id, { secretCipher, graceSeconds })
    await auditEndpoint(tx, 'webhook_endpoint.secret_rotated', before, endpoint)
    return { endpoint, secret }
  })
}

const validateGrace = (graceSeconds: number) =>
  Number.isInteger(graceSeconds) && graceSeconds >= 0 && graceSeconds <= maxGraceSeconds
    ? []
    : [{ field: 'graceSeconds', message: `must be a whole number from 0 to ${maxGraceSeconds}` }]

/** Ends the grace time of a rotation at once. @throws GatewayError `not_found`; `conflict` when there is none */
export async function revokePreviousSecret(
  ctx: Pick<CoreContext, 'transaction'>,
  caller: Caller,
  id: string,
): Promise<Endpoint> {
  assertScope(caller, 'webhooks:write')
  return ctx.transaction(caller, async (tx) => {
    await lockEndpoints(tx, caller.accountId)
    const before = await requireEndpoint(tx, caller.accountId, id)
    if (before.previousSecretUntil === null) throw new GatewayError('conflict', 'No previous secret is signing.')
    const after = await forgetPreviousSecret(tx, caller.accountId, id)
    await auditEndpoint(tx, 'webhook_endpoint.secret_revoked', before, after)
    return after
  })
}
