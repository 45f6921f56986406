-- Steps that a team takes again and again, and steps taken on every conversation of a view.

create table macros (
  account_id uuid not null,
  id uuid not null,
  name text not null,
  name_key text collate "C" not null, -- as it is compared
  steps jsonb not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (account_id, id),
  unique (account_id, name_key)
);
select isolate('macros');

create table bulk_changes (
  account_id uuid not null,
  id uuid not null,
  state text not null check (state in ('running', 'completed', 'canceled', 'failed')),
  changed int not null,
  failed int not null,
  last_error text,
  filter jsonb not null, -- resolved when it started: whose conversations, and what that person may see
  steps jsonb not null,
  actor jsonb not null,
  created_at timestamptz not null,
  finished_at timestamptz,
  primary key (account_id, id)
);
create index bulk_changes_running on bulk_changes (account_id) where state = 'running';
select isolate('bulk_changes');
