import { isIP } from 'node:net'
import type { Egress } from '#platform/egress.ts'
import { GatewayError } from '#platform/errors.ts'
import { toUpstreamError, type UpstreamFailure } from '#platform/upstream-error.ts'
import { assertScope, type Caller, type Reader } from '#tenancy/access/caller.ts'
import { attemptAndRecord } from '#tenancy/audit/attempts.ts'
import type { AuditNote } from '#tenancy/audit/catalogue.ts'
import type { NumberSetup } from './meta-app.ts'
import { type CallbackSetting, callbackOf, ownSubscription } from './verify/callback-of.ts'
import type { Findings } from './verify/findings.ts'
import { type InspectedNumber, inspectNumber } from './verify/inspect-number.ts'
import { openNumber } from './verify/open-number.ts'

/** What Meta has now for the WhatsApp Business Account of a number. */
export interface NumberCallback extends CallbackSetting {
  wabaId: string
  /** Whether the token's app is subscribed: without that nothing is called. */
  subscribed: boolean
  /** What the account sets in place of the app's callback; null: nothing. */
  override: string | null
  /** The address of this installation. */
  ownUrl: string
}

/** A server that is to get the webhooks in our place, and what it accepts as `hub.verify_token`. */
export interface CallbackTarget {
  url?: string
  verifyToken?: string
}

type CallbackContext = Pick<NumberSetup, 'callback'> & { egress: Pick<Egress, 'checkUrl'> }

/** @throws GatewayError `not_found`; `conflict` while the business account is not known; Meta's refusals */
export async function readCallback(ctx: NumberSetup, reader: Reader, numberId: string): Promise<NumberCallback> {
  const { secrets } = await openNumber(ctx, reader, numberId)
  return (await inspectCallback(ctx, secrets)).callback
}

/**
 * Has Meta send the webhooks of the number's business account to this installation, or to the target that is given,
 * whatever the app itself is set to. Meta asks the address for its challenge first. The app is subscribed with it.
 * @throws GatewayError as `readCallback`; `invalid_request` for a target that Meta, or the operator, would not have called
 */
export async function setCallback(
  ctx: NumberSetup & CallbackContext,
  caller: Caller,
  numberId: string,
  target: CallbackTarget,
): Promise<NumberCallback> {
  assertScope(caller, 'numbers:write')
  const { secrets } = await openNumber(ctx, caller, numberId)
  const { url, verifyToken } = chooseTarget(ctx, secrets.sandbox, target)
  const { callback: before, wabaId } = await inspectCallback(ctx, secrets)
  const client = ctx.graph(secrets.sandbox)
  const note = toNote('number.callback_set', numberId, { before: before.override, after: url })
  const answer = await attemptAndRecord(ctx, caller, note, () =>
    client.subscribeApp({ wabaId, token: secrets.token, overrideCallbackUri: url, verifyToken }),
  )
  if (!answer.ok) throw toCallbackError(answer, url)
  return (await inspectCallback(ctx, secrets)).callback
}

/** Takes the account's own address off, so that the app's counts again; nothing happens where there is none. @throws as `readCallback` */
export async function clearCallback(ctx: NumberSetup, caller: Caller, numberId: string): Promise<void> {
  assertScope(caller, 'numbers:write')
  const { secrets } = await openNumber(ctx, caller, numberId)
  const { callback, wabaId } = await inspectCallback(ctx, secrets)
  if (callback.override === null) return
  // Meta has no other way: a subscription without an address replaces the one that has it.
  const note = toNote('number.callback_cleared', numberId, { before: callback.override, after: null })
  const answer = await attemptAndRecord(ctx, caller, note, () =>
    ctx.graph(secrets.sandbox).subscribeApp({ wabaId, token: secrets.token }),
  )
  if (!answer.ok) throw toUpstreamError(answer, () => 'id')
}

async function inspectCallback(
  ctx: NumberSetup,
  number: InspectedNumber,
): Promise<{ callback: NumberCallback; wabaId: string }> {
  const findings = await inspectNumber(ctx, number)
  const { wabaId, apps, ownCallback: ownUrl } = findings
  if (wabaId === null || apps === null) throw accountUnknown(findings)
  if (!apps.ok) throw toUpstreamError(apps, () => 'id')
  const own = ownSubscription(findings)
  const override = own?.override_callback_uri || null
  return { wabaId, callback: { ...callbackOf(findings), wabaId, subscribed: own !== undefined, override, ownUrl } }
}

function accountUnknown({ token, number }: Findings): GatewayError {
  for (const answer of [token, number]) if (!answer.ok) return toUpstreamError(answer, () => 'id')
  return new GatewayError(
    'conflict',
    'Which WhatsApp Business Account the number belongs to is not known: the token does not list it. Verify the number.',
  )
}

/** Meta takes no longer ones. */
const maxUrlLength = 200

/**
 * Where webhooks are sent and what is accepted there; this installation where nothing is given.
 * @throws GatewayError `invalid_request` for a target that Meta, or the operator, would not have called
 */
export function chooseTarget(
  { callback, egress }: CallbackContext,
  sandbox: boolean,
  { url, verifyToken }: CallbackTarget,
): { url: string; verifyToken: string } {
  const own = callback.url(sandbox)
  if (url === undefined && verifyToken !== undefined) throw refused('url', 'is required with a verify token')
  if (url === undefined || (url === own && verifyToken === undefined))
    return { url: own, verifyToken: callback.verifyToken }
  if (url !== own && sandbox) throw refused('url', 'must be left out: webhooks of a sandbox number come here')
  if (url.length > maxUrlLength) throw refused('url', `must have at most ${maxUrlLength} characters`)
  const problem = url === own ? null : (egress.checkUrl(url) ?? whyNotSafe(url))
  if (problem !== null) throw refused('url', problem)
  if (verifyToken === undefined) throw refused('verifyToken', 'is required with an address that is not this one')
  return { url, verifyToken }
}

/** Plain http is for addresses of a network that the operator has opened; a name stands for anything. */
function whyNotSafe(url: string): string | null {
  const { protocol, hostname } = new URL(url)
  return protocol === 'https:' || isIP(hostname.replace(/^\[|\]$/g, '')) !== 0 ? null : 'must start with https://'
}

const refused = (field: string, message: string) =>
  new GatewayError('invalid_request', 'Validation failed.', { details: [{ field, message }] })

/** https://developers.facebook.com/docs/graph-api/webhooks/getting-started: the callback did not give the challenge back. */
const unverified = 2200

function toCallbackError(answer: UpstreamFailure, url: string): GatewayError {
  const error = toUpstreamError(answer, () => 'url')
  if (answer.unreachable || answer.error.code !== unverified) return error
  const words =
    `Meta called ${url} and did not get its challenge back: the address has to be reachable from the internet ` +
    'over https, and to accept the verify token.'
  return new GatewayError('upstream_refused', words, { details: error.details, cause: answer.error })
}

const toNote = (
  action: 'number.callback_set' | 'number.callback_cleared',
  numberId: string,
  { before, after }: { before: string | null; after: string | null },
): AuditNote => ({ action, targetId: numberId, before: { override: before }, after: { override: after } })
