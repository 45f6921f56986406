-- Event sources: addresses at which other systems post events, what came in there, and what it led to.

create table event_sources (
  id uuid primary key,
  account_id uuid not null references accounts (id) on delete cascade,
  name text not null,
  kind text not null,              -- `webhook`, or the kind of the connection that feeds it
  state text not null check (state in ('active', 'paused')),
  token_hash bytea not null unique, -- of the end of its address
  token_cipher bytea not null,
  previous_token_hash bytea unique, -- still answers until then
  previous_token_until timestamptz,
  auth jsonb not null,             -- see event-source.ts; without secrets
  secret_cipher bytea,
  previous_secret_cipher bytea,
  previous_secret_until timestamptz,
  dedupe jsonb not null,
  mapping jsonb not null,
  actions jsonb not null,
  respond jsonb not null,
  last_event_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index event_sources_account on event_sources (account_id, id);
select isolate('event_sources');

create table incoming_events (
  account_id uuid not null references accounts (id) on delete cascade,
  id uuid not null,
  source_id uuid not null,
  state text not null check (state in ('pending', 'waiting', 'applied', 'skipped', 'unmapped', 'failed')),
  reason text,                     -- see incoming-event.ts
  type text,
  occurred_at timestamptz,
  contact_id uuid,
  data jsonb not null default '{}', -- what the mapping has read, for templates and flows
  notes jsonb not null default '[]', -- values that were left out, with why
  body text not null,              -- as it came; '' once its person was erased
  headers jsonb not null,
  dedupe_key text collate "C",
  run int not null default 1,      -- rises with each replay
  announced boolean not null default false, -- the log of events has it
  duplicates int not null default 0,
  received_at timestamptz not null,
  applied_at timestamptz,
  primary key (account_id, id)
);
select isolate('incoming_events');
create index incoming_events_source on incoming_events (account_id, source_id, id);
create index incoming_events_contact on incoming_events (account_id, contact_id) where contact_id is not null;

-- Under which keys events have come already.
create table incoming_event_keys (
  account_id uuid not null references accounts (id) on delete cascade,
  source_id uuid not null,
  key text collate "C" not null,
  event_id uuid not null,
  expires_at timestamptz not null,
  primary key (account_id, source_id, key)
);
select isolate('incoming_event_keys');
create index incoming_event_keys_expired on incoming_event_keys (account_id, expires_at);

-- What became of each action of an event.
create table incoming_event_actions (
  account_id uuid not null references accounts (id) on delete cascade,
  event_id uuid not null,
  action_id text collate "C" not null,
  kind text not null,
  outcome text not null check (outcome in ('done', 'skipped', 'waiting')),
  reason text,
  message_id uuid,
  reference_id uuid,               -- the enrollment, or the session of a flow
  run int not null,                -- of the event
  at timestamptz not null,
  primary key (account_id, event_id, action_id)
);
select isolate('incoming_event_actions');

-- What an action has done once and for all: an order is confirmed once, however many events tell of it.
create table incoming_event_claims (
  account_id uuid not null references accounts (id) on delete cascade,
  source_id uuid not null,
  action_id text collate "C" not null,
  key text collate "C" not null,
  event_id uuid not null,
  at timestamptz not null,
  primary key (account_id, source_id, action_id, key)
);
select isolate('incoming_event_claims');

alter table links drop constraint links_origin_check;
alter table links add constraint links_origin_check check (origin in ('campaign', 'drip', 'event'));
