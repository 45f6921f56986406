import type { SimulatorContext } from '../context.ts'
import type { Json } from '../json.ts'
import type { BusinessNumber } from '../numbers/numbers.ts'

/* What the nodes of a number and of a business account hold. https://developers.facebook.com/docs/whatsapp/business-management-api */

export const defaultNumberFields =
  'verified_name,code_verification_status,display_phone_number,quality_rating,platform_type,throughput,webhook_configuration,id'

/** Everything that can be asked of a number, whether it has it or not. */
export const numberFields = [
  ...defaultNumberFields.split(','),
  ...'account_mode certificate conversational_automation country_code country_dial_code eligibility_for_api_business_global_search health_status host_platform is_official_business_account is_on_biz_app is_pin_enabled is_preverified_number last_onboarded_time messaging_limit_tier name_status new_certificate new_display_name new_name_status quality_score search_visibility status username whatsapp_business_manager_messaging_limit'.split(
    ' ',
  ),
]

export const wabaFields =
  'id name timezone_id currency message_template_namespace account_review_status business_verification_status country health_status is_enabled_for_insights marketing_messages_lite_api_status marketing_messages_onboarding_status auth_international_rate_eligibility primary_business_location on_behalf_of_business_info owner_business owner_business_info ownership_type phone_numbers primary_funding_id purchase_order_number status subscribed_apps whatsapp_business_manager_messaging_limit message_templates'.split(
    ' ',
  )

export const numberNode = (
  { settings, numbers }: Pick<SimulatorContext, 'numbers' | 'settings'>,
  number: BusinessNumber,
): Json => {
  const { registered, pin, automation, health } = settings.of(number.phoneNumberId)
  return {
    verified_name: number.verifiedName,
    code_verification_status: 'VERIFIED',
    display_phone_number: number.displayPhoneNumber,
    quality_rating: 'GREEN',
    quality_score: { score: 'GREEN' },
    platform_type: registered ? 'CLOUD_API' : 'NOT_APPLICABLE',
    throughput: { level: perSecondOf(number) > standardPerSecond ? 'HIGH' : 'STANDARD' },
    status: registered ? 'CONNECTED' : 'DISCONNECTED',
    is_pin_enabled: pin !== undefined,
    is_official_business_account: false,
    name_status: 'APPROVED',
    account_mode: 'SANDBOX',
    whatsapp_business_manager_messaging_limit: 'TIER_UNLIMITED',
    is_on_biz_app: number.inPhoneApp === true,
    webhook_configuration: webhookConfiguration(numbers, number),
    conversational_automation: automation,
    health_status: { can_send_message: 'AVAILABLE', entities: [] },
    ...without(health, 'account_review_status'),
    id: number.phoneNumberId,
  }
}

const standardPerSecond = 80
const perSecondOf = ({ throughputPerSecond = standardPerSecond }: BusinessNumber) =>
  throughputPerSecond ?? Number.POSITIVE_INFINITY

function webhookConfiguration(numbers: SimulatorContext['numbers'], number: BusinessNumber): Json {
  const subscription = numbers.subscription(number.wabaId)
  const application = numbers.appCallback(number)
  const own = numbers.override(number.phoneNumberId)
  return {
    ...(own === undefined ? {} : { phone_number: own }),
    ...(subscription?.overridden ? { whatsapp_business_account: subscription.callbackUrl } : {}),
    ...(application === undefined ? {} : { application }),
  }
}

const without = ({ ...object }: Json, name: string): Json => {
  delete object[name]
  return object
}

export const wabaNode = ({ settings }: Pick<SimulatorContext, 'settings'>, [first]: BusinessNumber[]): Json => ({
  id: first?.wabaId,
  name: first?.verifiedName,
  timezone_id: '1',
  currency: 'USD',
  message_template_namespace: `simulator_${first?.wabaId}`,
  account_review_status: (first && settings.of(first.phoneNumberId).health['account_review_status']) ?? 'APPROVED',
  business_verification_status: 'verified',
  ownership_type: 'SELF_OWNED',
  country: 'US',
  status: 'ACTIVE',
  is_enabled_for_insights: settings.insights.has(first?.wabaId ?? ''),
  health_status: { can_send_message: 'AVAILABLE', entities: [] },
  whatsapp_business_manager_messaging_limit: 'TIER_UNLIMITED',
})
