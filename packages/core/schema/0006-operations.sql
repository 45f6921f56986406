-- Maintenance: months of the tables that grow with time, how long an account wants its data kept, and erasure.

/*
 * Monthly partitions of every partitioned table from this month on, and a default that should stay empty. An update finds room for the
 * next version of its row on the same page, so that it touches no index (HOT); tables that are only appended to need none.
 */
create function ensure_partitions(months_ahead int) returns void language plpgsql security definer set search_path = public as $$
declare parent text; filled int; first_day date; part text;
begin
  for parent, filled in values ('messages', 40), ('journal', 100), ('events', 100), ('deliveries', 70) loop
    if to_regclass(parent || '_default') is null then
      execute format('create table %I partition of %I default', parent || '_default', parent);
    end if;
    for step in 0..months_ahead loop
      first_day := (date_trunc('month', now() at time zone 'utc') + make_interval(months => step))::date;
      part := parent || '_' || to_char(first_day, 'YYYYMM');
      if to_regclass(part) is null then
        execute format('create table %I partition of %I for values from (%L) to (%L) with (fillfactor = %s)', part, parent,
          uuid_v7_floor(first_day::timestamp at time zone 'utc'), uuid_v7_floor((first_day + interval '1 month') at time zone 'utc'), filled);
      end if;
    end loop;
  end loop;
end $$;
grant execute on function ensure_partitions(int) to dawk_worker;
select ensure_partitions(2);

/* The oldest month of a partitioned table, when it ended before that instant and nothing that is still to be done needs
   it; nulls otherwise. Runs as its caller, whom row-level security lets see the queues. */
create function expired_partition(parent text, before timestamptz, out part text, out ended timestamptz)
language plpgsql stable set search_path = public as $$
declare bound uuid;
begin
  select c.relname, (to_date(right(c.relname, 6), 'YYYYMM') + interval '1 month') at time zone 'utc' into part, ended
    from pg_inherits i join pg_class c on c.oid = i.inhrelid
   where i.inhparent = to_regclass(parent) and c.relname ~ ('^' || parent || '_[0-9]{6}$') order by c.relname limit 1;
  bound := uuid_v7_floor(ended);
  if ended <= before and not (case parent
    when 'journal' then exists (select from journal_pending where id < bound)
    when 'events' then exists (select from lane_items where event_id < bound)
    when 'deliveries' then exists (select from lane_items where event_id is not null and ref < bound)
    else exists (select from lane_items where event_id is null and ref < bound)
      or exists (select from scheduled_messages where message_id < bound)
  end) then return; end if;
  part := null;
  ended := null;
end $$;

/* Drops a month. It has to lock its table for a moment: rather not at all than behind a long query, with all others behind it. */
create function drop_partition(parent text, part text) returns void
language plpgsql security definer set search_path = public set lock_timeout = '2s' as $$
begin
  if parent not in ('messages', 'journal', 'events', 'deliveries') or part !~ ('^' || parent || '_[0-9]{6}$') then
    raise exception '% is no month of %', part, parent;
  end if;
  execute format('drop table if exists %I', part);
end $$;
revoke execute on function drop_partition(text, text) from public;
grant execute on function drop_partition(text, text) to dawk_worker;

-- How long an account wants its data kept, where shorter than the operator keeps it; null: as the operator says. See docs/privacy.md.
create table account_retention (
  account_id uuid primary key references accounts (id) on delete cascade,
  messages_days int check (messages_days > 0),
  media_days int check (media_days > 0),
  events_days int check (events_days > 0),
  updated_at timestamptz not null default now()
);
select isolate('account_retention');

-- One erasure on its way, of a person or a whole account, a batch in each transaction; `step` and `position` are where it goes on
-- after a crash. It refers to no account, so that it outlives what it erases; when it is done it names nobody any more.
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

/* The audit log of an account that is being erased, a batch at a time: the one way in which records go. */
create function erase_audit_log(account uuid, batch int) returns int
language plpgsql security definer set search_path = public as $$
declare gone int;
begin
  if not exists (select from erasures where account_id = account and kind = 'account' and state = 'running' and run_at <= now()) then
    raise exception 'no erasure of the account % is due', account;
  end if;
  delete from audit_log where account_id = account and id in (select id from audit_log where account_id = account limit batch);
  get diagnostics gone = row_count;
  return gone;
end $$;
revoke execute on function erase_audit_log(uuid, int) from public;
grant execute on function erase_audit_log(uuid, int) to dawk_worker;

-- The one row of this installation. `witness` names the database in which it lives: a copy of the data finds another one there,
-- and sends nothing until an operator has adopted it (operations/installation.ts).
create table installation (
  id uuid primary key,
  only_row boolean not null default true unique check (only_row),
  witness text not null,
  adopted_at timestamptz not null,
  copied_since timestamptz -- first start on another database; null: this is the database of `witness`
);
