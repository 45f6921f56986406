-- People who sign in, the accounts they are members of, invitations, and sessions.

-- A person is known by one e-mail address and may be a member of several accounts: not a tenant's table, and only
-- dawk_worker reads it. Who joined by a link has not proved that the address is theirs.
create table people (
  id uuid primary key,
  email text not null, -- trimmed, lower case
  password_hash text,  -- scrypt$N$r$p$salt$hash
  credentials int not null default 1, -- counts up with each change of password or second factor: what was begun before is void
  email_proved_at timestamptz,        -- by a link that was mailed there
  totp_cipher bytea,
  totp_enabled_at timestamptz,        -- null beside a cipher: being set up
  totp_last_step bigint not null default 0, -- the latest 30 s whose code was used: each is good once
  created_at timestamptz not null default now(),
  unique (id, email)
);
create unique index people_email on people (email);

-- Recovery codes that are left; one that is used is deleted.
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
