-- Who works on which conversation, and what a team writes beside it. Accounts that use none of it have no rows here.

alter table conversations drop constraint conversations_status_check;
alter table conversations
  add constraint conversations_status_check check (status in ('open', 'pending', 'snoozed', 'closed')),
  add snoozed_until timestamptz,            -- of a snoozed one
  add close_reason text,                    -- of a closed one: a key of the account's reasons
  add priority smallint not null default 0, -- -1 low, 0 normal, 1 high, 2 urgent
  add team_id uuid;
-- What agents have, for their lists and for how much each of them has; nothing where nobody assigns.
create index conversations_assigned on conversations (account_id, assignee, last_at desc, id desc) where assignee is not null;
create index conversations_of_team on conversations (account_id, team_id, last_at desc, id desc) where team_id is not null;

create table inbox_settings (
  account_id uuid primary key,
  settings jsonb not null default '{}',
  updated_at timestamptz not null default now()
);
select isolate('inbox_settings');

create table teams (
  account_id uuid not null,
  id uuid not null,
  name text not null,
  name_key text collate "C" not null, -- as it is compared
  created_at timestamptz not null default now(),
  primary key (account_id, id),
  unique (account_id, name_key)
);
select isolate('teams');

create table team_members (
  account_id uuid not null,
  team_id uuid not null,
  member_id uuid not null,
  primary key (account_id, team_id, member_id)
);
select isolate('team_members');

-- Members who get conversations by themselves.
create table inbox_agents (
  account_id uuid not null,
  member_id uuid not null,
  available boolean not null default false,
  available_changed_at timestamptz not null,
  capacity int not null,         -- open conversations at once
  turn bigint not null default 0, -- the account's count of assignments when this agent got the last one
  primary key (account_id, member_id)
);
select isolate('inbox_agents');

-- Conversations that wait for an agent, oldest first.
create table inbox_queue (
  account_id uuid not null,
  conversation_id uuid not null,
  since timestamptz not null,
  primary key (account_id, conversation_id)
);
select isolate('inbox_queue');

create table labels (
  account_id uuid not null,
  id uuid not null,
  name text not null,
  name_key text collate "C" not null,
  colour text,
  created_at timestamptz not null default now(),
  primary key (account_id, id),
  unique (account_id, name_key)
);
select isolate('labels');

create table conversation_labels (
  account_id uuid not null,
  label_id uuid not null,
  conversation_id uuid not null,
  origin_id uuid not null, -- the conversation that got it; two may have become one since
  primary key (account_id, label_id, conversation_id)
);
select isolate('conversation_labels');
create index conversation_labels_conversation on conversation_labels (account_id, conversation_id);

create table conversation_notes (
  account_id uuid not null,
  id uuid not null,
  conversation_id uuid not null,
  origin_id uuid not null, -- as of labels
  author_kind text not null,
  author_id uuid,
  author_name text,
  body text not null,
  mentions uuid[] not null default '{}', -- members
  created_at timestamptz not null,
  primary key (account_id, id)
);
select isolate('conversation_notes');
create index conversation_notes_conversation on conversation_notes (account_id, conversation_id, id desc);

-- The latest answer through the inbox, so that two agents do not answer at once. `message_id` is null while it is being sent.
create table reply_claims (
  account_id uuid not null,
  conversation_id uuid not null,
  claim_id uuid not null,
  by_id uuid,
  claimed_at timestamptz not null,
  primary key (account_id, conversation_id)
);
select isolate('reply_claims');

-- Who of the business wrote a message.
create table message_authors (
  account_id uuid not null,
  message_id uuid not null,
  conversation_id uuid not null,
  kind text not null,
  author_id uuid,
  author_name text,
  primary key (account_id, message_id)
);
select isolate('message_authors');
create index message_authors_conversation on message_authors (account_id, conversation_id);

create table conversation_drafts (
  account_id uuid not null,
  conversation_id uuid not null,
  member_id uuid not null,
  body text not null,
  updated_at timestamptz not null,
  primary key (account_id, conversation_id, member_id)
);
select isolate('conversation_drafts');

create table inbox_views (
  account_id uuid not null,
  id uuid not null,
  owner_id uuid, -- null: everybody's
  name text not null,
  filters jsonb not null,
  created_at timestamptz not null default now(),
  primary key (account_id, id)
);
select isolate('inbox_views');
