-- What Meta says of each number: from its webhooks, and read from Meta about hourly by one process at a time.
create table number_health (
  number_id uuid primary key references numbers (id) on delete cascade,
  account_id uuid not null references accounts (id) on delete cascade,
  facts jsonb not null default '{}', -- see number-health.ts
  observed_at timestamptz,           -- the newest of what was applied; what is older is read anew rather than believed
  next_at timestamptz not null default now(),
  read_at timestamptz,               -- null: never
  failures int not null default 0,
  error text                         -- of the last reading, if it failed
);
create index number_health_due on number_health (next_at);
create index number_health_account on number_health (account_id, number_id);
select isolate('number_health');
