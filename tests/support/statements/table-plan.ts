/**
 * Where a table would live if the database were spread over several nodes by account. Distributed tables are the records that grow with
 * use: each of their keys begins with the account, and each statement on one names it. Reference tables are small and read everywhere, so
 * every node has a copy, and nothing in them is counted. Local tables stay on one node: queues that workers claim across accounts, and what
 * is looked up before the account is known.
 */
export const distributed = [
  'announced_notifications',
  'attribute_definitions',
  'allowance_uses',
  'audit_log',
  'campaign_changes',
  'campaign_counters',
  'campaign_entries',
  'campaign_queue',
  'campaign_recipients',
  'campaigns',
  'contact_attribute_values',
  'contact_external_ids',
  'consent_events',
  'consent_identifiers',
  'consent_proofs',
  'consents',
  'contact_history',
  'contact_identifiers',
  'contact_exports',
  'contact_import_batches',
  'contact_import_mappings',
  'contact_imports',
  'contact_merges',
  'contact_tags',
  'contact_words',
  'contacts',
  'contact_reachability',
  'conversation_labels',
  'conversation_notes',
  'conversations',
  'deliveries',
  'events',
  'free_messages',
  'idempotency_keys',
  'ledger_balances',
  'ledger_lines',
  'ledger_references',
  'ledger_transactions',
  'marketing_sends',
  'media',
  'media_at_meta',
  'media_blobs',
  'message_authors',
  'message_charges',
  'messages',
  'released_phones',
  'promo_lots',
  'suppressions',
  'segment_members',
  'segments',
  'tags',
  'wallets',
  'wamids',
] as const

export const reference = ['accounts', 'endpoints', 'numbers', 'rate_cards', 'templates'] as const

export const local = [
  'account_policies',
  'account_pricing',
  'account_retention',
  'api_keys',
  'audit_attempts',
  'campaign_feeds',
  'canned_replies',
  'consent_topics',
  'contact_settings',
  'contact_updates',
  'conversation_drafts',
  'conversation_queue',
  'endpoint_failures',
  'erasures',
  'event_subscribers',
  'inbox_agents',
  'inbox_queue',
  'inbox_settings',
  'inbox_views',
  'installation',
  'invitations',
  'jobs',
  'journal',
  'journal_pending',
  'labels',
  'lane_items',
  'lanes',
  'media_downloads',
  'members',
  'number_coverage',
  'number_health',
  'number_signups',
  'parked_statuses',
  'password_resets',
  'payment_events',
  'people',
  'quota_usage',
  'receiving',
  'reply_claims',
  'recovery_codes',
  'scheduled_messages',
  'sessions',
  'sign_in_attempts',
  'subscriptions',
  'team_members',
  'teams',
  'template_syncs',
  'unapplied_items',
  'webhook_replays',
] as const

/** Files whose statements go through a spread table for all accounts at once, none of them where somebody waits. */
export const acrossAccounts: readonly string[] = [
  'packages/core/src/commerce/wallet/expiring-store.ts', // holds and credit past their time
  'packages/core/src/commerce/wallet/ledger-audit-store.ts', // an operator's audit of all books
  'packages/core/src/events/subscribers/subscriber-store.ts', // the log in order, read by workers
  'packages/core/src/engagement/contacts/history/expired-contact-store.ts', // contacts and merges past their 30 days
  'packages/core/src/messaging/inbound/announced-notifications.ts', // those past their time
  'packages/core/src/messaging/media/media-retention-store.ts', // files past their time, and bytes that no file names
  'packages/core/src/operations/maintenance.ts', // keys past their day
  'packages/core/src/operations/retention.ts', // what names the messages of a month that goes
]
