import { auditLog } from '#resources/audit-log/index.ts'
import { webhookEndpoints } from '#resources/webhook-endpoints/index.ts'
import { account } from './account/index.ts'
import { apiKeys } from './api-keys/index.ts'
import { attributes } from './attributes/index.ts'
import { bulkChanges } from './bulk-changes/index.ts'
import { campaigns } from './campaigns/index.ts'
import { cannedReplies } from './canned-replies/index.ts'
import { connections } from './connections/index.ts'
import { consent } from './consent/index.ts'
import { contacts } from './contacts/index.ts'
import { conversations } from './conversations/index.ts'
import { drips } from './drips/index.ts'
import { errors } from './errors/index.ts'
import { eventSources } from './event-sources/index.ts'
import { events } from './events/index.ts'
import { exports } from './exports/index.ts'
import { flows } from './flows/index.ts'
import { imports } from './imports/index.ts'
import { inbox } from './inbox/index.ts'
import { invitations } from './invitations/index.ts'
import { invoices } from './invoices/index.ts'
import { labels } from './labels/index.ts'
import { linkSettings } from './link-settings/index.ts'
import { macros } from './macros/index.ts'
import { media } from './media/index.ts'
import { members } from './members/index.ts'
import { messages } from './messages/index.ts'
import { numberSignups } from './number-signups/index.ts'
import { numbers } from './numbers/index.ts'
import { onboarding } from './onboarding/index.ts'
import { ownPartner } from './partner/index.ts'
import { password } from './password/index.ts'
import { policy } from './policy/index.ts'
import { privacy } from './privacy/index.ts'
import { recharge } from './recharge/index.ts'
import { segments } from './segments/index.ts'
import { sessions } from './sessions/index.ts'
import { suppressions } from './suppressions/index.ts'
import { tags } from './tags/index.ts'
import { teams } from './teams/index.ts'
import { templates } from './templates/index.ts'
import { topUps } from './top-ups/index.ts'
import { twoFactor } from './two-factor/index.ts'
import { wallet } from './wallet/index.ts'
import { webhookDeliveries } from './webhook-deliveries/index.ts'

/** Every operation of the API, in the order of its document. */
export const operations = {
  ...messages,
  ...conversations,
  ...inbox,
  ...bulkChanges,
  ...macros,
  ...labels,
  ...teams,
  ...cannedReplies,
  ...contacts,
  ...imports,
  ...exports,
  ...attributes,
  ...tags,
  ...segments,
  ...campaigns,
  ...linkSettings,
  ...flows,
  ...drips,
  ...connections,
  ...eventSources,
  ...consent,
  ...suppressions,
  ...policy,
  ...wallet,
  ...topUps,
  ...recharge,
  ...invoices,
  ...templates,
  ...media,
  ...numbers,
  ...numberSignups,
  ...webhookEndpoints,
  ...webhookDeliveries,
  ...events,
  ...account,
  ...ownPartner,
  ...onboarding,
  ...privacy,
  ...members,
  ...invitations,
  ...sessions,
  ...password,
  ...twoFactor,
  ...apiKeys,
  ...auditLog,
  ...errors,
}
