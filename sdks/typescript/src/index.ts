export { Dawk } from './client.ts'
export {
  DawkAuthenticationError,
  DawkBalanceError,
  DawkConflictError,
  DawkConnectionError,
  DawkError,
  DawkInvalidRequestError,
  DawkNotFoundError,
  DawkPermissionError,
  DawkRateLimitError,
  DawkRefusedError,
  DawkServerError,
  DawkTimeoutError,
} from './errors.ts'
export type { FileInput } from './files.ts'
export { type ErrorCode, errorStatuses } from './generated/errors.ts'
export { type EventData, eventTypes } from './generated/events.ts'
export type { Resources } from './generated/resources.ts'
export type * from './generated/types.ts'
export type { Page } from './paging.ts'
export { followEvents, type StreamedEvent } from './stream.ts'
export type { Attempt, CallOptions, ClientOptions, PageResult, Result } from './transport.ts'
export {
  type DawkEvent,
  type UnknownEvent,
  verifyWebhook,
  type WebhookEvent,
  type WebhookRequest,
  WebhookVerificationError,
} from './webhooks.ts'
