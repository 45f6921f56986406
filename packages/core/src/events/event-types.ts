import { forwardedType } from './event-patterns.ts'

/** Every event about a number's health: each says which facts changed, with all facts before and after. */
export const numberEventTypes = [
  'number.quality_changed',
  'number.limit_changed',
  'number.throughput_changed',
  'number.status_changed',
  'number.name_changed',
  'number.account_changed',
] as const

/**
 * Every event that templates give: each tells one change, with the template as it is afterwards.
 * https://developers.facebook.com/docs/whatsapp/business-management-api/webhooks/components
 */
export const templateEventTypes = [
  'template.created',
  'template.pending',
  'template.approved',
  'template.rejected',
  'template.paused',
  'template.disabled',
  'template.in_appeal',
  'template.archived',
  'template.limit_exceeded',
  'template.status_changed',
  'template.flagged',
  'template.quality_changed',
  'template.category_change_announced',
  'template.category_changed',
  'template.content_changed',
  'template.deleted',
] as const

/** Every kind of event that an endpoint can ask for by name; docs/events.md says when each comes and what it holds. */
export const eventTypes: ReadonlySet<string> = new Set([
  'message.received',
  'message.received.unknown',
  'message.edited',
  'message.deleted',
  'message.echo',
  'message.status.sent',
  'message.status.delivered',
  'message.status.read',
  'message.status.failed',
  'message.status.canceled',
  'media.stored',
  'media.lost',
  'contact.number_changed',
  'contact.user_id_changed',
  'contact.merged',
  'contact.book_changed',
  'conversation.updated',
  'history.synced',
  ...templateEventTypes,
  ...numberEventTypes,
  'account.plan_changed',
  'api_key.expiring',
  'endpoint.disabled',
  'endpoint.test',
  'whatsapp.other',
  forwardedType,
])
