import type { Static, TSchema } from 'typebox'
import { CampaignChanged, LinkClicked } from './campaign-event-data.ts'
import * as contacts from './contact-event-data.ts'
import * as files from './contact-file-data.ts'
import { DripEnded, DripEnrolled, DripStepReached } from './drip-event-data.ts'
import * as data from './event-data.ts'
import { FlowDisabled, FlowPublished, FlowSessionChanged, FlowSignal } from './flow-event-data.ts'
import * as inbox from './inbox-event-data.ts'
import { ConnectionConnected, ConnectionSynced, ConnectionTroubled, EventReceived } from './integration-event-data.ts'
import { partnerEvents } from './partner-event-data.ts'
import {
  AutoRechargeFailed,
  AutoRechargeSucceeded,
  InvoiceIssued,
  PaymentDisputed,
  PaymentMismatched,
  PaymentRequested,
  WalletCrossed,
  WalletRefunded,
  WalletToppedUp,
} from './wallet-event-data.ts'

interface EventEntry {
  /** When the event is recorded, in the words of docs/events.md. */
  when: string
  data: TSchema
}

/**
 * Every kind of event there is. The types of the log, the schemas of webhooks and docs/events.md are derived from this
 * table: a new kind of event is one entry.
 * Templates: https://developers.facebook.com/docs/whatsapp/business-management-api/webhooks/components
 */
export const eventCatalogue = {
  'message.received': {
    when: 'A person wrote: text, media, sticker, voice, location, contacts, reaction, button, interactive reply, order, a notice of WhatsApp (`system`), or a kind that Meta could not show (`unsupported`, with `errors`)',
    data: data.MessageReceived,
  },
  'message.received.unknown': {
    when: 'A person sent a message of a kind that this version does not know, or whose content is not what its type promises. It is kept as it came. So is an edit or a deletion of a message that somebody else wrote, which changes nothing',
    data: data.MessageReceived,
  },
  'message.edited': { when: 'A person edited a message', data: data.MessageEdited },
  'message.deleted': { when: 'A person deleted a message', data: data.MessageEdited },
  'message.echo': {
    when: 'The business wrote in its phone app (coexistence), or another responder answered: an outbound message that Dawk did not send',
    data: data.MessageEcho,
  },
  'message.payment': {
    when: 'Meta reported on a payment that a message asked for. The timeline of the message has it too',
    data: data.MessagePayment,
  },
  'message.status.sent': { when: 'Meta took the message', data: data.MessageStatus },
  'message.status.delivered': { when: "The message reached the person's device", data: data.MessageStatus },
  'message.status.read': { when: 'The person read the message', data: data.MessageStatus },
  'message.status.failed': {
    when: 'The message failed; `error` says why. Only then `wabaId` and `displayPhoneNumber` are present',
    data: data.MessageStatus,
  },
  'message.status.canceled': { when: 'The message was canceled before it left', data: data.MessageStatus },
  'media.stored': { when: 'The file of an inbound message was copied into the account', data: data.MediaStored },
  'media.lost': {
    when: 'The file of an inbound message could not be fetched from Meta, and will not be tried again',
    data: data.MediaLost,
  },
  'contact.created': {
    when: 'A contact was added by the API or an import, or came back after it was deleted. Whoever writes first is a `message.received`',
    data: contacts.ContactCreated,
  },
  'contact.updated': {
    when: 'Fields of a contact were changed by the API or an import. Changes within two seconds are one event, from the first value to the last',
    data: contacts.ContactUpdated,
  },
  'contact.deleted': { when: 'A contact was deleted', data: contacts.ContactDeleted },
  'contact.erased': { when: 'The data of a contact were erased', data: contacts.ContactErased },
  'contact.tagged': { when: 'A contact got tags', data: contacts.ContactTagged },
  'contact.untagged': { when: 'Tags were taken off a contact', data: contacts.ContactTagged },
  'contact.number_changed': {
    when: 'A person has another phone number. The notice itself is a `message.received` too',
    data: data.ContactChanged,
  },
  'contact.user_id_changed': {
    when: 'A person has another user id. The notice itself is a `message.received` too',
    data: data.ContactChanged,
  },
  'contact.merged': {
    when: 'Two contacts turned out to be one person. The second id is gone, and so are its conversations where the first contact has one with the same number',
    data: data.ContactMerged,
  },
  'contact.unmerged': { when: 'A merge was undone: the second contact is there again', data: contacts.ContactUnmerged },
  'contact.book_changed': { when: 'The contact book of the phone app changed', data: data.AddressBookChanged },
  'contact.marketing_preference_changed': {
    when: 'A person told WhatsApp that they want no marketing messages (`stop`), or want them again (`resume`)',
    data: data.MarketingPreferenceChanged,
  },
  'contact.consent_changed': {
    when: "What a person's consent permits has changed. `consentEventId` names the event in the ledger of consent, with its evidence",
    data: contacts.ConsentChanged,
  },
  'contact.import.analysed': {
    when: 'A file of contacts was read; it waits for its mapping',
    data: files.ImportAnalysed,
  },
  'contact.import.checked': { when: 'A dry run of an import is over', data: files.ImportChecked },
  'contact.import.progressed': {
    when: 'An import or its dry run is under way: at most once in two seconds',
    data: files.ImportProgressed,
  },
  'contact.import.completed': {
    when: 'Every row of an import is done. With `completed_with_errors` some were not written',
    data: files.ImportCompleted,
  },
  'contact.import.failed': {
    when: 'An import came to an end before its last row; `error` says why',
    data: files.ImportFailed,
  },
  'contact.import.canceled': {
    when: 'An import was canceled. What was written before stands',
    data: files.ImportCanceled,
  },
  'contact.import.undone': { when: 'An import was undone', data: files.ImportUndone },
  'contact.export.completed': {
    when: 'The file of an export is ready to be downloaded, until `expiresAt`',
    data: files.ExportCompleted,
  },
  'contact.export.failed': { when: 'An export came to no file; `error` says why', data: files.ExportFailed },
  'segment.entered': {
    when: 'A contact came into a segment that is followed. Who was in it when that began is not told',
    data: contacts.SegmentMoved,
  },
  'segment.left': { when: 'A contact is no longer in a segment that is followed', data: contacts.SegmentMoved },
  'conversation.updated': {
    when: 'A conversation was assigned, labelled, snoozed, closed or opened: through the API, by the end of a snooze, or as it was handed out. One that opens because the person writes is a `message.received` alone',
    data: inbox.ConversationUpdated,
  },
  'conversation.sla_breached': {
    when: 'A person was not answered, or a conversation not closed, within the time that the account promises',
    data: inbox.SlaBreached,
  },
  'note.created': { when: 'A private note was written beside a conversation', data: inbox.NoteCreated },
  'note.deleted': { when: 'A private note was deleted', data: inbox.NoteDeleted },
  'member.removed': { when: 'A member was removed from the account', data: inbox.MemberRemoved },
  'history.synced': {
    when: 'A chunk of the history of the phone app is in its conversations. Its messages are not announced one by one. With `errors` the business declined',
    data: data.HistorySynced,
  },
  'history.media_received': {
    when: 'The file of a message of the history came, of which only a placeholder was known',
    data: data.HistoricFile,
  },
  'template.created': { when: 'A template was created, here or at Meta', data: data.TemplateChanged },
  'template.pending': { when: 'Meta reviews the template', data: data.TemplateChanged },
  'template.approved': { when: 'Meta approved the template', data: data.TemplateChanged },
  'template.rejected': { when: 'Meta rejected the template; `rejectedReason` says why', data: data.TemplateChanged },
  'template.paused': { when: 'Meta paused the template for its quality', data: data.TemplateChanged },
  'template.disabled': { when: 'Meta disabled the template', data: data.TemplateChanged },
  'template.in_appeal': { when: 'The rejection of the template was appealed', data: data.TemplateChanged },
  'template.archived': { when: 'The template was archived', data: data.TemplateChanged },
  'template.limit_exceeded': { when: 'The account has too many templates', data: data.TemplateChanged },
  'template.status_changed': { when: 'The template has another status', data: data.TemplateChanged },
  'template.flagged': {
    when: 'The quality of the template is falling; it can still be sent',
    data: data.TemplateChanged,
  },
  'template.quality_changed': {
    when: '`quality` changed: GREEN, YELLOW, RED or UNKNOWN',
    data: data.TemplateChanged,
  },
  'template.category_change_announced': {
    when: 'Meta will change the category to `announcedCategory`',
    data: data.TemplateChanged,
  },
  'template.category_changed': { when: 'Meta changed the category', data: data.TemplateChanged },
  'template.content_changed': {
    when: 'The content of the template changed, here or at Meta',
    data: data.TemplateChanged,
  },
  'template.deleted': { when: 'The template was deleted, here or at Meta', data: data.TemplateChanged },
  'number.connected': {
    when: "A number is the account's: its token has read it at Meta",
    data: data.NumberConnected,
  },
  'number.disconnected': { when: 'A number was disconnected from the account', data: data.NumberConnected },
  'number.quality_changed': { when: '`quality` changed: GREEN, YELLOW, RED or UNKNOWN', data: data.NumberChanged },
  'number.limit_changed': {
    when: '`messagingLimit` changed: TIER_250 to TIER_UNLIMITED',
    data: data.NumberChanged,
  },
  'number.throughput_changed': {
    when: '`throughput` changed: STANDARD or HIGH. The pace of the number follows',
    data: data.NumberChanged,
  },
  'number.status_changed': {
    when: '`status` (CONNECTED, FLAGGED, RESTRICTED, BANNED, …) or `canSend` (AVAILABLE, LIMITED, BLOCKED) changed',
    data: data.NumberChanged,
  },
  'number.name_changed': { when: '`nameStatus` of the display name changed', data: data.NumberChanged },
  'number.account_changed': {
    when: '`accountReview`, `banState`, `restrictions`, `violation` or `access` (GRANTED, REMOVED, OFFBOARDED) of the WhatsApp Business Account changed',
    data: data.NumberChanged,
  },
  'campaign.scheduled': { when: 'A campaign was launched whose time is later', data: CampaignChanged },
  'campaign.started': {
    when: 'The people of a campaign are planned: from now on it sends',
    data: CampaignChanged,
  },
  'campaign.paused': { when: 'A campaign was paused; `pausedBy` says by what', data: CampaignChanged },
  'campaign.resumed': { when: 'A paused campaign goes on', data: CampaignChanged },
  'campaign.completed': {
    when: 'Nobody of a campaign waits any more, and nothing is on its way',
    data: CampaignChanged,
  },
  'campaign.canceled': {
    when: 'A campaign was canceled, and all who waited are out of it',
    data: CampaignChanged,
  },
  'campaign.failed': { when: 'A campaign could not be planned; `reason` says why', data: CampaignChanged },
  'campaign.progress': {
    when: 'A campaign sends: with the people by state, at most every 10 seconds',
    data: CampaignChanged,
  },
  'drip.enrolled': { when: 'A person entered a drip', data: DripEnrolled },
  'drip.step_reached': { when: 'A person came to a step of the kind `webhook`', data: DripStepReached },
  'drip.completed': { when: 'A person took the last step of a drip, or reached its goal', data: DripEnded },
  'drip.exited': { when: 'A person left a drip before its end; `reason` says why', data: DripEnded },
  'event_source.event_received': {
    when: 'Another system posted an event to an event source, and it is about a person',
    data: EventReceived,
  },
  'connection.connected': { when: 'A system was connected, or answers again', data: ConnectionConnected },
  'connection.degraded': { when: 'A connected system does not answer; it is tried again', data: ConnectionTroubled },
  'connection.needs_reauth': {
    when: 'The credentials of a connected system do not hold any more. Nothing is read until others are given',
    data: ConnectionTroubled,
  },
  'connection.revoked': { when: 'The app was uninstalled at a connected system', data: ConnectionTroubled },
  'connection.sync_completed': { when: 'What has changed at a connected system was read', data: ConnectionSynced },
  'link.clicked': {
    when: 'A person opened a short link of a campaign or a drip for the first time; previews and scanners do not count',
    data: LinkClicked,
  },
  'flow.version.published': { when: 'A version of a flow was published', data: FlowPublished },
  'flow.disabled': { when: 'A flow was disabled by itself, since too many of its sessions fail', data: FlowDisabled },
  'flow.session.started': { when: 'A conversation began a flow', data: FlowSessionChanged },
  'flow.session.completed': { when: 'A session of a flow came to its end', data: FlowSessionChanged },
  'flow.session.failed': { when: 'A session of a flow could not go on', data: FlowSessionChanged },
  'flow.session.expired': { when: 'Nobody answered within the time that a flow waits', data: FlowSessionChanged },
  'flow.session.handed_over': { when: 'People took over from a flow', data: FlowSessionChanged },
  'flow.session.stopped': {
    when: 'A session was stopped: by the API, by the person, or because another flow began',
    data: FlowSessionChanged,
  },
  'flow.signal': { when: 'A flow told the account something by a signal node', data: FlowSignal },
  ...partnerEvents,
  'account.plan_changed': { when: 'The plan follows the subscription', data: data.PlanChanged },
  'wallet.topped_up': { when: 'Money was credited to the wallet', data: WalletToppedUp },
  'wallet.low_balance': {
    when: 'The balance fell below a threshold that the account has set. It is told again once the balance has been above `rearmAbove`',
    data: WalletCrossed,
  },
  'wallet.exhausted': {
    when: 'Nothing is left to spend. Messages that cost something are rejected',
    data: WalletCrossed,
  },
  'wallet.recovered': {
    when: 'The balance is above a threshold again below which it was told, or above zero (`exhausted`)',
    data: WalletCrossed,
  },
  'payment.mismatched': {
    when: 'A payment into the wallet has another amount or currency than was asked for. Nothing is credited until an operator has looked',
    data: PaymentMismatched,
  },
  'payment.disputed': {
    when: 'The payer of a payment into the wallet wants it back through the bank. The amount is frozen until it is decided',
    data: PaymentDisputed,
  },
  'payment.dispute_decided': {
    when: 'A dispute was won, and the amount is back in the wallet, or lost, and it is gone',
    data: PaymentDisputed,
  },
  'wallet.auto_recharge_succeeded': {
    when: 'The wallet was filled by itself from a saved method of payment',
    data: AutoRechargeSucceeded,
  },
  'wallet.auto_recharge_failed': {
    when: 'The wallet could not be filled by itself. After two declined charges in a row it is switched off',
    data: AutoRechargeFailed,
  },
  'wallet.payment_requested': {
    when: 'The wallet is to be filled and no method of payment is saved: a person is to pay on the page',
    data: PaymentRequested,
  },
  'wallet.refunded': {
    when: 'The payment provider has sent money of the wallet back to where it was paid from',
    data: WalletRefunded,
  },
  'wallet.refund_failed': {
    when: 'The payment provider will not send a refund. The money is back in the wallet',
    data: WalletRefunded,
  },
  'invoice.issued': { when: 'A tax document, a credit note or a statement was issued', data: InvoiceIssued },
  'api_key.expiring': {
    when: 'An API key expires within 7 days, and again within 1: each once for an expiry, within an hour of its time. A key that was made for less time than a notice gets no such notice',
    data: data.ApiKeyExpiring,
  },
  'endpoint.disabled': {
    when: "A webhook endpoint was disabled. The account's other endpoints are notified",
    data: data.EndpointDisabled,
  },
  'endpoint.test': {
    when: 'A test of a webhook endpoint was requested. Sent to that endpoint alone',
    data: data.EndpointTested,
  },
  'whatsapp.other': {
    when: 'Anything else that Meta sent, as it came, but for integers beyond 2^53, which are texts with every digit. `phoneNumberId` is null where it speaks of a whole business account',
    data: data.MetaOther,
  },
  'whatsapp.webhook': {
    when: "Meta's payload as it came, with what concerns the account: for endpoints in the format `cloud-api`. It repeats what other events say, so `*` does not include it; it is kept only while an endpoint asks for it by name",
    data: data.MetaWebhook,
  },
} as const satisfies Record<string, EventEntry>

type Catalogue = typeof eventCatalogue

export type EventType = keyof Catalogue

/** The data of each type of event. */
export type EventData = { [Type in EventType]: Static<Catalogue[Type]['data']> }

/** Every type of event: what an endpoint can subscribe to by name. */
export const eventTypes = Object.keys(eventCatalogue) as EventType[]

type Below<Prefix extends string> = Extract<EventType, `${Prefix}.${string}`>

export type TemplateEventType = Below<'template'>
export type NumberEventType = Below<'number'>
export type MessageStatusData = EventData['message.status.sent']

/** Why a message failed: what Meta said, and what to do about it. */
export type MessageError = Static<typeof data.MessageFailure>
