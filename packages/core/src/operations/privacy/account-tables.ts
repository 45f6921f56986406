interface AccountTable {
  /** Columns that tell its rows apart and by which an export goes on, with their types. */
  key: readonly (readonly [
    column: string,
    type: 'uuid' | 'text' | 'bigint' | 'integer' | 'smallint' | 'date' | 'timestamptz',
  ])[]
  /** Secrets, and what only the machine reads: an export has not got them. */
  without?: readonly string[]
  /** No index begins with the account: rows are looked for block by block. */
  scattered?: true
  /** What is erased with a person, and where. */
  ofPerson: 'contact' | 'messages' | 'events' | 'media' | 'keys' | null
}

const id = [['id', 'uuid']] as const

/** As `campaign_id uuid, seq integer`. */
const columns = (text: string): AccountTable['key'] =>
  text.split(', ').map((column) => column.split(' ') as unknown as AccountTable['key'][number])

/**
 * Every table with an `account_id`, and that of accounts, in the order in which an account is erased: what refers to others goes before them.
 * A test compares the list with the database, so that no table is forgotten by export or erasure.
 */
const accountTables = {
  api_keys: { key: id, without: ['key_hash', 'previous_hash', 'signing_cipher'], ofPerson: null },
  account_suspensions: { key: [['suspended_by', 'text']], ofPerson: null },
  partner_accounts: { key: [['account_id', 'uuid']], ofPerson: null },
  pool_draws: { key: columns('currency text, day date'), ofPerson: null },
  onboarding_links: { key: id, without: ['token_hash', 'busy_until'], ofPerson: null },
  partners: { key: [['account_id', 'uuid']], ofPerson: null },
  jobs: {
    key: columns('kind text, key text'),
    without: ['claim'],
    ofPerson: null,
  },
  sync_errors: { key: columns('connection_id uuid, remote_id text'), ofPerson: null },
  remote_records: { key: columns('connection_id uuid, remote_id text'), without: ['hash'], ofPerson: 'contact' },
  sync_runs: { key: id, ofPerson: null },
  connections: { key: id, without: ['credentials_cipher'], ofPerson: null },
  incoming_event_actions: { key: columns('event_id uuid, action_id text'), ofPerson: null },
  incoming_event_claims: { key: columns('source_id uuid, action_id text, key text'), ofPerson: null },
  incoming_event_keys: { key: columns('source_id uuid, key text'), ofPerson: null },
  incoming_events: { key: id, ofPerson: 'contact' },
  event_sources: {
    key: id,
    without: ['token_hash', 'previous_token_hash', 'token_cipher', 'secret_cipher', 'previous_secret_cipher'],
    ofPerson: null,
  },
  endpoint_failures: { key: [['endpoint_id', 'uuid']], ofPerson: null },
  endpoints: { key: id, without: ['secret_cipher', 'previous_secret_cipher'], ofPerson: null },
  number_signups: {
    key: [['phone_number_id', 'text']],
    without: ['token_cipher', 'pin_cipher', 'code_fingerprint', 'busy_by', 'busy_until'],
    ofPerson: null,
  },
  numbers: { key: id, without: ['token_cipher', 'app_secret_cipher', 'app_fingerprint'], ofPerson: null },
  sessions: { key: id, without: ['token_hash'], ofPerson: null },
  invitations: { key: id, without: ['token_hash'], ofPerson: null },
  members: { key: id, ofPerson: null },
  number_health: { key: [['number_id', 'uuid']], ofPerson: null },
  number_coverage: { key: [['number_id', 'uuid']], ofPerson: null },
  lanes: { key: [['id', 'bigint']], without: ['lease_owner', 'lease_until'], ofPerson: null },
  link_settings: { key: [['account_id', 'uuid']], ofPerson: null },
  drip_steps: { key: columns('enrollment_id uuid, seq integer'), ofPerson: 'contact' },
  enrollments: { key: id, ofPerson: 'contact' },
  drip_versions: { key: columns('drip_id uuid, version integer'), ofPerson: null },
  drips: { key: id, ofPerson: null },
  links: { key: [['code', 'text']], ofPerson: 'contact' },
  campaign_queue: { key: columns('campaign_id uuid, seq integer'), ofPerson: null },
  campaign_feeds: { key: [['campaign_id', 'uuid']], without: ['taken_until'], ofPerson: null },
  campaign_counters: { key: columns('campaign_id uuid, shard smallint, variant smallint, key text'), ofPerson: null },
  campaign_changes: { key: columns('campaign_id uuid, sequence bigint'), ofPerson: null },
  campaign_entries: { key: columns('campaign_id uuid, seq integer'), ofPerson: 'contact' },
  campaign_recipients: { key: columns('campaign_id uuid, seq integer'), ofPerson: 'contact' },
  campaigns: { key: id, ofPerson: null },
  bot_inputs: { key: columns('conversation_id uuid, id uuid'), ofPerson: 'contact' },
  bot_conversations: { key: [['conversation_id', 'uuid']], ofPerson: 'contact' },
  flow_steps: { key: id, ofPerson: 'contact' },
  flow_sessions: { key: id, ofPerson: 'contact' },
  flow_versions: { key: id, ofPerson: null },
  flows: { key: id, ofPerson: null },
  allowance_uses: { key: [['person', 'text']], ofPerson: 'contact' },
  lane_items: {
    key: [['id', 'bigint']],
    scattered: true,
    ofPerson: 'messages',
  },
  scheduled_messages: { key: [['message_id', 'uuid']], scattered: true, ofPerson: 'messages' },
  conversation_queue: { key: [['message_id', 'uuid']], scattered: true, ofPerson: 'messages' },
  idempotency_keys: { key: [['key', 'text']], without: ['fingerprint', 'answer', 'claim'], ofPerson: 'keys' },
  announced_notifications: { key: [['digest', 'text']], ofPerson: null },
  inbox_settings: { key: [['account_id', 'uuid']], ofPerson: null },
  inbox_views: { key: id, ofPerson: null },
  inbox_agents: { key: [['member_id', 'uuid']], ofPerson: null },
  inbox_queue: { key: [['conversation_id', 'uuid']], ofPerson: 'contact' },
  conversation_labels: { key: columns('label_id uuid, conversation_id uuid'), ofPerson: 'contact' },
  conversation_notes: { key: id, ofPerson: 'contact' },
  conversation_drafts: { key: columns('conversation_id uuid, member_id uuid'), ofPerson: 'contact' },
  conversation_clocks: { key: columns('conversation_id uuid, kind text'), ofPerson: 'contact' },
  message_texts: { key: [['message_id', 'uuid']], without: ['words'], ofPerson: 'messages' },
  search_indexes: { key: [['account_id', 'uuid']], ofPerson: null },
  message_authors: { key: [['message_id', 'uuid']], ofPerson: 'contact' },
  reply_claims: { key: [['conversation_id', 'uuid']], ofPerson: 'contact' },
  labels: { key: id, ofPerson: null },
  macros: { key: id, ofPerson: null },
  bulk_changes: { key: id, ofPerson: null },
  team_members: { key: columns('team_id uuid, member_id uuid'), ofPerson: null },
  teams: { key: id, ofPerson: null },
  conversations: { key: id, ofPerson: 'contact' },
  suppressions: { key: id, without: ['hash'], ofPerson: 'contact' },
  account_policies: { key: [['account_id', 'uuid']], ofPerson: null },
  contact_settings: { key: [['account_id', 'uuid']], ofPerson: null },
  contact_reachability: { key: [['contact_id', 'uuid']], ofPerson: 'contact' },
  account_pricing: { key: [['account_id', 'uuid']], ofPerson: null },
  message_charges: { key: [['message_id', 'uuid']], without: ['buy'], ofPerson: null },
  free_messages: {
    key: [
      ['phone_number_id', 'text'],
      ['month', 'text'],
    ],
    ofPerson: null,
  },
  promo_lots: { key: id, ofPerson: null },
  top_ups: { key: id, ofPerson: null },
  refunds: { key: id, ofPerson: null },
  payment_methods: { key: id, ofPerson: null },
  auto_recharges: { key: [['currency', 'text']], ofPerson: null },
  disputes: {
    key: [
      ['provider', 'text'],
      ['id', 'text'],
    ],
    ofPerson: null,
  },
  invoices: { key: id, ofPerson: null },
  billing_profiles: { key: [['account_id', 'uuid']], ofPerson: null },
  payments: {
    key: [
      ['provider', 'text'],
      ['id', 'text'],
    ],
    ofPerson: null,
  },
  provider_ids: {
    key: [
      ['provider', 'text'],
      ['id', 'text'],
    ],
    ofPerson: null,
  },
  ledger_lines: {
    key: [
      ['transaction_id', 'uuid'],
      ['line', 'bigint'],
    ],
    ofPerson: null,
  },
  ledger_references: { key: [['reference', 'text']], ofPerson: null },
  ledger_transactions: { key: id, ofPerson: null },
  ledger_balances: {
    key: [
      ['currency', 'text'],
      ['code', 'text'],
    ],
    ofPerson: null,
  },
  wallets: { key: [['currency', 'text']], ofPerson: null },
  marketing_sends: { key: [['message_id', 'uuid']], ofPerson: 'contact' },
  canned_replies: { key: id, ofPerson: null },
  consent_topics: { key: [['key', 'text']], ofPerson: null },
  consent_proofs: { key: [['event_id', 'uuid']], ofPerson: 'contact' },
  consents: {
    key: [
      ['contact_id', 'uuid'],
      ['purpose', 'text'],
    ],
    ofPerson: 'contact',
  },
  consent_identifiers: {
    key: [
      ['kind', 'text'],
      ['value', 'text'],
      ['contact_id', 'uuid'],
    ],
    ofPerson: 'contact',
  },
  consent_events: { key: id, without: ['identifier_hash'], ofPerson: null },
  released_phones: {
    key: [
      ['phone', 'text'],
      ['contact_id', 'uuid'],
    ],
    ofPerson: 'contact',
  },
  contact_words: {
    key: [
      ['word', 'text'],
      ['contact_id', 'uuid'],
    ],
    ofPerson: 'contact',
  },
  contact_identifiers: {
    key: [
      ['kind', 'text'],
      ['value', 'text'],
    ],
    without: ['ending'],
    ofPerson: 'contact',
  },
  contact_attribute_values: {
    key: [
      ['definition_id', 'uuid'],
      ['value', 'text'],
      ['contact_id', 'uuid'],
    ],
    ofPerson: 'contact',
  },
  contact_tags: {
    key: [
      ['tag_id', 'uuid'],
      ['contact_id', 'uuid'],
    ],
    ofPerson: 'contact',
  },
  contact_external_ids: {
    key: [
      ['source', 'text'],
      ['external_id', 'text'],
    ],
    ofPerson: 'contact',
  },
  contact_history: {
    key: [
      ['contact_id', 'uuid'],
      ['id', 'uuid'],
    ],
    ofPerson: 'contact',
  },
  contact_updates: { key: [['contact_id', 'uuid']], ofPerson: 'contact' },
  segment_members: {
    key: [
      ['segment_id', 'uuid'],
      ['contact_id', 'uuid'],
    ],
    ofPerson: 'contact',
  },
  contact_merges: { key: id, ofPerson: 'contact' },
  contact_import_batches: {
    key: [
      ['import_id', 'uuid'],
      ['phase', 'text'],
      ['first_row', 'integer'],
    ],
    ofPerson: 'contact',
  },
  contact_imports: { key: id, ofPerson: 'contact' },
  contact_import_mappings: { key: id, ofPerson: null },
  contact_exports: { key: id, ofPerson: 'contact' },
  contacts: { key: id, ofPerson: 'contact' },
  segments: { key: id, ofPerson: null },
  attribute_definitions: { key: id, ofPerson: null },
  tags: { key: id, ofPerson: null },
  deliveries: {
    key: [
      ['endpoint_id', 'uuid'],
      ['id', 'uuid'],
    ],
    ofPerson: 'events',
  },
  events: { key: id, ofPerson: 'events' },
  message_counts: {
    key: columns(
      'quarter timestamptz, number_id uuid, direction text, type text, template text, category text, status text, error_code text',
    ),
    ofPerson: null,
  },
  message_count_floors: { key: [['account_id', 'uuid']], ofPerson: null },
  changed_message_hours: { key: columns('hour timestamptz, id uuid'), ofPerson: null },
  messages: { key: id, ofPerson: 'messages' },
  wamids: { key: [['wamid', 'text']], scattered: true, ofPerson: 'messages' },
  media_downloads: { key: [['message_id', 'uuid']], ofPerson: 'messages' },
  media: { key: id, ofPerson: 'media' },
  media_at_meta: {
    key: [
      ['blob_id', 'uuid'],
      ['mime_type', 'text'],
      ['number_id', 'uuid'],
    ],
    ofPerson: 'media',
  },
  media_blobs: { key: id, ofPerson: 'media' },
  webhook_replays: { key: id, ofPerson: null },
  template_syncs: { key: [['waba_id', 'text']], ofPerson: null },
  templates: { key: id, ofPerson: null },
  quota_usage: {
    key: [
      ['per', 'text'],
      ['starts_on', 'date'],
    ],
    ofPerson: null,
  },
  subscriptions: { key: [['account_id', 'uuid']], ofPerson: null },
  account_retention: { key: [['account_id', 'uuid']], ofPerson: null },
  audit_attempts: { key: id, ofPerson: null },
  erasures: { key: id, without: ['keys', 'position'], ofPerson: 'keys' },
  audit_log: { key: id, ofPerson: null },
  accounts: { key: id, ofPerson: null },
} as const satisfies Record<string, AccountTable>

export type AccountTableName = keyof typeof accountTables
/** The column that names the account. */
export const accountColumnOf = (name: AccountTableName) => (name === 'accounts' ? 'id' : 'account_id')
export const tableOf = (name: AccountTableName): AccountTable => accountTables[name]
export const accountTableNames = Object.keys(accountTables) as AccountTableName[]
