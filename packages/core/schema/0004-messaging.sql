-- Numbers, messages, Meta's webhooks as they came, templates, media, contacts and conversations.

-- Numbers -----------------------------------------------------------------------------------------------------------------

create table numbers (
  id uuid primary key,
  account_id uuid not null references accounts (id) on delete cascade,
  phone_number_id text not null, -- Meta's; any account may claim one, and the account that proves it has it
  waba_id text,
  display_phone_number text,
  verified_name text,
  sandbox boolean not null,
  token_cipher bytea not null,
  app_secret_cipher bytea,
  app_fingerprint text, -- which app's signature speaks for this number; null: the operator's app
  lane_id bigint not null,
  verified_at timestamptz,
  proven_at timestamptz, -- a token of the account has read this phone number id at Meta; null: a claim, which receives nothing
  created_at timestamptz not null default now(),
  unique (account_id, phone_number_id)
);
select isolate('numbers');
create unique index numbers_proven on numbers (phone_number_id) where proven_at is not null;
create index numbers_account on numbers (account_id, id);
create index numbers_waba on numbers (waba_id) where waba_id is not null; -- webhooks of templates name no phone number

-- What Meta says of each number: from its webhooks, and read from Meta about hourly by one process at a time.
create table number_health (
  number_id uuid primary key references numbers (id) on delete cascade,
  account_id uuid not null references accounts (id) on delete cascade,
  facts jsonb not null default '{}', -- see number-health.ts
  observed_at timestamptz,           -- the newest of what was applied; what is older is read anew rather than believed
  next_at timestamptz not null default now(),
  read_at timestamptz,               -- null: never
  failures int not null default 0,
  error text                         -- of the last reading, if it failed
);
select isolate('number_health');
create index number_health_due on number_health (next_at);
create index number_health_account on number_health (account_id, number_id);

-- Embedded sign-up of a number, step by step: what is done stays done when the process or Meta fails between two steps.
create table number_signups (
  account_id uuid not null references accounts (id) on delete cascade,
  phone_number_id text not null,
  waba_id text not null,
  sandbox boolean not null,
  code_fingerprint text,           -- of the code that was exchanged last: Meta takes each once
  token_cipher bytea,              -- null: none yet, or Meta refused it, or it is stored with the number
  pin_cipher bytea,                -- of the number's two-step verification
  pin_generated boolean not null default false,
  code_exchanged_at timestamptz,
  token_checked_at timestamptz,
  app_subscribed_at timestamptz,
  number_registered_at timestamptz,
  number_connected_at timestamptz,
  failure jsonb,                   -- why it stands where it stands; see numbers/signup/number-signup.ts
  busy_by uuid,                    -- the call that works on it
  busy_until timestamptz,          -- a call that has died holds it no longer than this
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (account_id, phone_number_id)
);
select isolate('number_signups');
create index number_signups_unfinished on number_signups (updated_at) where number_connected_at is null;

-- Since when the journal knows all that a number received; see numbers/webhook-gaps.ts.
create table number_coverage (
  number_id uuid primary key references numbers (id) on delete cascade,
  account_id uuid not null,
  phone_number_id text not null,   -- of when it was learned: with another one it says nothing
  since timestamptz not null,
  seen_at timestamptz not null,    -- the last webhook, to the minute
  sent_at timestamptz              -- the last message that left and should be reported on, to the minute
);
select isolate('number_coverage');

-- Messages ----------------------------------------------------------------------------------------------------------------

-- The order is the order of progress: a state never moves to an earlier one, but by an explicit retry.
create type message_state as enum ('scheduled', 'queued', 'retrying', 'sent', 'failed', 'delivered', 'read', 'canceled', 'received');

create table messages (
  id uuid not null,
  account_id uuid not null,
  number_id uuid not null,
  direction text not null check (direction in ('out', 'in')),
  peer text,              -- digits of the other phone, as given to or by Meta; null: a user without one
  peer_user_id text,      -- business-scoped user id
  type text not null,
  content jsonb not null, -- Meta's object: {"type": …, "<type>": …}
  state message_state not null,
  policy text not null default 'resend' check (policy in ('resend', 'fail')), -- when the outcome of an attempt stays unknown
  dry_run boolean not null default false,
  priority smallint not null default 2,
  batch_id uuid,
  wamid text,
  metadata jsonb,
  pricing jsonb,          -- as Meta reported it: {category, type, model, billable}
  error jsonb,            -- {code, subcode, title, details, cause, fbtraceId, unknown}
  timeline jsonb not null default '[]', -- [{"status", "at", "detail"?}]
  scheduled_at timestamptz,
  sent_at timestamptz,
  delivered_at timestamptz,
  read_at timestamptz,
  failed_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (account_id, id)
) partition by range (id);
select isolate('messages');
create index messages_failed on messages (account_id, id) where failed_at is not null; -- not on `state`: that would end HOT updates
create index messages_batch on messages (account_id, batch_id) where batch_id is not null;
-- The messages of a conversation, newest first. Behind row-level security only conditions that PostgreSQL takes for leakproof reach
-- an index. `coalesce` is not among them, `case` is: with the former, reading one conversation read all messages of the account.
create index messages_peer on messages (account_id, number_id, (case when peer is null then peer_user_id else peer end), id);

create table wamids (
  account_id uuid not null,
  wamid text not null,
  message_id uuid not null,
  primary key (account_id, wamid)
);
select isolate('wamids');

-- A message held because of its template is scheduled for `infinity`: canceling finds it where it finds scheduled ones.
create table scheduled_messages (
  message_id uuid primary key,
  account_id uuid not null,
  lane_id bigint not null,
  strand bigint not null,
  priority smallint not null,
  run_at timestamptz not null,
  held_by uuid
);
select isolate('scheduled_messages');
create index scheduled_messages_due on scheduled_messages (run_at);
create index scheduled_messages_held on scheduled_messages (held_by) where held_by is not null;

create table idempotency_keys (
  account_id uuid not null,
  key text not null,
  fingerprint bytea not null,
  message_id uuid not null,
  result jsonb not null,
  created_at timestamptz not null default now(),
  primary key (account_id, key)
);
select isolate('idempotency_keys');
create index idempotency_keys_age on idempotency_keys (created_at);

-- Inbound -----------------------------------------------------------------------------------------------------------------

-- Meta's webhooks, raw, kept for replay. Not a tenant's table: one payload may speak of many accounts.
create table journal (
  id uuid not null,
  received_at timestamptz not null default now(),
  app_fingerprint text not null, -- whose signature was valid
  body text not null,
  primary key (id)
) partition by range (id);
create table journal_pending (
  id uuid primary key,
  run_at timestamptz not null default now()
);
create index journal_pending_due on journal_pending (run_at, id);

-- Parts of webhooks that could not be applied, set aside so that their neighbours are; see inbound/unapplied-items.ts. They outlive
-- their journal row. Not a tenant's table: what is no notification names nobody.
create table unapplied_items (
  journal_id uuid not null,
  digest text not null,       -- of the payload: a replay of the journal sets nothing aside twice
  app_fingerprint text not null,
  payload text not null,      -- a notification by itself
  attempts int not null default 1,
  run_at timestamptz default now() + interval '1 second', -- null: given up, until an operator wants it applied again
  error text not null,
  set_aside_at timestamptz not null default now(),
  primary key (journal_id, digest)
);
create index unapplied_items_due on unapplied_items (run_at) where run_at is not null;

-- Notifications without an id of their own that were announced: a repeat of Meta's, or of the journal, announces nothing again.
create table announced_notifications (
  account_id uuid not null,
  digest text not null,
  announced_at timestamptz not null default now(),
  primary key (account_id, digest)
);
select isolate('announced_notifications');
create index announced_notifications_age on announced_notifications (announced_at);

create sequence parked_status_ids;
create table parked_statuses (
  id bigint primary key default nextval('parked_status_ids'),
  wamid text not null,
  number_id uuid not null,
  report jsonb not null,
  run_at timestamptz not null default now(), -- one that fails is tried again later, and its neighbours are applied
  parked_at timestamptz not null default now()
);
create index parked_statuses_wamid on parked_statuses (wamid);

-- One row: when this installation was last able to take webhooks, and since when all that Meta retries must have come.
create table receiving (
  single boolean primary key default true check (single),
  alive_at timestamptz not null,
  settled_at timestamptz not null,
  gap_at timestamptz not null
);
grant select on receiving to dawk_app;

-- Templates ---------------------------------------------------------------------------------------------------------------

-- Message templates as Meta has them.
create table templates (
  id uuid primary key,
  account_id uuid not null references accounts (id) on delete cascade,
  waba_id text not null,
  meta_id text not null,
  name text not null,
  language text not null,
  category text not null,
  status text not null,
  quality text not null,
  rejected_reason text,
  announced_category text,      -- Meta says that it will change it to this
  flagged boolean not null,     -- quality falls; still sendable
  parameter_format text not null,
  components jsonb not null,
  contract jsonb not null,      -- JSON Schema of its parameters
  ttl_seconds int,
  hold_before timestamptz,      -- Meta changed the category: bulk messages accepted before wait for the account's word
  status_at timestamptz not null, -- whole seconds, as Meta tells them: what is older changes nothing
  synced_at timestamptz not null,
  created_at timestamptz not null default now()
);
select isolate('templates');
create unique index templates_name on templates (account_id, waba_id, name, language);
create index templates_meta on templates (account_id, meta_id);
create index templates_account on templates (account_id, id);
create index templates_holding on templates (account_id) where status <> 'APPROVED' or hold_before is not null;

-- A row for each account and WhatsApp Business Account; the worker takes the next that is due.
create table template_syncs (
  account_id uuid not null references accounts (id) on delete cascade,
  waba_id text not null,
  next_at timestamptz not null default now(),
  requested_at timestamptz not null default now(),
  synced_at timestamptz,        -- null: never, so Meta alone knows the templates
  failures int not null default 0,
  error text,
  primary key (account_id, waba_id)
);
select isolate('template_syncs');
create index template_syncs_due on template_syncs (next_at);

-- Media -------------------------------------------------------------------------------------------------------------------

-- Stored bytes, each content once per account. `storing`: being written; `deleting`: no longer named by anything. A sweep removes
-- what a crash leaves in either.
create table media_blobs (
  id uuid not null, -- also its name in the store: bytes that are being deleted are never mixed up with new ones
  account_id uuid not null references accounts (id) on delete cascade,
  sha256 text not null, -- hex
  size_bytes bigint not null,
  state text not null check (state in ('storing', 'stored', 'deleting')),
  changed_at timestamptz not null default now(),
  primary key (account_id, id)
);
select isolate('media_blobs');
create unique index media_blobs_content on media_blobs (account_id, sha256) where state = 'stored';
create index media_blobs_unfinished on media_blobs (changed_at) where state <> 'stored'; -- a queue

create table media (
  id uuid not null,
  account_id uuid not null references accounts (id) on delete cascade,
  blob_id uuid not null,
  direction text not null check (direction in ('out', 'in')),
  kind text not null,      -- image, video, audio, document, sticker
  mime_type text not null, -- as told by the bytes; of inbound media as Meta says
  filename text,
  voice boolean not null default false, -- may be sent as a voice note
  message_id uuid,         -- of inbound media
  meta_id text,            -- of inbound media: Meta's own id
  number_id uuid,          -- whose it is, for keys that are restricted to some numbers; null: the whole account's
  created_at timestamptz not null default now(),
  primary key (account_id, id),
  foreign key (account_id, blob_id) references media_blobs (account_id, id)
);
select isolate('media');
create index media_blob on media (account_id, blob_id);
create unique index media_message on media (account_id, message_id) where message_id is not null;
create index media_meta_id on media (account_id, meta_id) where meta_id is not null;
create index media_age on media (created_at); -- a queue: retention

-- Where a content is known to Meta: an id belongs to one number and lives 30 days.
create table media_at_meta (
  account_id uuid not null,
  blob_id uuid not null,
  mime_type text not null,
  number_id uuid not null,
  meta_id text not null,
  uploaded_at timestamptz not null default now(),
  primary key (account_id, blob_id, mime_type, number_id),
  foreign key (account_id, blob_id) references media_blobs (account_id, id) on delete cascade
);
select isolate('media_at_meta');

-- Inbound media still to be fetched. `run_at` lies ahead while a process is at it, so that after a crash another takes over.
create table media_downloads (
  message_id uuid primary key,
  account_id uuid not null,
  number_id uuid not null,
  meta_id text not null,
  kind text not null,
  mime_type text,
  filename text,
  sha256 text, -- base64, as in the webhook
  attempts int not null default 0,
  run_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  error text,
  given_up_at timestamptz
);
select isolate('media_downloads');
create index media_downloads_due on media_downloads (run_at) where given_up_at is null;
create index media_downloads_meta_id on media_downloads (account_id, meta_id);

-- Contacts and conversations ----------------------------------------------------------------------------------------------

-- A person, as one account knows them. Phone and user id are the latest ones; all that they ever had are identifiers.
create table contacts (
  id uuid not null,
  account_id uuid not null,
  name text,        -- as on their WhatsApp profile, else as the business's address book has it
  book_name text,   -- as the address book has it
  username text,
  phone text,       -- digits
  user_id text,     -- Meta's business-scoped user id
  marketing_preference text check (marketing_preference in ('stop', 'resume')), -- as they told WhatsApp
  marketing_preference_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (account_id, id)
);
select isolate('contacts');

-- By which a person is found. An identifier belongs to one person of an account; a person has any number of them.
create table contact_identifiers (
  account_id uuid not null,
  kind text not null check (kind in ('phone', 'user_id', 'username', 'group')),
  value text collate "C" not null,
  contact_id uuid not null,
  created_at timestamptz not null default now(),
  -- For search by the last digits of a phone number; the first ones are found by the primary key. A plain column, since `reverse` is
  -- not leakproof (see messages_peer).
  ending text collate "C" check (ending is not distinct from case when kind = 'phone' then reverse(value) end),
  primary key (account_id, kind, value)
);
select isolate('contact_identifiers');
create index contact_identifiers_contact on contact_identifiers (account_id, contact_id);
create index contact_identifiers_ending on contact_identifiers (account_id, ending) where ending is not null;

-- Words of names, lower-case and without accents, for search by prefix: only people who have a name are here.
create table contact_words (
  account_id uuid not null,
  word text collate "C" not null,
  contact_id uuid not null,
  primary key (account_id, word, contact_id)
);
select isolate('contact_words');
create index contact_words_contact on contact_words (account_id, contact_id);

-- One for each (our number, person). Messages do not point here: `peers` says under which keys they are stored.
create table conversations (
  id uuid not null,
  account_id uuid not null,
  number_id uuid not null,
  contact_id uuid not null,
  peers text[] not null,           -- values of coalesce(messages.peer, messages.peer_user_id)
  last_at timestamptz not null,    -- when the last message came here or left, by our clock: the order of lists
  last_said_at timestamptz,        -- the same, as Meta dates it
  last_message_id uuid,
  last_direction text,
  last_type text,
  last_preview text,
  unread int not null default 0,
  read_id uuid,                    -- everything up to this message has been read
  last_inbound_id uuid,
  last_inbound_at timestamptz,     -- Meta's instant: opens the customer-service window
  last_outbound_at timestamptz,
  referral_at timestamptz,         -- they came from an ad or a page
  free_entry_until timestamptz,
  thread_owner text check (thread_owner in ('self', 'other')), -- other: another responder answers; null: nobody said
  status text not null default 'open' check (status in ('open', 'closed')),
  assignee text,
  created_at timestamptz not null default now(),
  primary key (account_id, id)
) with (fillfactor = 80);
select isolate('conversations');
create unique index conversations_contact on conversations (account_id, contact_id, number_id);
create index conversations_recent on conversations (account_id, last_at desc, id desc);
create index conversations_recent_number on conversations (account_id, number_id, last_at desc, id desc);

-- Messages that are stored and not yet shown in their conversation: appended when they leave, folded in batches.
-- Read as a whole and emptied many times a minute, so an index would cost more than it saves.
create table conversation_queue (
  account_id uuid not null,
  message_id uuid not null,
  wa_id text -- Meta's own digits of the person, where its answer or a status gave others than were sent to
) with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 0);
select isolate('conversation_queue');
