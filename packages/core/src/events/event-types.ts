import { numberEventTypes } from '../numbers/health/number-health.ts'
import { templateEventTypes } from '../templates/template-events.ts'
import { forwardedType } from './event-patterns.ts'

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
