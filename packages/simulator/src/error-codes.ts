/** How Meta words a failure. `async` ones are accepted with 200 and reported by a `failed` status. */
export interface ErrorFacts {
  status: number
  title: string
  details: string
  subcode?: number
  async?: true
}

const facts: Record<number, ErrorFacts> = {
  0: { status: 401, title: 'AuthException', details: 'Unable to authenticate the app user.' },
  1: { status: 400, title: 'API Unknown', details: 'Invalid request or possible server error.' },
  2: { status: 503, title: 'API Service', details: 'Temporary due to downtime or due to being overloaded.' },
  3: { status: 500, title: 'API Method', details: 'Capability or permissions issue.' },
  4: {
    status: 400,
    title: 'Application request limit reached',
    details: 'The app has reached its API call rate limit.',
  },
  10: {
    status: 403,
    title: 'Application does not have permission for this action',
    details: 'Permission is either not granted or has been removed.',
  },
  33: { status: 400, title: 'Parameter value is not valid', details: 'The business phone number has been deleted.' },
  100: { status: 400, title: 'Invalid parameter', details: 'Invalid parameter' },
  190: {
    status: 401,
    title: 'Invalid OAuth access token - Cannot parse access token',
    details: 'Your access token has expired.',
  },
  200: { status: 403, title: 'You do not have the necessary permissions', details: 'Permission is not granted.' },
  368: {
    status: 403,
    title: 'Temporarily blocked for policies violations',
    details: 'The account has been restricted from a certain action.',
  },
  80007: {
    status: 400,
    title: 'Rate limit issues',
    details: 'The WhatsApp Business Account has reached its rate limit.',
  },
  130429: {
    status: 400,
    title: 'Rate limit hit',
    details: 'Cloud API message throughput has been reached.',
    subcode: 2494055,
  },
  130472: {
    status: 400,
    title: "User's number is part of an experiment",
    details: "Failed to send message because this user's phone number is part of an experiment",
    async: true,
  },
  130497: {
    status: 403,
    title: 'Business account is restricted from messaging users in this country.',
    details: 'The WhatsApp Business Account is restricted from messaging users in certain countries.',
  },
  131000: { status: 500, title: 'Something went wrong', details: 'Message failed to send due to an unknown error.' },
  131005: { status: 403, title: 'Access denied', details: 'Permission is either not granted or has been removed.' },
  131008: {
    status: 400,
    title: 'Required parameter is missing',
    details: 'The request is missing a required parameter.',
  },
  131009: { status: 400, title: 'Parameter value is not valid', details: 'One or more parameter values are invalid.' },
  131016: { status: 500, title: 'Service unavailable', details: 'A service is temporarily unavailable.' },
  130403: { status: 400, title: 'User is blocked', details: 'The business has blocked this user.' },
  131021: {
    status: 400,
    title: 'Recipient cannot be sender',
    details: 'Sender and recipient phone number is the same.',
  },
  131026: { status: 400, title: 'Message undeliverable', details: 'Message Undeliverable.', async: true },
  131030: {
    status: 400,
    title: 'Recipient phone number not in allowed list',
    details: 'Recipient phone number not in allowed list: Add recipient phone number to recipient list and try again.',
  },
  131031: {
    status: 403,
    title: 'Business Account locked',
    details: 'The WhatsApp Business Account has been restricted or disabled.',
  },
  131041: { status: 400, title: 'Unknown group', details: 'The group does not exist.' },
  131042: {
    status: 400,
    title: 'Business eligibility payment issue',
    details: 'Message failed to send because there were one or more errors related to your payment method.',
    async: true,
  },
  131045: {
    status: 500,
    title: 'Incorrect certificate',
    details: 'Message failed to send due to a phone number registration error.',
  },
  131047: {
    status: 400,
    title: 'Re-engagement message',
    details:
      'Message failed to send because more than 24 hours have passed since the customer last replied to this number.',
    async: true,
  },
  131048: {
    status: 400,
    title: 'Spam rate limit hit',
    details:
      'Message failed to send because there are restrictions on how many messages can be sent from this phone number.',
  },
  131049: {
    status: 400,
    title: 'This message was not delivered to maintain healthy ecosystem engagement.',
    details: 'In order to maintain a healthy ecosystem engagement, the message failed to be delivered.',
    async: true,
  },
  131050: {
    status: 400,
    title: 'User has stopped marketing messages from your business',
    details: 'The recipient has chosen to stop receiving marketing messages on WhatsApp from your business.',
    async: true,
  },
  131051: { status: 400, title: 'Unsupported message type', details: 'Message type is currently not supported.' },
  131053: {
    status: 400,
    title: 'Media upload error',
    details: 'Unable to upload the media used in the message.',
    async: true,
  },
  131056: {
    status: 400,
    title: '(Business Account, Consumer Account) pair rate limit hit',
    details:
      'Message failed to send because there were too many messages sent from this phone number to the same phone number in a short period of time.',
  },
  131057: { status: 500, title: 'Account in maintenance mode', details: 'Business account is in maintenance mode.' },
  131062: {
    status: 400,
    title: 'Not available for business-scoped user ids',
    details: 'Authentication templates cannot be sent to a business-scoped user id.',
  },
  131063: {
    status: 400,
    title: 'Marketing messages are disabled',
    details: 'Marketing messages on the Cloud API are disabled for this account.',
  },
  131064: {
    status: 400,
    title: 'Temporary limit because of template misclassification',
    details: 'The account cannot send utility templates for now because templates were given the wrong category.',
  },
  132000: {
    status: 400,
    title: 'Number of parameters does not match the expected number of params',
    details: 'The number of variable parameter values is not what the template has.',
  },
  132001: {
    status: 404,
    title: 'Template name does not exist in the translation',
    details: 'The template does not exist in the specified language or has not been approved.',
  },
  132005: { status: 400, title: 'Translated text too long', details: 'Translated text is too long.' },
  132007: {
    status: 400,
    title: 'Template format character policy violated',
    details: 'Template content violates a WhatsApp policy.',
  },
  132012: {
    status: 400,
    title: 'Parameter format does not match format in the created template',
    details: 'Variable parameter values formatted incorrectly.',
  },
  132015: { status: 400, title: 'Template is paused', details: 'Template is paused due to low quality.' },
  132016: { status: 400, title: 'Template is disabled', details: 'Template has been paused too many times.' },
  132018: {
    status: 400,
    title: 'Template parameter text is not valid',
    details: 'Param text cannot have new-line/tab characters or more than 4 consecutive spaces',
  },
  132068: { status: 400, title: 'Flow is in blocked state', details: 'The flow is blocked.' },
  132069: {
    status: 400,
    title: 'Flow is in throttled state',
    details: 'The flow has sent 10 messages within an hour.',
  },
  133000: {
    status: 500,
    title: 'Incomplete deregistration',
    details: 'A previous deregistration attempt failed. Deregister the number again before registering it.',
  },
  133004: { status: 503, title: 'Server temporarily unavailable', details: 'The server is temporarily unavailable.' },
  133005: { status: 400, title: 'Two step verification PIN Mismatch', details: 'Two-step verification PIN incorrect.' },
  133006: {
    status: 400,
    title: 'Phone number re-verification needed',
    details: 'The phone number needs to be verified before registering.',
  },
  133008: {
    status: 400,
    title: 'Too many two step verification PIN guesses',
    details: 'Too many two-step verification PIN guesses for this phone number. Wait 12 hours before you try again.',
  },
  133009: {
    status: 400,
    title: 'Two step verification PIN guessed too fast',
    details: 'The two-step verification PIN was entered too quickly. Wait 60 seconds before you try again.',
  },
  133010: { status: 400, title: 'Account not registered', details: 'The account does not exist in the Cloud API.' },
  133015: {
    status: 400,
    title: 'Please wait a few minutes before attempting to register this phone number',
    details: 'The phone number was recently deleted, and its deletion has not yet completed.',
  },
  133016: {
    status: 400,
    title: 'Account register deregister rate limit exceeded',
    details: 'There were too many attempts to register or deregister this phone number in a short period of time.',
  },
  134011: { status: 400, title: 'Payments terms not accepted', details: 'The terms of payments are not accepted.' },
  135000: {
    status: 400,
    title: 'Generic user error',
    details: 'Message failed to send because of an unknown error with the request parameters.',
  },
  136025: { status: 400, title: 'Verify code error', details: 'The code you entered is not correct.' },
  137000: {
    status: 400,
    title: 'Recipient identity key hash mismatch',
    details: "The recipient's identity key hash does not match.",
    async: true,
  },
}

const unknownFacts: ErrorFacts = { status: 400, title: 'Something went wrong', details: 'Something went wrong.' }

export const errorFacts = (code: number): ErrorFacts => facts[code] ?? unknownFacts

/** Undefined: Meta has no such error of a send. */
export const findErrorFacts = (code: number): ErrorFacts | undefined => facts[code]

/** The error object of a `failed` status: no trace id, and `message` repeats the title. */
export function statusError(code: number, details?: string) {
  const { title, details: standard } = errorFacts(code)
  return {
    code,
    title,
    message: title,
    error_data: { details: details ?? standard },
    href: '/documentation/business-messaging/whatsapp/support/error-codes',
  }
}
