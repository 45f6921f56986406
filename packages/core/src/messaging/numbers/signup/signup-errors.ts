import type { TokenDetails } from '@dawk/cloud-api/calls/onboarding-calls.ts'
import { type ErrorCode, GatewayError } from '#platform/errors.ts'
import type { UpstreamFailure } from '#platform/upstream-error.ts'
import type { SignupReason } from './number-signup.ts'

interface Words {
  code: ErrorCode
  /** Which member of the request it is about. */
  field: string
  detail: string
}

const again = 'Run the sign-up in the browser again and send its new code.'
const refused = (field: string, detail: string): Words => ({ code: 'upstream_refused', field, detail })

/** Every way in which a sign-up fails, in plain words, with what to do about it. */
const words: Record<SignupReason, Words> = {
  app_not_configured: {
    code: 'conflict',
    field: 'code',
    detail:
      'This installation has no Meta app to sign up with: whoever runs it has to set META_APP_ID and META_APP_SECRET.',
  },
  app_refused: refused(
    'code',
    'Meta does not accept the app of this installation: whoever runs it has to correct META_APP_ID and META_APP_SECRET.',
  ),
  code_required: {
    code: 'invalid_request',
    field: 'code',
    detail: `No usable token is stored for this number: the code of a sign-up is needed. ${again}`,
  },
  code_used: refused('code', `Meta has taken this code before; each is good once. ${again}`),
  code_expired: refused('code', `Meta no longer takes this code: it is good for a moment only. ${again}`),
  code_invalid: refused(
    'code',
    'Meta does not know this code as one of our app. Send it exactly as the browser got it, from a sign-up with this app.',
  ),
  token_invalid: refused('code', `Meta does not accept the token of this sign-up any more. ${again}`),
  token_expired: refused('code', `The token of this sign-up has expired. ${again}`),
  token_of_other_app: refused(
    'code',
    'The token of this sign-up belongs to another app than ours. Run the sign-up with the app of this installation.',
  ),
  token_lacks_scope: refused('code', `A permission was not granted in the sign-up. ${again}`),
  token_lacks_account: refused(
    'wabaId',
    `The sign-up does not cover this WhatsApp Business Account. Check the id, or choose the account in a new sign-up.`,
  ),
  permission_missing: refused(
    'code',
    `Meta says that the token lacks a permission for this account or number. ${again}`,
  ),
  number_not_in_account: refused(
    'phoneNumberId',
    'The WhatsApp Business Account has no such phone number. Check both ids: the sign-up hands them out together.',
  ),
  account_has_no_number: refused(
    'wabaId',
    'The WhatsApp Business Account has no phone number. Add one in WhatsApp Manager, or choose another account in a new sign-up.',
  ),
  number_not_chosen: refused('phoneNumberId', 'The WhatsApp Business Account has several phone numbers: name one.'),
  number_in_phone_app: refused(
    'phoneNumberId',
    'The number lives in the WhatsApp Business app and is not linked to the Cloud API yet. Finish the linking in the app, then repeat the call.',
  ),
  number_taken: {
    code: 'conflict',
    field: 'phoneNumberId',
    detail: 'This phone number id is connected already.',
  },
  pin_wrong: refused(
    'pin',
    'The number has two-step verification with another PIN. Send that one as `pin`, or change it in WhatsApp Manager.',
  ),
  pin_guessed_too_often: refused(
    'pin',
    'Too many wrong PINs were tried for this number. Wait as long as Meta says, then repeat the call with the right one.',
  ),
  pin_guessed_too_fast: refused(
    'pin',
    'PINs were tried too fast. Wait a minute, then repeat the call with the right one.',
  ),
  number_not_verified: refused(
    'phoneNumberId',
    'The number has to be verified again by SMS or call before it can be registered. Do so in WhatsApp Manager.',
  ),
  number_deleted_lately: refused(
    'phoneNumberId',
    'The number was deleted at Meta a moment ago. Repeat the call in five minutes.',
  ),
  deregistration_incomplete: refused(
    'phoneNumberId',
    'An earlier deregistration of the number is not complete. Deregister it again where it was used, then repeat the call.',
  ),
  registration_limited: refused(
    'phoneNumberId',
    'The number was registered or deregistered too often: Meta allows ten attempts in 72 hours. Repeat the call later.',
  ),
  meta_refused: refused('phoneNumberId', 'Meta refused.'),
  meta_unavailable: {
    code: 'upstream_unavailable',
    field: 'phoneNumberId',
    detail: 'Meta could not be reached, or gave no readable answer. Repeat the call: it goes on where it stopped.',
  },
}

/** @param said Meta's own words, if it was Meta that refused */
export function signupError(
  reason: SignupReason,
  { detail, said, retryAfterSeconds }: { detail?: string; said?: string; retryAfterSeconds?: number | null } = {},
): GatewayError {
  const { code, field, detail: usual } = words[reason]
  return new GatewayError(code, detail ?? usual, {
    reason,
    details: [{ field, message: said ?? detail ?? usual }],
    ...(retryAfterSeconds && { retryAfterSeconds }),
  })
}

/** Codes of registration: https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes */
const ofRegistration: Readonly<Record<number, SignupReason>> = {
  133000: 'deregistration_incomplete',
  133005: 'pin_wrong',
  133006: 'number_not_verified',
  133008: 'pin_guessed_too_often',
  133009: 'pin_guessed_too_fast',
  133015: 'number_deleted_lately',
  133016: 'registration_limited',
}

const ofCodes: Readonly<Record<number, SignupReason>> = { 36007: 'code_expired', 36009: 'code_used' }

/** Whose word a call carries: the code of the browser, our app's, or the token of the sign-up. */
export type CallBy = 'code' | 'app' | 'token'

/** Meta's refusal of a call in plain words. `secrets` do not leave, whatever Meta quotes. */
export function toSignupError(failure: UpstreamFailure, by: CallBy, secrets: readonly string[]): GatewayError {
  if (failure.unreachable) return signupError('meta_unavailable', { said: 'no readable answer', retryAfterSeconds: 10 })
  const { error, policy, retryAfterMs } = failure
  const subcode = error.error_subcode === undefined ? '' : `/${error.error_subcode}`
  const said = secrets.reduce(
    (text, secret) => text.replaceAll(secret, '…'),
    `Meta: (#${error.code}${subcode}) ${error.error_data?.details ?? error.message}`,
  )
  const reason = reasonOf(failure, by)
  return signupError(reason, {
    said,
    ...(reason === 'meta_refused' && { detail: policy.cause }),
    ...(reason === 'meta_unavailable' && {
      detail: policy.cause,
      retryAfterSeconds: retryAfterMs === null ? 10 : Math.ceil(retryAfterMs / 1000),
    }),
  })
}

function reasonOf({ error, policy }: Extract<UpstreamFailure, { unreachable: false }>, by: CallBy): SignupReason {
  const { code, error_subcode: subcode = 0 } = error
  if (by === 'code') {
    if (code === 1 || code === 101) return 'app_refused'
    if (code === 100) return ofCodes[subcode] ?? 'code_invalid'
  }
  if (by === 'app' && code === 100 && /Viewing App/i.test(error.message)) return 'token_of_other_app'
  const registration = ofRegistration[code]
  if (registration) return registration
  if (code === 190 || code === 102) return by === 'app' ? 'app_refused' : 'token_invalid'
  if (policy.action === 'retry' || policy.action === 'wait') return 'meta_unavailable'
  return policy.action === 'needs_token' ? 'permission_missing' : 'meta_refused'
}

const ofToken: ReadonlySet<string> = new Set<SignupReason>([
  'token_invalid',
  'token_expired',
  'token_of_other_app',
  'token_lacks_scope',
  'token_lacks_account',
  'permission_missing',
])

/** What is of no use any more after this refusal: the token, so that the next code is exchanged, or the PIN. */
export const forgottenBy = (reason: SignupReason) => ({ token: ofToken.has(reason), pin: reason === 'pin_wrong' })

const neededScopes = ['whatsapp_business_management', 'whatsapp_business_messaging'] as const

/** @throws GatewayError for a token that is not valid, not our app's, or does not cover the account */
export function assertGoodToken(details: TokenDetails, expected: { appId: string; wabaId: string; now: Date }): void {
  const { is_valid: isValid, app_id: appId, expires_at: expiresAt = 0, error, scopes = [] } = details
  if (expiresAt !== 0 && expiresAt * 1000 <= expected.now.getTime()) throw signupError('token_expired')
  if (!isValid) throw signupError('token_invalid', error ? { said: `Meta: (#${error.code}) ${error.message}` } : {})
  if (appId !== expected.appId) throw signupError('token_of_other_app')
  const missing = neededScopes.filter((scope) => !scopes.includes(scope))
  if (missing.length > 0)
    throw signupError('token_lacks_scope', {
      detail: `The sign-up did not grant ${missing.join(' and ')}. Run it again with these permissions and send its new code.`,
    })
  if (!neededScopes.every((scope) => covers(details, scope, expected.wabaId))) throw signupError('token_lacks_account')
}

/** A scope without targets is granted for everything. */
function covers({ granular_scopes: granted = [] }: TokenDetails, scope: string, wabaId: string): boolean {
  const targets = granted.filter((one) => one.scope === scope)
  return targets.length === 0 || targets.some(({ target_ids: ids }) => ids === undefined || ids.includes(wabaId))
}
