-- By when a conversation is to be answered and to be closed; only of accounts that promise it.
create table conversation_clocks (
  account_id uuid not null,
  conversation_id uuid not null,
  kind text not null check (kind in ('first_response', 'resolution')),
  started_at timestamptz not null,
  due_at timestamptz not null,
  breached_at timestamptz,
  primary key (account_id, conversation_id, kind)
);
select isolate('conversation_clocks');

-- Words of messages, for the accounts that search them. Written behind the messages by a job, never with them.
create table message_texts (
  account_id uuid not null,
  message_id uuid not null,
  number_id uuid not null,
  words tsvector not null, -- the account among them, so that one index serves all
  primary key (account_id, message_id)
);
select isolate('message_texts');
create index message_texts_words on message_texts using gin (words);

create table search_indexes (
  account_id uuid primary key,
  indexed_to uuid not null,      -- every message up to here is in message_texts
  asked_at timestamptz not null  -- when it was last searched
);
select isolate('search_indexes');
