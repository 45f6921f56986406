-- Partners: accounts that make and look after other accounts.

-- An account that is a partner. The row is locked by whatever tells the partner something, so that its events have no gaps.
create table partners (
  account_id uuid primary key references accounts (id) on delete cascade,
  last_sequence bigint not null default 0, -- of the events that it was told
  created_at timestamptz not null
);
select isolate('partners');

-- An account that a partner looks after. It belongs to one partner at most, and a partner belongs to none.
create table partner_accounts (
  account_id uuid primary key references accounts (id) on delete cascade,
  partner_id uuid not null references partners (account_id) on delete cascade,
  external_id text collate "C" not null, -- the partner's own name for it
  owner_name text,
  language text not null,
  country text not null,
  currency text not null,
  timezone text not null,
  tags text[] not null default '{}',
  metadata jsonb not null default '{}',
  access text not null default 'read' check (access in ('none', 'read', 'full')), -- what the account lets its partner do
  closing_at timestamptz, -- when it is erased; null: it is not being closed
  created_at timestamptz not null,
  updated_at timestamptz not null
);
select isolate('partner_accounts');
-- The partner sees which accounts are its own: an external id is taken by an account that its transaction does not see otherwise.
alter policy tenant on partner_accounts using (
  account_id = any (nullif(current_setting('app.account_ids', true), '')::uuid[])
  or partner_id = any (nullif(current_setting('app.account_ids', true), '')::uuid[]));
create unique index partner_accounts_external on partner_accounts (partner_id, external_id);
create index partner_accounts_partner on partner_accounts (partner_id, account_id);

-- Why an account may not send, or do nothing at all. Each party lifts its own suspension alone.
create table account_suspensions (
  account_id uuid not null references accounts (id) on delete cascade,
  suspended_by text not null check (suspended_by in ('partner', 'operator', 'billing', 'meta')),
  mode text not null check (mode in ('marketing', 'sending', 'all')),
  reason text not null,
  message text, -- for the people of the account
  since timestamptz not null,
  primary key (account_id, suspended_by)
);
select isolate('account_suspensions');
