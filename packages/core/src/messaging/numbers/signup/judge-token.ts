import type { TokenDetails } from '@dawk/cloud-api/calls/onboarding-calls.ts'
import { signupError } from './signup-refusals.ts'

const neededScopes = ['whatsapp_business_management', 'whatsapp_business_messaging'] as const

/** @throws GatewayError for a token that is not valid, not our app's, or does not cover the account */
export function judgeToken(details: TokenDetails, wanted: { appId: string; wabaId: string; now: Date }): void {
  const { is_valid: isValid, app_id: appId, expires_at: expiresAt = 0, error, scopes = [] } = details
  if (expiresAt !== 0 && expiresAt * 1000 <= wanted.now.getTime()) throw signupError('token_expired')
  if (!isValid) throw signupError('token_invalid', error ? { said: `Meta: (#${error.code}) ${error.message}` } : {})
  if (appId !== wanted.appId) throw signupError('token_of_other_app')
  const missing = neededScopes.filter((scope) => !scopes.includes(scope))
  if (missing.length > 0)
    throw signupError('token_lacks_scope', {
      detail: `The sign-up did not grant ${missing.join(' and ')}. Run it again with these permissions and send its new code.`,
    })
  if (!neededScopes.every((scope) => covers(details, scope, wanted.wabaId))) throw signupError('token_lacks_account')
}

/** A scope without targets is granted for everything. */
function covers({ granular_scopes: granted = [] }: TokenDetails, scope: string, wabaId: string): boolean {
  const targets = granted.filter((one) => one.scope === scope)
  return targets.length === 0 || targets.some(({ target_ids: ids }) => ids === undefined || ids.includes(wabaId))
}
