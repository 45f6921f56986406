-- Bots: flows as documents with versions, and conversations in the middle of one. Accounts without flows have no rows here.

create table flows (
  account_id uuid not null references accounts (id) on delete cascade,
  id uuid not null,
  name text not null,
  folder text,
  enabled boolean not null,
  draft jsonb not null,      -- what is being worked on; it may have problems
  draft_revision int not null,
  live_version_id uuid,      -- the version by which sessions start; null: none was published
  disabled_reason text,      -- why it was disabled by itself
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz,
  primary key (account_id, id)
);
select isolate('flows');

-- Never changed: sessions point at theirs, whatever is published later.
create table flow_versions (
  account_id uuid not null,
  id uuid not null,
  flow_id uuid not null,
  number int not null,
  spec jsonb not null,
  checksum text not null,
  message text,              -- what has changed, in the words of whoever published it
  report jsonb not null,     -- warnings and tests of its publishing
  published_by jsonb not null,
  published_at timestamptz not null,
  primary key (account_id, id),
  unique (account_id, flow_id, number)
);
select isolate('flow_versions');

create table flow_sessions (
  account_id uuid not null,
  id uuid not null,
  conversation_id uuid not null,
  contact_id uuid not null,
  number_id uuid not null,
  root_flow_id uuid not null, -- the flow that was started
  flow_id uuid not null,      -- the flow that runs: the same, or one that it runs
  version_id uuid not null,
  node text not null,
  stack jsonb not null,       -- flows that wait for this one's end
  vars jsonb not null,
  event jsonb not null,       -- what started it
  wait jsonb,
  gathers boolean not null,   -- it waits for something written: several messages in a row are one
  rev int not null,           -- counts its turns
  state text not null,        -- see session.ts
  result text,
  depth smallint not null,
  started_at timestamptz not null,
  updated_at timestamptz not null,
  ended_at timestamptz,
  primary key (account_id, id)
);
select isolate('flow_sessions');
-- One conversation is in one session at a time.
create unique index flow_sessions_open on flow_sessions (account_id, conversation_id) where state = 'waiting';
create index flow_sessions_flow on flow_sessions (account_id, root_flow_id, id desc);
create index flow_sessions_contact on flow_sessions (account_id, contact_id);

-- The trace: each node that ran and each decision, with what it was made of. Only ever added to, and deleted after 30 days.
create table flow_steps (
  account_id uuid not null,
  id uuid not null,
  conversation_id uuid not null,
  contact_id uuid not null,
  session_id uuid,           -- null: a decision that started nothing
  version_id uuid,
  rev int not null,
  node text,
  kind text not null,
  exit text,
  output jsonb,
  error text,
  at timestamptz not null,
  primary key (account_id, id)
);
select isolate('flow_steps');
create index flow_steps_session on flow_steps (account_id, session_id, id) where session_id is not null;
create index flow_steps_conversation on flow_steps (account_id, conversation_id, id);
create index flow_steps_version on flow_steps (account_id, version_id, node) where version_id is not null;

-- What bots know of a conversation, whatever session it is in. A turn locks it.
create table bot_conversations (
  account_id uuid not null,
  conversation_id uuid not null,
  paused_until timestamptz,  -- people have it
  pause_reason text,
  resumed_at timestamptz,    -- answers of people before this instant pause nothing
  guard jsonb not null,      -- see guards.ts
  started jsonb not null,    -- when each trigger last started its flow here
  primary key (account_id, conversation_id)
);
select isolate('bot_conversations');

-- What has come in for the next turn of a conversation. Rows are deleted by that turn.
create table bot_inputs (
  account_id uuid not null,
  conversation_id uuid not null,
  id uuid not null,
  kind text not null,
  message_id uuid,
  data jsonb not null,
  at timestamptz not null,
  primary key (account_id, conversation_id, id)
);
select isolate('bot_inputs');
