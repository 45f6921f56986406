/** The `error` member of a Graph reply; `code` is what logic may build on (the HTTP status is not reliable). */
export interface GraphErrorBody {
  readonly message: string
  readonly code: number
  readonly type?: string
  readonly error_subcode?: number
  readonly is_transient?: boolean
  readonly error_user_title?: string
  readonly error_user_msg?: string
  readonly error_data?: {
    readonly messaging_product?: string
    readonly details?: string
    readonly blame_field_specs?: readonly (readonly string[])[]
  }
  readonly fbtrace_id?: string
}

/**
 * What to do with the message that met the error: `retry` it with back-off; `retry_pair`: only this recipient waits;
 * `wait`: slow the whole number down, then retry; `fail` it for good; `pause_number` or `pause_account`: hold
 * everything of it and alert; `needs_template`: the 24-hour window is closed; `needs_token`: hold until a person
 * renews token or permissions.
 */
export type ErrorAction =
  | 'retry'
  | 'retry_pair'
  | 'wait'
  | 'fail'
  | 'pause_number'
  | 'pause_account'
  | 'needs_template'
  | 'needs_token'

export interface ErrorPolicy {
  readonly action: ErrorAction
  /** What happened and what to do about it, in words that may be shown to a customer. */
  readonly cause: string
  /** The next attempt starts no sooner than this. */
  readonly minDelayMs?: number
}

const second = 1000
const minute = 60 * second
const hour = 60 * minute

const policy = (action: ErrorAction, cause: string, minDelayMs?: number): ErrorPolicy =>
  Object.freeze(minDelayMs === undefined ? { action, cause } : { action, cause, minDelayMs })

const groupFailure = policy('fail', 'The group refused the operation. Check that the group and its members allow it.')
const callFailure = policy('fail', 'The Calling API refused the request. Check calling settings and permissions.')
const flowFailure = policy('fail', 'The Flow is not in a state that allows this. Check it in WhatsApp Manager.')
const usernameFailure = policy('fail', 'The username could not be claimed. Choose another or try again later.')
const coexistenceFailure = policy('fail', 'Meta refused this onboarding or history step. Repeat the onboarding.')
const permission = policy(
  'needs_token',
  'The access token lacks a permission for this account or number. Grant it, or assign the account to the system user.',
)

/** Every code of Meta's error page that we know; ranges are below. */
const byCode: Readonly<Record<number, ErrorPolicy>> = {
  // Authorization, generic, throttling
  0: policy('needs_token', 'Meta could not authenticate the app user. Renew the access token.'),
  1: policy('retry', 'Meta answered with an unknown error. It is tried again a few times.', 5 * second),
  2: policy('retry', 'Meta is temporarily down or overloaded. It is tried again.', 5 * second),
  3: policy('needs_token', 'The app lacks a capability or permission for this call. Check the permissions of the app.'),
  4: policy('wait', 'The app reached its call limit at Meta. Sending goes on when the limit allows it.', minute),
  10: policy('needs_token', 'The app has no permission for this action. Grant the permission and renew the token.'),
  33: policy('pause_account', 'The phone number no longer exists at Meta. Connect a number that does.'),
  100: policy('fail', 'The request has an invalid parameter. Correct the message.'),
  102: policy('needs_token', 'The session of the access token is not valid. Renew the access token.'),
  104: policy('needs_token', 'The access token or its app secret proof is missing or wrong. Renew the access token.'),
  190: policy('needs_token', 'The access token has expired or was revoked. Connect the account with a new token.'),
  368: policy('pause_account', 'Meta has blocked the account for policy violations. Resolve it in WhatsApp Manager.'),
  613: policy('retry', 'Too many calls of this kind. It is tried again later.', minute),
  80007: policy('retry', 'The WhatsApp Business Account reached its management call limit. It is tried again.', minute),
  130429: policy('wait', 'The phone number reached its message throughput. Sending slows down by itself.', second),
  131048: policy(
    'pause_number',
    'Meta limits the phone number because users blocked or reported its messages. Improve quality, then resume.',
    hour,
  ),
  131056: policy('retry_pair', 'Too many messages to this recipient in a short time. It is sent later.', 6 * second),
  131064: policy('pause_account', 'Meta limits the account for misclassified templates. Correct their category.', hour),
  133016: policy('retry', 'Too many attempts to register the number. Try again after 72 hours.', 72 * hour),

  // Integrity, account, billing
  130497: policy('fail', 'The business may not message users in this country.'),
  131005: policy('needs_token', 'Access denied: a permission is missing or was removed. Check the token.'),
  131031: policy('pause_account', 'Meta has locked the account. See the reason in WhatsApp Manager and appeal.'),
  131037: policy('pause_number', 'The display name of the number needs approval by Meta. Request it, then resume.'),
  131042: policy('pause_account', 'There is a problem with payment at Meta. Check the payment method of the account.'),
  131044: policy('pause_account', 'Billing at Meta does not allow sending. Check the payment method of the account.'),
  131045: policy('pause_number', 'The number is not registered correctly (certificate). Register it again.'),
  131055: policy('fail', 'The marketing API takes only marketing templates. Send it the ordinary way.'),
  131057: policy('retry', 'The account is in maintenance at Meta, such as a throughput upgrade. Tried again.', minute),
  131063: policy('pause_account', 'Marketing messages are disabled for this account. Enable them in WhatsApp Manager.'),
  134011: policy('pause_account', 'The payments terms are not accepted. Accept them in WhatsApp Manager.'),
  141002: policy('fail', 'The template is not approved. Wait for approval or choose another.'),

  // Message and recipient
  130403: policy('fail', 'The business has blocked this user. Unblock the user to send.'),
  130472: policy(
    'fail',
    'The user is part of an experiment of Meta and did not get the message. Do not send it again.',
  ),
  130501: policy('fail', 'This kind of message is not supported in groups.'),
  131000: policy('retry', 'Something went wrong at Meta. It is tried again.', 5 * second),
  131008: policy('fail', 'A required parameter is missing. Correct the message.'),
  131009: policy('fail', 'A parameter has a value that is not valid. Correct the message.'),
  131014: policy('fail', 'Meta could not fetch the media from its link. Check that the link is public.'),
  131016: policy('retry', 'A service of Meta is unavailable. It is tried again.', 5 * second),
  131020: policy('fail', 'The group is not valid or not accessible.'),
  131021: policy('fail', 'The recipient is the sending number itself. Choose another recipient.'),
  131026: policy('fail', 'The recipient cannot get the message: not on WhatsApp, an old app, or terms not accepted.'),
  131030: policy('fail', 'A test number sends only to listed recipients. Add the recipient to the list.'),
  131035: policy('fail', 'The message of a number without storage expired before it could be delivered.'),
  131036: policy('fail', 'The message of a number without storage could not be delivered.'),
  131041: policy('fail', 'The group is unknown.'),
  131047: policy('needs_template', 'The user last wrote more than 24 hours ago. Only a template may be sent.'),
  131049: policy('fail', 'Meta held the message back because the user got enough marketing. Wait 24 hours or more.'),
  131050: policy('fail', 'The user has stopped marketing messages from this business.'),
  131051: policy('fail', 'The message type is not supported.'),
  131052: policy('fail', 'The media could not be downloaded. Check the link, or ask the sender to send it again.'),
  131053: policy('fail', 'The media could not be uploaded. Check its type and size.'),
  131059: policy('fail', 'The paging cursor is not valid. Start the listing again.'),
  131062: policy('fail', 'This message cannot go to a user id; the phone number of the recipient is needed.'),
  135000: policy('fail', 'Meta refused the message because of its content. Correct the message.'),
  137000: policy('fail', 'The identity of the recipient has changed. Verify it before sending again.'),

  // Template sends
  132000: policy('fail', 'The number of parameters does not match the template.'),
  132001: policy('fail', 'The template does not exist in this language or is not approved.'),
  132005: policy('fail', 'The text of the template with its parameters is too long. Shorten the parameters.'),
  132007: policy('fail', 'The template violates the content policy of WhatsApp. Change the template.'),
  132008: policy('fail', 'A parameter of the template has a value that is not valid.'),
  132012: policy('fail', 'A parameter does not have the format that the template declares.'),
  132015: policy('fail', 'The template is paused for low quality. Edit it, or wait until it is active again.'),
  132016: policy('fail', 'The template is disabled for low quality. Create another.'),
  132018: policy('fail', 'A parameter has a line break, a tab or more than four spaces in a row. Remove them.'),
  132068: policy('fail', 'The Flow of the template is blocked. Repair the Flow.'),
  132069: policy('retry', 'The Flow of the template is throttled to 10 messages an hour. Tried again.', hour),
  134100: policy('fail', 'The marketing API supports only marketing templates.'),
  134101: policy('retry', 'The template is still being synchronised. It is tried again.', 10 * minute),
  134102: policy('pause_account', 'The account is not set up for the marketing API. Finish its onboarding.'),

  // Registration
  133000: policy('fail', 'An earlier deregistration did not finish. Deregister the number again.'),
  133004: policy('retry', 'The registration server is unavailable. It is tried again.', 30 * second),
  133005: policy('fail', 'The two-step PIN is wrong. Enter it again or reset it.'),
  133006: policy('fail', 'The number must be verified before it is registered.'),
  133008: policy('fail', 'Too many wrong PINs. Wait as long as the details say.'),
  133009: policy('fail', 'The PIN was entered too fast. Wait as long as the details say.'),
  133010: policy('pause_number', 'The number is not registered at Meta. Register it, then resume.'),
  133015: policy('retry', 'The number was deleted a moment ago. It is tried again after five minutes.', 5 * minute),
  136024: policy('fail', 'The verification code could not be requested. Try again later.'),
  136025: policy('fail', 'The verification code was not accepted. Request a new one.'),

  // Groups, blocks, insights, onboarding: those that differ from their range
  131208: policy('retry', 'Too many group operations. It is tried again.', minute),
  139100: policy('fail', 'Some users could not be blocked or unblocked. See the list in the answer.'),
  139101: policy('fail', 'The block list is full.'),
  139102: policy('retry', 'The block list changed at the same time. It is tried again.', second),
  139103: policy('retry', 'Meta failed while changing the block list. It is tried again.', 5 * second),
  1752041: policy('fail', 'The onboarding to the marketing API was already requested.'),
}

/** The codes that are known one by one, ascending. */
export const knownErrorCodes: readonly number[] = Object.keys(byCode).map(Number)

const byRange: readonly (readonly [from: number, to: number, policy: ErrorPolicy])[] = [
  [200, 299, permission],
  [131201, 131215, groupFailure],
  [138000, 138021, callFailure],
  [139000, 139006, flowFailure],
  [147001, 147005, usernameFailure],
  [200005, 200007, policy('fail', 'Template insights are not available for this account. Enable them first.')],
  [2593079, 2593109, coexistenceFailure],
]

/** Code 100 with this subcode: the object (number, account) does not exist for this token. */
const missingObject = policy(
  'needs_token',
  'The phone number or account does not exist at Meta, or the token may not see it. Check the id and the token.',
)
const unknownRefusal = policy('fail', 'Meta refused the request with a code that is not known here. See its message.')
const unknownFailure = policy('retry', 'Meta failed with a code that is not known here. It is tried again.', 5 * second)

/** The policy for an error of Meta. The code decides; the HTTP status counts only where the code is unknown. */
export function classifyGraphError(error: GraphErrorBody, httpStatus: number): ErrorPolicy {
  if (error.code === 100 && error.error_subcode === 33) return missingObject
  const known = byCode[error.code] ?? byRange.find(([from, to]) => error.code >= from && error.code <= to)?.[2]
  return known ?? (httpStatus >= 500 ? unknownFailure : unknownRefusal)
}
