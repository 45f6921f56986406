-- Accounts, their keys and quotas; people who sign in, memberships and sessions; the audit log.

create table accounts (
  id uuid primary key,
  name text not null,
  email text not null,
  plan text not null default 'free',
  active boolean not null default true,
  requests_per_minute int, -- set by the operator; null: as the plan says; -1: unlimited
  quota_requests bigint,   -- the same for the quota
  quota_per text check (quota_per in ('day', 'month')),
  created_at timestamptz not null default now()
);
select isolate('accounts', 'id');
create unique index accounts_email on accounts (lower(email));
alter table lanes add foreign key (account_id) references accounts (id) on delete cascade;

create table api_keys (
  id uuid primary key,
  account_id uuid not null references accounts (id) on delete cascade,
  name text not null default 'API key',
  key_hash bytea not null unique,             -- HMAC-SHA256 under a pepper of the installation
  display text not null,                      -- first 12 and last 4 characters
  scopes text[] not null default '{*}',       -- grants: a scope, resource:*, or *
  number_ids uuid[],                          -- null: every number of the account
  allowed_ips text[] not null default '{}',   -- networks as 192.0.2.0/24; empty: from everywhere
  test boolean not null default false,        -- reaches the sandbox number alone
  signing_cipher bytea,                       -- set: requests must be signed with this secret
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  expiry_notice smallint not null default 0,  -- days before expiry of the last notice to its owner; 0: none was sent
  last_used_at timestamptz,
  revoked_at timestamptz,
  rotated_at timestamptz,
  previous_hash bytea unique,                 -- the secret before the last rotation, good until previous_until
  previous_display text,
  previous_until timestamptz
);
select isolate('api_keys');
create index api_keys_account on api_keys (account_id);
create index api_keys_expiring on api_keys (expires_at) where expires_at is not null and revoked_at is null;

-- Requests taken out of the quota of a UTC day or month; processes take them in portions.
create table quota_usage (
  account_id uuid not null references accounts (id) on delete cascade,
  per text not null check (per in ('day', 'month')),
  starts_on date not null,
  taken bigint not null,
  primary key (account_id, per, starts_on)
);
select isolate('quota_usage');

-- A person is known by one e-mail address and may be a member of several accounts: not a tenant's table, and only
-- dawk_worker reads it. Someone who joined by a link has not proved that the address is theirs.
create table people (
  id uuid primary key,
  email text not null,                      -- trimmed, lower case
  password_hash text,                       -- scrypt$N$r$p$salt$hash
  credentials int not null default 1,       -- counts changes of password or second factor: what began before one is void
  email_proved_at timestamptz,              -- by a link that was mailed there
  totp_cipher bytea,
  totp_enabled_at timestamptz,              -- null beside a cipher: being set up
  totp_last_step bigint not null default 0, -- the latest 30 s whose code was used: each is good once
  created_at timestamptz not null default now(),
  unique (id, email)
);
create unique index people_email on people (email);

-- Recovery codes that are left; a used one is deleted.
create table recovery_codes (
  person_id uuid not null references people (id) on delete cascade,
  code_hash bytea not null,
  primary key (person_id, code_hash)
);

create table password_resets (
  token_hash bytea primary key,
  person_id uuid not null references people (id) on delete cascade,
  mailed boolean not null, -- whether the link went to the address itself
  expires_at timestamptz not null
);
create index password_resets_person on password_resets (person_id);

-- Attempts to sign in by what they are counted under (an address, an e-mail, both), hashed; whether it exists or not.
create table sign_in_attempts (
  key_hash bytea primary key,
  attempts int not null,
  ends_at timestamptz not null
);
create index sign_in_attempts_age on sign_in_attempts (ends_at);

create table members (
  id uuid primary key,
  account_id uuid not null references accounts (id) on delete cascade,
  person_id uuid not null,
  email text not null,
  name text not null,
  role text not null check (role in ('owner', 'admin', 'agent', 'developer', 'billing', 'viewer')),
  created_at timestamptz not null default now(),
  unique (account_id, person_id),
  foreign key (person_id, email) references people (id, email) on update cascade
);
select isolate('members');
create index members_account on members (account_id, id);
create index members_person on members (person_id); -- sign-in, which does not know the account yet

create table invitations (
  id uuid primary key,
  account_id uuid not null references accounts (id) on delete cascade,
  email text not null, -- trimmed, lower case
  role text not null check (role in ('owner', 'admin', 'agent', 'developer', 'billing', 'viewer')),
  token_hash bytea not null unique, -- sha256 of the link's token
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  accepted_at timestamptz,
  revoked_at timestamptz
);
select isolate('invitations');
create index invitations_account on invitations (account_id, id);
create unique index invitations_open on invitations (account_id, email) where accepted_at is null and revoked_at is null;

-- A session acts for one member: it ends with the membership.
create table sessions (
  id uuid primary key,
  account_id uuid not null references accounts (id) on delete cascade,
  member_id uuid not null references members (id) on delete cascade,
  person_id uuid not null,
  token_hash bytea not null unique, -- sha256 of the cookie
  ip text,
  user_agent text,
  signed_in_at timestamptz not null default now(), -- with a password: stays when the token is rotated
  last_seen_at timestamptz not null default now(),
  expires_at timestamptz not null
);
select isolate('sessions');
create index sessions_account on sessions (account_id, member_id);
create index sessions_person on sessions (person_id, id); -- one's own sessions, over all accounts
create index sessions_age on sessions (expires_at);

-- Who did what to what, from where, with before and after; written in the transaction of the change itself. Rows are only ever
-- added: neither role may change or remove one. It refers to no account, so that it outlives what it describes.
create table audit_log (
  id uuid not null,
  account_id uuid not null,
  at timestamptz not null default now(),
  actor_kind text not null check (actor_kind in ('api_key', 'member', 'operator', 'system')),
  actor_id uuid,      -- of the key or the member
  actor_name text,    -- how a key is displayed, a member's e-mail address
  ip text,
  request_id text,
  action text not null, -- as api_key.rotated
  target_kind text not null,
  target_id text not null,
  before jsonb,       -- what was there, without secrets; null: nothing was
  after jsonb,
  primary key (account_id, id)
);
select isolate('audit_log');
revoke update, delete, truncate on audit_log from dawk_app, dawk_worker;

-- Changes that Meta is being asked for. Each becomes a record of the audit log when its outcome is known, or when it is clear
-- that it never will be. Unlike records these rows go, so that the log holds one record for each change.
create table audit_attempts (
  id uuid primary key,
  account_id uuid not null references accounts (id) on delete cascade,
  entry jsonb not null, -- what the record will say, without secrets; see audit/attempts.ts
  at timestamptz not null default now()
);
select isolate('audit_attempts');
create index audit_attempts_account on audit_attempts (account_id);
