import type { Scope } from '@dawk/core/tenancy/access/scopes.ts'

/** What a stream needs to show a kind of event: the scope by which the thing itself is read. By the first word of its type. */
const scopeByKind: Readonly<Record<string, Scope>> = {
  message: 'messages:read',
  media: 'media:read',
  contact: 'contacts:read',
  conversation: 'conversations:read',
  note: 'conversations:read',
  member: 'members:read', // also for the billing role, which may list them
  history: 'conversations:read',
  template: 'templates:read',
  campaign: 'campaigns:read',
  drip: 'automations:read',
  flow: 'automations:read',
  segment: 'contacts:read',
  wallet: 'wallet:read',
  number: 'numbers:read',
  account: 'account:read',
  api_key: 'keys:read',
  endpoint: 'webhooks:read',
}

/** Meta's webhooks as they came are for programs that read the log: they are large, and no page shows them. */
const isRaw = (type: string) => type.startsWith('whatsapp.')

/** Whether who holds these scopes is shown events of a type. What has no scope of its own is part of the event log. */
export function maySee(scopes: ReadonlySet<Scope>, type: string): boolean {
  if (isRaw(type)) return false
  return scopes.has(scopeByKind[type.split('.')[0] ?? ''] ?? 'events:read')
}
