import type { CallOutcome, PhoneNumberDetails } from '@dawk/cloud-api/client.ts'
import type { TokenDetails } from '@dawk/cloud-api/onboarding-calls.ts'
import { appIdOf, callbackOf, ownSubscription } from './callback-of.ts'
import type { Findings } from './findings.ts'

/** One thing that has to be right for a number to work. `ok` null: it could not be looked at, `detail` says why. */
export interface NumberCheck {
  check: CheckName
  ok: boolean | null
  /** What was found. */
  detail: string
  /** What to do about it; null: nothing. */
  remedy: string | null
}

export const checkNames = [
  'token_valid',
  'token_expiry',
  'token_scopes',
  'token_app',
  'number_reachable',
  'number_registered',
  'number_state',
  'number_may_send',
  'number_quality',
  'number_name',
  'number_throughput',
  'account_known',
  'account_review',
  'app_subscribed',
  'callback',
] as const

export type CheckName = (typeof checkNames)[number]

const passed = (check: CheckName, detail: string): NumberCheck => ({ check, ok: true, detail, remedy: null })
const failed = (check: CheckName, detail: string, remedy: string): NumberCheck => ({ check, ok: false, detail, remedy })
const unseen = (check: CheckName, detail: string, remedy: string | null = null): NumberCheck => ({
  check,
  ok: null,
  detail,
  remedy,
})

/** Every check, in the order in which they should be mended. */
export function judgeNumber(findings: Findings): NumberCheck[] {
  return [...tokenChecks(findings), ...numberChecks(findings.number), ...accountChecks(findings)]
}

const newToken =
  'Create a token of a system user in Meta Business Settings, with both WhatsApp permissions, and store it.'
const tokenDependent = ['token_expiry', 'token_scopes', 'token_app'] as const

function tokenChecks(findings: Findings): NumberCheck[] {
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

const numberDependent = [
  'number_registered',
  'number_state',
  'number_may_send',
  'number_quality',
  'number_name',
  'number_throughput',
] as const

function numberChecks(number: Findings['number']): NumberCheck[] {
  if (!number.ok)
    return [
      failed(
        'number_reachable',
        wordsOf(number),
        'Check that the phone number id is right, and that the token’s system user is assigned to its WhatsApp account.',
      ),
      ...numberDependent.map((check) => unseen(check, 'The token does not reach the number.')),
    ]
  const details = number.data
  return [
    passed('number_reachable', `${details.display_phone_number ?? details.id}, ${details.verified_name ?? 'unnamed'}.`),
    registered(details),
    state(details),
    maySend(details),
    quality(details),
    displayName(details),
    throughput(details),
  ]
}

const unregistered = new Set(['DISCONNECTED', 'UNVERIFIED', 'PENDING', 'OFFLINE', 'DELETED', 'MIGRATED'])

function registered({ status, platform_type: platform, code_verification_status: code }: PhoneNumberDetails) {
  const found = `Status ${status ?? 'unknown'}, platform ${platform ?? 'unknown'}, phone ${code ?? 'unknown'}.`
  if (platform !== undefined && platform !== 'CLOUD_API')
    return failed('number_registered', found, 'Register the number for the Cloud API, with its six-digit PIN.')
  if (status !== undefined && unregistered.has(status))
    return failed('number_registered', found, 'Register the number, with its six-digit PIN.')
  return status === undefined ? unseen('number_registered', found) : passed('number_registered', found)
}

const stopped = new Set(['BANNED', 'RESTRICTED', 'RATE_LIMITED'])

function state({ status = 'unknown' }: PhoneNumberDetails): NumberCheck {
  if (stopped.has(status))
    return failed(
      'number_state',
      `The number is ${status}.`,
      'See Account Quality in WhatsApp Manager, and appeal there.',
    )
  return passed('number_state', `The number is ${status}.`)
}

function maySend({ health_status: health }: PhoneNumberDetails): NumberCheck {
  const can = health?.can_send_message
  if (can === undefined) return unseen('number_may_send', 'Meta does not say.')
  const errors = health?.entities?.flatMap(({ errors = [] }) => errors) ?? []
  const words = errors.map((error) => error.error_description).filter(Boolean)
  const detail = [`Sending is ${can}.`, ...words].join(' ')
  const solutions = errors.map((error) => error.possible_solution).filter(Boolean)
  const remedy = solutions.join(' ') || 'See WhatsApp Manager.'
  if (can === 'BLOCKED') return failed('number_may_send', detail, remedy)
  return { ...passed('number_may_send', detail), remedy: can === 'AVAILABLE' ? null : remedy }
}

function quality({ quality_rating: rating = 'UNKNOWN' }: PhoneNumberDetails): NumberCheck {
  const advice = 'People block or report messages of this number: send fewer, and only to those who asked for them.'
  if (rating === 'RED') return failed('number_quality', 'The quality is RED.', advice)
  return { ...passed('number_quality', `The quality is ${rating}.`), remedy: rating === 'YELLOW' ? advice : null }
}

function displayName({ name_status: status, verified_name: name }: PhoneNumberDetails): NumberCheck {
  if (status === undefined) return unseen('number_name', 'Meta does not say.')
  const detail = `${name ?? 'The display name'}: ${status}.`
  if (status === 'DECLINED' || status === 'EXPIRED')
    return failed(
      'number_name',
      detail,
      'Ask for another display name in WhatsApp Manager, then register the number again.',
    )
  return passed('number_name', detail)
}

function throughput({ throughput: level, whatsapp_business_manager_messaging_limit: limit }: PhoneNumberDetails) {
  return passed('number_throughput', `Throughput ${level?.level ?? 'unknown'}, messaging limit ${limit ?? 'unknown'}.`)
}

function accountChecks(findings: Findings): NumberCheck[] {
  const { wabaId, account, apps } = findings
  if (wabaId === null || account === null || apps === null) {
    const detail = 'Which WhatsApp Business Account the number belongs to is not known: the token does not list it.'
    const remedy = 'Assign the WhatsApp account to the token’s system user; webhooks of the number tell it too.'
    const rest = ['account_review', 'app_subscribed', 'callback'] as const
    return [
      unseen('account_known', detail, remedy),
      ...rest.map((check) => unseen(check, 'The business account is not known.')),
    ]
  }
  return [accountKnown(wabaId, account), accountReview(account), subscribed(findings, apps), callback(findings)]
}

function accountKnown(wabaId: string, account: NonNullable<Findings['account']>): NumberCheck {
  if (account.ok)
    return passed('account_known', `WhatsApp Business Account ${wabaId}, ${account.data.name ?? 'unnamed'}.`)
  if (account.unreachable) return unseen('account_known', wordsOf(account))
  return failed('account_known', wordsOf(account), `Give the token’s system user access to the account ${wabaId}.`)
}

function accountReview(account: NonNullable<Findings['account']>): NumberCheck {
  const decision = account.ok ? account.data.account_review_status : undefined
  if (decision === undefined) return unseen('account_review', 'Meta does not say.')
  if (decision === 'REJECTED')
    return failed('account_review', 'Meta rejected the account in its review.', 'Appeal in Meta Business Support.')
  return passed('account_review', `The review of the account: ${decision}.`)
}

type Apps = NonNullable<Findings['apps']>

const subscribe =
  'Subscribe the app: PUT /v1/numbers/{id}/callback does, or at Meta POST /{waba id}/subscribed_apps with the token.'

function subscribed(findings: Findings, apps: Apps): NumberCheck {
  if (!apps.ok) return unseen('app_subscribed', wordsOf(apps))
  const appId = appIdOf(findings)
  if (appId === null) return unseen('app_subscribed', 'The token’s app is not known.')
  if (ownSubscription(findings)) return passed('app_subscribed', `The app ${appId} is subscribed to the account.`)
  return failed('app_subscribed', `The app ${appId} is not subscribed to the account: no webhooks come.`, subscribe)
}

function callback(findings: Findings): NumberCheck {
  if (!ownSubscription(findings)) return unseen('callback', 'Without a subscription nothing is called.')
  const { ownCallback } = findings
  const { url, setBy } = callbackOf(findings)
  const remedy = `It has to be ${ownCallback}: PUT /v1/numbers/{id}/callback sets that for the account.`
  if (url === null)
    return unseen(
      'callback',
      'The account sets no callback of its own, and Meta does not tell that of the app.',
      remedy,
    )
  const detail = `The callback that the ${setBy} sets is ${url}.`
  return url === ownCallback ? passed('callback', detail) : failed('callback', detail, remedy)
}

function wordsOf(outcome: Extract<CallOutcome<unknown>, { ok: false }>): string {
  if (outcome.unreachable) return 'Meta could not be reached, or gave no readable answer.'
  const { error, policy } = outcome
  return `Meta: (#${error.code}) ${error.error_data?.details ?? error.message} ${policy.cause}`
}
