/** What has to happen between the browser's code and a number that sends, in this order. */
export const signupSteps = [
  'code_exchanged',
  'token_checked',
  'app_subscribed',
  'number_registered',
  'number_connected',
] as const
export type SignupStep = (typeof signupSteps)[number]

/** Stable names of everything that can stand in the way. */
export const signupReasons = [
  'app_not_configured',
  'app_refused',
  'code_required',
  'code_used',
  'code_expired',
  'code_invalid',
  'token_invalid',
  'token_expired',
  'token_of_other_app',
  'token_lacks_scope',
  'token_lacks_account',
  'permission_missing',
  'number_not_in_account',
  'account_has_no_number',
  'number_not_chosen',
  'number_in_phone_app',
  'number_taken',
  'pin_wrong',
  'pin_guessed_too_often',
  'pin_guessed_too_fast',
  'number_not_verified',
  'number_deleted_lately',
  'deregistration_incomplete',
  'registration_limited',
  'meta_refused',
  'meta_unavailable',
] as const
export type SignupReason = (typeof signupReasons)[number]

/** Why a sign-up stands where it stands. */
export interface SignupFailure {
  /** The step that was not done. */
  step: SignupStep
  reason: SignupReason
  /** In plain words, with what to do about it. */
  detail: string
  /** Meta's own words; null: it was not Meta that refused. */
  meta: string | null
  /** ISO 8601. */
  at: string
}

/** How far the sign-up of a number has come. Instants are ISO 8601. */
export interface NumberSignup {
  accountId: string
  /** The account's id as long as it is not known which of its numbers it is: Meta gives no id twice. */
  phoneNumberId: string
  wabaId: string
  sandbox: boolean
  /** When each was done; null: not yet. */
  steps: Record<SignupStep, string | null>
  failure: SignupFailure | null
  /** Whether the PIN of its two-step verification is stored here. */
  hasPin: boolean
  pinGenerated: boolean
  /** A call is at work on it, or died less than its lease ago. */
  busy: boolean
  /** Our id of the connected number; null: it is not connected. */
  numberId: string | null
  createdAt: string
  updatedAt: string
}

export type SignupState = 'running' | 'done' | 'failed' | 'interrupted'

export function stateOf({ busy, numberId, steps, failure }: NumberSignup): SignupState {
  if (busy) return 'running'
  if (numberId !== null && steps.number_connected !== null) return 'done'
  return failure === null ? 'interrupted' : 'failed'
}

/** Only the business account is known yet. */
export const lacksNumber = ({ phoneNumberId, wabaId }: Pick<NumberSignup, 'phoneNumberId' | 'wabaId'>): boolean =>
  phoneNumberId === wabaId

/** Associated data: a cipher opens only for the sign-up and column it was made for. */
export const signupTokenAad = (accountId: string, phoneNumberId: string) => `signup|${accountId}|${phoneNumberId}|token`
export const signupPinAad = (accountId: string, phoneNumberId: string) => `signup|${accountId}|${phoneNumberId}|pin`
