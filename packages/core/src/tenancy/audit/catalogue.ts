import type { Actor } from './actor.ts'
import type { AuditSnapshots } from './snapshots.ts'

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
  'link_settings.changed': update('link_settings'),
  'consent.recorded': act('consent'),
  'consent.recorded_in_bulk': act('consent'),
  'policy.changed': update('policy'),
  'contact_settings.changed': update('contact_settings'),
  'pricing.changed': update('pricing'),
  'wallet.moved': act('wallet'),
  'wallet.changed': update('wallet'),
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
  'contact_import.read_anew': act('contact_import'),
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
  'macro.created': act('macro'),
  'macro.changed': update('macro'),
  'macro.deleted': act('macro'),
  'macro.run': act('macro'),
  'bulk_change.started': act('bulk_change'),
  'bulk_change.canceled': act('bulk_change'),
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
