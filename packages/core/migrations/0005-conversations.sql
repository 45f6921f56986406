-- Who people are, and the conversations that numbers of an account have with them.

-- A person, as one account knows them. Phone and user id are the latest ones; all that they ever had are identifiers.
create table contacts (
  id uuid primary key,
  account_id uuid not null,
  name text,        -- as on their WhatsApp profile
  username text,
  phone text,       -- digits
  user_id text,     -- Meta's business-scoped user id
  created_at timestamptz not null default now()
);
select isolate('contacts');
create index contacts_account on contacts (account_id, id);

-- By which a person is found. An identifier belongs to one person of an account; a person has any number of them.
create table contact_identifiers (
  account_id uuid not null,
  kind text not null check (kind in ('phone', 'user_id', 'username', 'group')),
  value text collate "C" not null,
  contact_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (account_id, kind, value)
);
select isolate('contact_identifiers');
create index contact_identifiers_contact on contact_identifiers (account_id, contact_id);
-- For the last digits of a phone number; the first ones are found by the primary key.
create index contact_identifiers_ending on contact_identifiers (account_id, reverse(value) collate "C") where kind = 'phone';

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
  id uuid primary key,
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
  status text not null default 'open' check (status in ('open', 'closed')),
  assignee text,
  created_at timestamptz not null default now()
) with (fillfactor = 80);
select isolate('conversations');
create unique index conversations_contact on conversations (account_id, contact_id, number_id);
create index conversations_recent on conversations (account_id, last_at desc, id desc);
create index conversations_recent_number on conversations (account_id, number_id, last_at desc, id desc);

-- Messages that are stored and not yet shown in their conversation: appended when they leave, folded in batches.
-- Read as a whole and emptied many times a minute, so an index would cost more than it saves.
create table conversation_queue (
  account_id uuid not null,
  message_id uuid not null
) with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 0);
select isolate('conversation_queue');

-- The messages of a conversation, newest first.
create index messages_peer on messages (account_id, number_id, coalesce(peer, peer_user_id), id);

-- Since when the journal knows all that a number received; see packages/core/src/inbound/coverage.ts.
create table number_coverage (
  number_id uuid primary key references numbers (id) on delete cascade,
  account_id uuid not null,
  phone_number_id text not null,   -- of when it was learned: with another one it says nothing
  since timestamptz not null,
  seen_at timestamptz not null,    -- the last webhook, to the minute
  sent_at timestamptz              -- the last message that left and should be reported on, to the minute
);
select isolate('number_coverage');

-- One row: when this installation was last able to take webhooks, and since when all that Meta retries must have come.
create table receiving (
  single boolean primary key default true check (single),
  alive_at timestamptz not null,
  settled_at timestamptz not null,
  gap_at timestamptz not null
);
grant select on receiving to dawk_app;

-- What was stored before conversations were kept.
insert into conversation_queue (account_id, message_id)
select account_id, id from messages
 where not dry_run and (direction = 'in' or state in ('sent', 'failed', 'delivered', 'read')) order by id;
