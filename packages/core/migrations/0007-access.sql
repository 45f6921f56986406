-- What a key may do and from where, its second secret while a rotation has grace, and what accounts have used of their quota.
alter table api_keys
  add column name text not null default 'API key',
  add column scopes text[] not null default '{*}',  -- grants: a scope, resource:*, or *
  add column number_ids uuid[],                     -- null: every number of the account
  add column allowed_ips text[] not null default '{}', -- networks as 192.0.2.0/24; empty: from everywhere
  add column test boolean not null default false,   -- reaches the sandbox number alone
  add column signing_cipher bytea,                  -- set: requests must be signed with this secret
  add column expires_at timestamptz,
  add column last_used_at timestamptz,
  add column rotated_at timestamptz,
  add column previous_hash bytea unique,            -- the secret before the last rotation, good until previous_until
  add column previous_display text,
  add column previous_until timestamptz;

alter table accounts
  add column quota_requests bigint, -- set by the operator; null: as the plan says; -1: unlimited
  add column quota_per text check (quota_per in ('day', 'month'));

-- Requests taken out of the quota of a UTC day or month; processes take them in portions.
create table quota_usage (
  account_id uuid not null references accounts (id) on delete cascade,
  per text not null check (per in ('day', 'month')),
  starts_on date not null,
  taken bigint not null,
  primary key (account_id, per, starts_on)
);
select isolate('quota_usage');
