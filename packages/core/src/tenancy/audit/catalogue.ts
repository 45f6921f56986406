import type { BusinessProfileUpdate } from '@dawk/cloud-api/calls/number-calls.ts'
import type { Actor } from './actor.ts'

/** How many requests one record stands for, and where they came from. */
interface RefusedRequests {
  refusal?: string
  attempts?: number
  addresses?: readonly string[]
  lastAt?: string
}

/** What a record shows of each kind of target, before and after. A record shows the members that its change is about. */
interface AuditSnapshots {
  account: {
    name?: string
    email?: string
    plan?: string
    active?: boolean
    requestsPerMinute?: number | null
    quota?: { requests: number; per: string } | null
    defaultNumberId?: string | null
    storageBytes?: number | null
    requiresTwoFactor?: boolean
    /** The subscription that the plan follows, and the payment provider's word for its status. */
    subscription?: string
    status?: string
    /** When the account is erased. */
    dueAt?: string | null
    /** Days of retention. */
    messages?: number | null
    media?: number | null
    events?: number | null
  }
  api_key: RefusedRequests & {
    name?: string
    display?: string
    scopes?: readonly string[]
    numberIds?: readonly string[] | null
    allowedIps?: readonly string[]
    test?: boolean
    signed?: boolean
    expiresAt?: string | null
    graceSeconds?: number
  }
  attribute: {
    key: string
    label: string
    type: string
    options: readonly { key: string; label: string }[]
    unique: boolean
    indexed: boolean
    pii: boolean
    sensitive: boolean
    archivedAt: string | null
  }
  contact_settings: { sourcePriority: readonly (readonly string[])[] }
  campaign: {
    name: string
    state: string
    pausedBy: string | null
    numberId: string
    template: string
    language: string
    maxPerMinute: number | null
    quietHours: { from: string; to: string } | null
    endsAt: string | null
  }
  consent: { purpose?: string; state?: string; source?: string; recorded?: number; rejected?: number }
  policy: {
    marketingConsent: string
    blockedCountries: readonly string[]
    quietHours: { from: string; to: string } | null
    timeZone: string
    caps: readonly { max: number; per: string; window: string }[]
    duplicateDays: number | null
    learnFromMeta: boolean
    keywords: Readonly<Record<string, readonly string[]>>
    confirmation: string | null
  }
  suppression: { scope?: string; reason?: string; until?: string | null; added?: number; rejected?: number }
  consent_topic: { name: string; description: string | null; archivedAt: string | null }
  contact: {
    erasureId?: string
    version?: number
    mergeId?: string
    mergedContactId?: string
    /** Names of what was written. Values would outlive the erasure of the person. */
    fields?: readonly string[]
    counts?: Readonly<Record<string, number>>
  }
  contact_import: {
    filename?: string | null
    state?: string
    rows?: number
    created?: number
    updated?: number
    unchanged?: number
    failed?: number
    deleted?: number
    restored?: number
    kept?: number
    error?: string
  }
  contact_import_mapping: { name: string }
  contact_export: {
    format?: string
    filter?: unknown
    columns?: readonly string[]
    state?: string
    rows?: number
    error?: string
  }
  agent: { available?: boolean; capacity?: number; conversations?: number }
  conversation: {
    status?: string
    assignee?: string | null
    snoozedUntil?: string | null
    closeReason?: string | null
    priority?: string
    teamId?: string | null
    labelIds?: readonly string[]
    /** Why it was handed out, or taken back. */
    reason?: string
  }
  inbox_settings: {
    assignment: string
    capacity: number
    returnAfterMinutes: number | null
    onlyAssigneeSends: boolean
    closeReasons: readonly { key: string; label: string }[]
    requireCloseReason: boolean
    agentsSee: string
    maskPhonesFor: readonly string[]
  }
  inbox_view: { name: string; ownerId: string | null; filters: object }
  label: { name: string; colour: string | null }
  note: { conversationId: string }
  team: { name: string; memberIds: readonly string[] }
  invitation: { email: string; role: string; name?: string; memberId?: string; expiresAt?: string }
  media: { direction: string; kind: string | null; mimeType: string; filename: string | null }
  member: RefusedRequests & { email?: string; name?: string; role?: string; sessions?: number }
  number: {
    phoneNumberId?: string
    displayPhoneNumber?: string | null
    hasAppSecret?: boolean
    perSecond?: number | 'uncapped'
    /** The address to which Meta sends the webhooks of the business account. */
    override?: string | null
    /** The checks that did not pass. */
    failing?: readonly string[]
  } & Partial<BusinessProfileUpdate>
  number_signup: {
    wabaId?: string | null
    /** Meta was asked to register the number; false: it was live already. */
    registered?: boolean
    /** Where the sign-up failed, and why. */
    step?: string | null
    reason?: string
    /** The PIN was made here. */
    generated?: boolean
  }
  segment: { name?: string; kind?: string; filter?: unknown; added?: number; removed?: number }
  canned_reply: { shortcut: string; body: string }
  session: { memberId: string; userAgent?: string | null }
  tag: { name: string; colour: string | null }
  template: {
    wabaId?: string
    metaId?: string
    name?: string
    language?: string
    category?: string
    status?: string
    parameterFormat?: string
    components?: readonly object[]
    ttlSeconds?: number | null
    holdBefore?: string | null
  }
  webhook_endpoint: {
    dialect: string
    url: string
    eventTypes: readonly string[]
    enabled: boolean
    description: string | null
    ordered: boolean
  }
  webhook_replay: { endpointId: string; what: string; from: string; to: string; state: string; queued: number }
}

export type AuditTarget = keyof AuditSnapshots

interface ActionEntry {
  target: AuditTarget
  /** The record says what changed: where before and after are the same, nothing is recorded. */
  isUpdate: boolean
}

const act = <Target extends AuditTarget>(target: Target) => ({ target, isUpdate: false }) as const
const update = <Target extends AuditTarget>(target: Target) => ({ target, isUpdate: true }) as const

/** Every change that is recorded, and the kind of thing that it changes. A new change needs an entry here; there is no other way in. */
export const auditActions = {
  'account.created': act('account'),
  'account.changed': update('account'),
  'account.limits_changed': update('account'),
  'account.plan_changed': update('account'),
  'account.retention_changed': update('account'),
  'account.suspended': act('account'),
  'account.resumed': act('account'),
  'account.erasure_requested': act('account'),
  'account.erasure_undone': act('account'),
  'api_key.created': act('api_key'),
  'api_key.changed': update('api_key'),
  'api_key.rotated': act('api_key'),
  'api_key.revoked': act('api_key'),
  'api_key.refused': act('api_key'),
  'attribute.created': act('attribute'),
  'attribute.changed': update('attribute'),
  'campaign.created': act('campaign'),
  'campaign.changed': update('campaign'),
  'campaign.deleted': act('campaign'),
  'campaign.launched': act('campaign'),
  'campaign.paused': act('campaign'),
  'campaign.resumed': act('campaign'),
  'campaign.canceled': act('campaign'),
  'campaign.retried': act('campaign'),
  'consent.recorded': act('consent'),
  'consent.recorded_in_bulk': act('consent'),
  'policy.changed': update('policy'),
  'contact_settings.changed': update('contact_settings'),
  'suppressions.added': act('suppression'),
  'suppression.removed': act('suppression'),
  'consent_topic.created': act('consent_topic'),
  'consent_topic.changed': update('consent_topic'),
  'contact.created': act('contact'),
  'contact.changed': update('contact'),
  'contact.bulk_written': act('contact'),
  'contact.deleted': act('contact'),
  'contact.merged': act('contact'),
  'contact.unmerged': act('contact'),
  'contact_import.created': act('contact_import'),
  'contact_import.mapped': act('contact_import'),
  'contact_import.check_started': act('contact_import'),
  'contact_import.started': act('contact_import'),
  'contact_import.completed': act('contact_import'),
  'contact_import.failed': act('contact_import'),
  'contact_import.canceled': act('contact_import'),
  'contact_import.undo_started': act('contact_import'),
  'contact_import.undone': act('contact_import'),
  'contact_import_mapping.saved': act('contact_import_mapping'),
  'contact_import_mapping.deleted': act('contact_import_mapping'),
  'contact_export.created': act('contact_export'),
  'contact_export.completed': act('contact_export'),
  'contact_export.failed': act('contact_export'),
  'contact_export.canceled': act('contact_export'),
  'canned_reply.created': act('canned_reply'),
  'canned_reply.changed': update('canned_reply'),
  'canned_reply.deleted': act('canned_reply'),
  'contact.erasure_requested': act('contact'),
  'contact.erased': act('contact'),
  'agent.changed': update('agent'),
  'agent.released': act('agent'),
  'conversation.assigned': act('conversation'),
  'conversation.changed': update('conversation'),
  'conversation.woken': act('conversation'),
  'inbox.settings_changed': update('inbox_settings'),
  'inbox_view.created': act('inbox_view'),
  'inbox_view.changed': update('inbox_view'),
  'inbox_view.deleted': act('inbox_view'),
  'label.created': act('label'),
  'label.changed': update('label'),
  'label.deleted': act('label'),
  'note.created': act('note'),
  'note.deleted': act('note'),
  'team.created': act('team'),
  'team.changed': update('team'),
  'team.deleted': act('team'),
  'invitation.created': act('invitation'),
  'invitation.resent': act('invitation'),
  'invitation.revoked': act('invitation'),
  'invitation.accepted': act('invitation'),
  'media.deleted': act('media'),
  'member.added': act('member'),
  'member.changed': update('member'),
  'member.role_changed': update('member'),
  'member.removed': act('member'),
  'member.refused': act('member'),
  'member.signed_out': act('member'),
  'number.connected': act('number'),
  'number.credentials_changed': act('number'),
  'number.disconnected': act('number'),
  'number.verified': act('number'),
  'number.rate_changed': update('number'),
  'number.profile_changed': act('number'),
  'number.claim_ended': act('number'),
  'number.callback_set': act('number'),
  'number.callback_cleared': act('number'),
  'number_signup.number_found': act('number_signup'),
  'number_signup.code_exchanged': act('number_signup'),
  'number_signup.token_checked': act('number_signup'),
  'number_signup.app_subscribed': act('number_signup'),
  'number_signup.number_registered': act('number_signup'),
  'number_signup.number_connected': act('number_signup'),
  'number_signup.failed': act('number_signup'),
  'number_signup.pin_revealed': act('number_signup'),
  'password.changed': act('member'),
  'password.reset': act('member'),
  'segment.created': act('segment'),
  'segment.changed': update('segment'),
  'segment.deleted': act('segment'),
  'segment.members_changed': act('segment'),
  'session.started': act('session'),
  'session.switched': act('session'),
  'session.ended': act('session'),
  'tag.created': act('tag'),
  'tag.changed': update('tag'),
  'tag.deleted': act('tag'),
  'template.created': act('template'),
  'template.edited': act('template'),
  'template.deleted': act('template'),
  'template.released': act('template'),
  'two_factor.enabled': act('member'),
  'two_factor.disabled': act('member'),
  'two_factor.codes_renewed': act('member'),
  'webhook_endpoint.created': act('webhook_endpoint'),
  'webhook_endpoint.changed': update('webhook_endpoint'),
  'webhook_endpoint.deleted': act('webhook_endpoint'),
  'webhook_endpoint.secret_rotated': act('webhook_endpoint'),
  'webhook_endpoint.secret_revoked': act('webhook_endpoint'),
  'webhook_replay.started': act('webhook_replay'),
  'webhook_replay.stopped': act('webhook_replay'),
} as const satisfies Record<string, ActionEntry>

export type AuditAction = keyof typeof auditActions
type TargetOf<Action extends AuditAction> = (typeof auditActions)[Action]['target']
type SnapshotOf<Action extends AuditAction> = AuditSnapshots[TargetOf<Action>]

/** The states of what was changed. Null: it did not exist, or the record is about nothing that it holds. */
export interface AuditChange<Action extends AuditAction> {
  before: SnapshotOf<Action> | null
  after: SnapshotOf<Action> | null
}

/** What a record says of a change, apart from who made it and in which account. */
export type AuditNote = {
  [Action in AuditAction]: { action: Action; targetId: string } & AuditChange<Action>
}[AuditAction]

export type AuditEntry = AuditNote & { accountId: string; by: Actor }
