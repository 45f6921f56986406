/**
 * Where a recipient stands. `queued`: their turn has not come; `waiting`: it came, and something stands in the way until an
 * instant; `sending`: the message is in its lane. They always add up to the number planned.
 */
export const recipientStates = [
  'queued',
  'waiting',
  'sending',
  'sent',
  'delivered',
  'read',
  'failed',
  'skipped',
  'canceled',
] as const
export type RecipientState = (typeof recipientStates)[number]

/** Why somebody got nothing, beside the reasons of the policy engine (`policy-reasons.ts`). */
export const skipReasons = {
  no_identifier: 'The contact has neither a phone number nor a user id.',
  param_missing: 'A value of the template is missing.',
  holdout: 'The person is one of those who get nothing, to compare with.',
  time_passed: 'Their local time had passed when the campaign was planned.',
  ended: 'The campaign ended before their turn came.',
  merged: 'The person turned out to be another one of the recipients.',
  contact_deleted: 'The contact was deleted.',
  erased: 'The data of the person were erased.',
  not_valid: 'The message does not fit the rules of Meta or of the template.',
  already_accepted: 'A message with the reference of the recipient is there already.',
} as const

export interface Recipient {
  seq: number
  contactId: string | null
  phone: string | null
  userId: string | null
  zone: string
  variant: number
  state: RecipientState
  reason: string | null
  code: number | null
  dueAt: string
  attempt: number
  messageId: string | null
  sentAt: string | null
  deliveredAt: string | null
  readAt: string | null
  failedAt: string | null
  repliedAt: string | null
  repliedTo: boolean | null
  /** A quick reply or a link of the message. */
  clickedAt: string | null
  tappedAt: string | null
  linkClickedAt: string | null
  payload: string | null
  optedOutAt: string | null
}
