-- Connections to stores and other systems: what is read there, how far, and what could not be used.

create table connections (
  account_id uuid not null references accounts (id) on delete cascade,
  id uuid not null,
  kind text not null,
  name text not null,
  state text not null check (state in ('active', 'degraded', 'needs_reauth', 'paused', 'revoked')),
  problem text,                    -- why it is not active, in words
  settings jsonb not null,         -- of its kind; without secrets
  credentials_cipher bytea not null,
  mapping jsonb not null,          -- of records, as that of event sources
  cursor jsonb,                    -- how far records were read; null: nothing was
  source_id uuid not null,         -- the event source that takes what it reports
  failures int not null default 0, -- syncs in a row
  last_ok_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (account_id, id)
);
select isolate('connections');
create unique index connections_source on connections (account_id, source_id);

create table sync_runs (
  account_id uuid not null references accounts (id) on delete cascade,
  id uuid not null,
  connection_id uuid not null,
  kind text not null check (kind in ('full', 'incremental')),
  state text not null check (state in ('running', 'completed', 'failed')),
  counts jsonb not null,
  problem text,
  started_at timestamptz not null,
  ended_at timestamptz,
  primary key (account_id, id)
);
select isolate('sync_runs');
create index sync_runs_connection on sync_runs (account_id, connection_id, id);

-- Records that could not be written as they are there.
create table sync_errors (
  account_id uuid not null references accounts (id) on delete cascade,
  connection_id uuid not null,
  remote_id text collate "C" not null,
  code text not null,
  detail text not null,
  at timestamptz not null,
  primary key (account_id, connection_id, remote_id)
);
select isolate('sync_errors');

create table remote_records (
  account_id uuid not null references accounts (id) on delete cascade,
  connection_id uuid not null,
  remote_id text collate "C" not null,
  hash text not null,              -- of what was read of it: the same is not written again
  remote_updated_at timestamptz not null,
  contact_id uuid,
  seen_in uuid not null,           -- the run that read it last
  deleted_at timestamptz,          -- it is not there any more
  primary key (account_id, connection_id, remote_id)
);
select isolate('remote_records');
create index remote_records_contact on remote_records (account_id, contact_id) where contact_id is not null;
