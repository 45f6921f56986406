import type { TokenDetails } from '@dawk/cloud-api/calls/onboarding-calls.ts'
import type { Findings } from '../findings.ts'
import { failed, type NumberCheck, passed, unseen, wordsOf } from './number-check.ts'

const newToken =
  'Create a token of a system user in Meta Business Settings, with both WhatsApp permissions, and store it.'
const tokenDependent = ['token_expiry', 'token_scopes', 'token_app'] as const

/** Whether the token is good, for how long, for what, and of which app. */
export function tokenChecks(findings: Findings): NumberCheck[] {
  const { token } = findings
  if (!token.ok) {
    const detail = wordsOf(token)
    const isBad = !token.unreachable && token.error.code === 190
    const first = isBad ? failed('token_valid', detail, newToken) : unseen('token_valid', detail)
    return [first, ...tokenDependent.map((check) => unseen(check, 'The token could not be inspected.'))]
  }
  const details = token.data.data
  return [tokenValid(details), tokenExpiry(details, findings.now), tokenScopes(details), tokenApp(details, findings)]
}

function tokenValid({ is_valid: isValid, error, type }: TokenDetails): NumberCheck {
  if (isValid) return passed('token_valid', `Meta accepts the token${type ? ` (${type})` : ''}.`)
  return failed('token_valid', `Meta: ${error?.message ?? 'the token is not valid'}`, newToken)
}

const soonMs = 7 * 24 * 3600 * 1000

function tokenExpiry({ expires_at: expiresAt = 0, is_valid: isValid }: TokenDetails, now: Date): NumberCheck {
  if (expiresAt === 0)
    return isValid
      ? passed('token_expiry', 'The token does not expire.')
      : unseen('token_expiry', 'Meta does not say when it ended.')
  const at = new Date(expiresAt * 1000)
  if (at <= now) return failed('token_expiry', `The token expired at ${at.toISOString()}.`, newToken)
  const remedy = at.getTime() - now.getTime() < soonMs ? `Replace it before then. ${newToken}` : null
  return { ...passed('token_expiry', `The token expires at ${at.toISOString()}.`), remedy }
}

const neededScopes = ['whatsapp_business_messaging', 'whatsapp_business_management']

function tokenScopes({ scopes, is_valid: isValid }: TokenDetails): NumberCheck {
  if (!isValid) return unseen('token_scopes', 'The token is not valid.')
  const missing = neededScopes.filter((scope) => !scopes.includes(scope))
  if (missing.length === 0) return passed('token_scopes', `The token has ${neededScopes.join(' and ')}.`)
  return failed('token_scopes', `The token lacks ${missing.join(' and ')}.`, newToken)
}

function tokenApp({ app_id: appId, application }: TokenDetails, findings: Findings): NumberCheck {
  const { secretFits, signingAppId } = findings
  if (appId === undefined) return unseen('token_app', 'Meta does not say which app the token belongs to.')
  const named = `the app ${application ? `${application} (${appId})` : appId}`
  if (secretFits === false)
    return failed(
      'token_app',
      `The token belongs to ${named}, and the stored app secret is not that app's.`,
      'Store the secret that the Meta app dashboard shows for this app: webhooks are refused without it.',
    )
  if (secretFits === null && signingAppId !== null && signingAppId !== appId)
    return failed(
      'token_app',
      `The token belongs to ${named}, but webhooks of this number are accepted from the app ${signingAppId} only.`,
      `Use a token of the app ${signingAppId}, or store the secret of the app ${appId} with the number.`,
    )
  return passed('token_app', `The token belongs to ${named}.`)
}
