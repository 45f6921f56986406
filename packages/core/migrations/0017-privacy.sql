-- Erasing a person or a whole account, and how long an account wants its data kept (see docs/privacy.md).

-- One erasure on its way, a batch in each transaction; `step` and `position` are where it goes on after a crash. It refers to no
-- account, so that it outlives what it erases; when it is done it names nobody any more.
create table erasures (
  id uuid primary key,
  account_id uuid not null,
  kind text not null check (kind in ('person', 'account')),
  contact_id uuid,
  state text not null default 'running' check (state in ('running', 'done', 'undone')),
  step text not null,
  position text,
  keys jsonb,                   -- what it looks for; null when it is over
  counts jsonb not null default '{}',
  run_at timestamptz not null default now(), -- of an account: the end of its grace
  requested_at timestamptz not null default now(),
  finished_at timestamptz
);
select isolate('erasures');
create index erasures_due on erasures (run_at) where state = 'running'; -- a queue
create index erasures_contact on erasures (account_id, contact_id) where contact_id is not null;
create unique index erasures_account on erasures (account_id) where kind = 'account' and state = 'running';

-- Shorter than what the operator keeps; null: as the operator says.
create table account_retention (
  account_id uuid primary key references accounts (id) on delete cascade,
  messages_days int check (messages_days > 0),
  media_days int check (media_days > 0),
  events_days int check (events_days > 0),
  updated_at timestamptz not null default now()
);
select isolate('account_retention');

/* The audit log of an account that is being erased, a batch at a time: the one way in which records go. */
create function erase_audit_log(account uuid, batch int) returns int
language plpgsql security definer set search_path = public as $$
declare gone int;
begin
  if not exists (select from erasures where account_id = account and kind = 'account' and state = 'running' and run_at <= now()) then
    raise exception 'no erasure of the account % is due', account;
  end if;
  delete from audit_log where id in (select id from audit_log where account_id = account limit batch);
  get diagnostics gone = row_count;
  return gone;
end $$;
revoke execute on function erase_audit_log(uuid, int) from public;
grant execute on function erase_audit_log(uuid, int) to dawk_worker;
