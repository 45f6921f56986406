import type { PhoneNumberDetails } from '@dawk/cloud-api/client.ts'
import type { Findings } from '../findings.ts'
import { failed, type NumberCheck, passed, unseen, wordsOf } from './number-check.ts'

const numberDependent = [
  'number_registered',
  'number_state',
  'number_may_send',
  'number_quality',
  'number_name',
  'number_throughput',
] as const

/** What Meta says of the number itself. */
export function phoneChecks(number: Findings['number']): NumberCheck[] {
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
  const state = `Status ${status ?? 'unknown'}, platform ${platform ?? 'unknown'}, phone ${code ?? 'unknown'}.`
  if (platform !== undefined && platform !== 'CLOUD_API')
    return failed('number_registered', state, 'Register the number for the Cloud API, with its six-digit PIN.')
  if (status !== undefined && unregistered.has(status))
    return failed('number_registered', state, 'Register the number, with its six-digit PIN.')
  return status === undefined ? unseen('number_registered', state) : passed('number_registered', state)
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
