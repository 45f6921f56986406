import type { CallOutcome } from '../call-outcome.ts'
import type { NumberAccess, SuccessReply } from '../graph-call.ts'
import { type GraphTransport, toCallOutcome } from '../graph-transport.ts'
import { isObject } from '../json.ts'

export interface PhoneNumberDetails {
  readonly id: string
  readonly display_phone_number?: string
  readonly verified_name?: string
  readonly name_status?: string
  readonly code_verification_status?: string
  readonly status?: string
  readonly quality_rating?: string
  readonly platform_type?: string
  readonly account_mode?: string
  readonly throughput?: { readonly level?: string }
  readonly whatsapp_business_manager_messaging_limit?: string
  /** Also used in the phone app: such a number sends at most 20 messages a second. */
  readonly is_on_biz_app?: boolean
  /** Two-step verification is on: to register the number again takes its PIN. */
  readonly is_pin_enabled?: boolean
  readonly health_status?: HealthStatus
}

/** Whether Meta would take messages at present, and what stands in the way. */
interface HealthStatus {
  /** AVAILABLE, LIMITED or BLOCKED. */
  readonly can_send_message?: string
  readonly entities?: readonly {
    readonly entity_type?: string
    readonly errors?: readonly { readonly error_description?: string; readonly possible_solution?: string }[]
  }[]
}

/** Where webhooks of a number's messages go: the first of these that is set counts. */
export interface WebhookConfiguration {
  readonly phone_number?: string
  readonly whatsapp_business_account?: string
  readonly application?: string
}

/** One page of a list of Graph. */
interface Page<Item> {
  readonly data: readonly Item[]
  readonly paging?: {
    readonly cursors?: { readonly before?: string; readonly after?: string }
    readonly next?: string
    readonly previous?: string
  }
}

interface PageRequest {
  readonly limit?: number
  readonly after?: string
  readonly before?: string
}

/** Members that are not set are absent. */
interface BusinessProfile {
  readonly about?: string
  readonly address?: string
  readonly description?: string
  readonly email?: string
  readonly profile_picture_url?: string
  readonly websites?: readonly string[]
  readonly vertical?: string
  readonly messaging_product?: string
}

/** What is absent stays as it is. */
export type BusinessProfileUpdate = Omit<BusinessProfile, 'profile_picture_url' | 'messaging_product'> & {
  /** Handle of a resumable upload. */
  readonly profile_picture_handle?: string
}

interface BlockedUser {
  readonly input?: string
  readonly wa_id?: string
}

/** Some may fail while others succeed: then `error` stands beside the lists. */
interface BlockReply {
  readonly block_users: {
    readonly added_users?: readonly BlockedUser[]
    readonly removed_users?: readonly BlockedUser[]
    readonly failed_users?: readonly (BlockedUser & { readonly errors?: readonly unknown[] })[]
  }
  readonly error?: { readonly code: number; readonly message: string }
}

export interface NumberCalls {
  getPhoneNumber(request: NumberAccess): Promise<CallOutcome<PhoneNumberDetails>>
  getWebhookConfiguration(
    request: NumberAccess,
  ): Promise<CallOutcome<{ readonly webhook_configuration?: WebhookConfiguration }>>
  /** The numbers of a WhatsApp Business Account. */
  listPhoneNumbers(
    request: { readonly wabaId: string; readonly token: string } & PageRequest,
  ): Promise<CallOutcome<Page<PhoneNumberDetails>>>
  getBusinessProfile(request: NumberAccess): Promise<CallOutcome<{ readonly data: readonly BusinessProfile[] }>>
  updateBusinessProfile(
    request: NumberAccess & { readonly profile: BusinessProfileUpdate },
  ): Promise<CallOutcome<SuccessReply>>
  /** `pin`: six digits; sets two-step verification or answers it. */
  registerNumber(request: NumberAccess & { readonly pin: string }): Promise<CallOutcome<SuccessReply>>
  deregisterNumber(request: NumberAccess): Promise<CallOutcome<SuccessReply>>
  listBlockedUsers(
    request: NumberAccess & PageRequest,
  ): Promise<CallOutcome<Page<{ readonly block_users?: readonly BlockedUser[] }>>>
  /** Only users who wrote within 24 hours can be blocked. */
  blockUsers(request: NumberAccess & { readonly users: readonly string[] }): Promise<CallOutcome<BlockReply>>
  unblockUsers(request: NumberAccess & { readonly users: readonly string[] }): Promise<CallOutcome<BlockReply>>
}

const phoneNumberFields = [
  'id',
  'display_phone_number',
  'verified_name',
  'name_status',
  'code_verification_status',
  'status',
  'quality_rating',
  'platform_type',
  'account_mode',
  'throughput',
  'whatsapp_business_manager_messaging_limit',
].join(',')
const numberNodeFields = `${phoneNumberFields},is_on_biz_app,is_pin_enabled,health_status`

const profileFields = 'about,address,description,email,profile_picture_url,websites,vertical'

export function createNumberCalls({ call, exchange }: GraphTransport): NumberCalls {
  /** A part of the users may have failed: Meta then answers 400 with lists that are worth having. */
  async function changeBlocks(method: 'POST' | 'DELETE', request: NumberAccess & { users: readonly string[] }) {
    const users = request.users.map((user) => ({ user }))
    const answer = await exchange({
      method,
      path: at(request.phoneNumberId, 'block_users'),
      token: request.token,
      body: JSON.stringify({ ...product, block_users: users }),
    })
    if ('json' in answer && isObject(answer.json) && isObject(answer.json['block_users']))
      return { ok: true as const, data: answer.json as unknown as BlockReply }
    return toCallOutcome<BlockReply>(answer)
  }

  return {
    getPhoneNumber: ({ phoneNumberId, token }) =>
      call({ method: 'GET', path: encodeURIComponent(phoneNumberId), token, query: { fields: numberNodeFields } }),
    getWebhookConfiguration: ({ phoneNumberId, token }) =>
      call({
        method: 'GET',
        path: encodeURIComponent(phoneNumberId),
        token,
        query: { fields: 'webhook_configuration' },
      }),
    listPhoneNumbers: ({ wabaId, token, ...page }) =>
      call({ method: 'GET', path: at(wabaId, 'phone_numbers'), token, query: { fields: phoneNumberFields, ...page } }),
    getBusinessProfile: ({ phoneNumberId, token }) =>
      call({ method: 'GET', path: profileOf(phoneNumberId), token, query: { fields: profileFields } }),
    updateBusinessProfile: ({ phoneNumberId, token, profile }) =>
      call({ method: 'POST', path: profileOf(phoneNumberId), token, body: { ...product, ...profile } }),
    registerNumber: ({ phoneNumberId, token, pin }) =>
      call({ method: 'POST', path: at(phoneNumberId, 'register'), token, body: { ...product, pin } }),
    deregisterNumber: ({ phoneNumberId, token }) =>
      call({ method: 'POST', path: at(phoneNumberId, 'deregister'), token }),
    listBlockedUsers: ({ phoneNumberId, token, ...page }) =>
      call({ method: 'GET', path: at(phoneNumberId, 'block_users'), token, query: { ...page } }),
    blockUsers: (request) => changeBlocks('POST', request),
    unblockUsers: (request) => changeBlocks('DELETE', request),
  }
}

const product = { messaging_product: 'whatsapp' }
const at = (id: string, edge: string) => `${encodeURIComponent(id)}/${edge}`
const profileOf = (phoneNumberId: string) => at(phoneNumberId, 'whatsapp_business_profile')
