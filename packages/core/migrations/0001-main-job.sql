-- The main job: accounts and their numbers, messages and the lanes they wait in, Meta's webhooks as they came,
-- the event log, and the deliveries to customers. One SQL for PostgreSQL 15 and later and for PGlite.

-- Two roles, neither of which owns anything or bypasses row-level security. `dawk_app` sees the accounts named in
-- app.account_ids, `dawk_worker` does the work that crosses accounts. Roles belong to the cluster: another database's
-- migration may be creating them at this moment.
do $$ begin create role dawk_app nologin nobypassrls; exception when duplicate_object or unique_violation then null; end $$;
do $$ begin create role dawk_worker nologin nobypassrls; exception when duplicate_object or unique_violation then null; end $$;
do $$ begin
  execute format('grant dawk_app, dawk_worker to %I', current_user);
exception when others then raise notice 'grant of roles: %', sqlerrm; end $$;
grant usage on schema public to dawk_app, dawk_worker;
alter default privileges in schema public grant select, insert, update, delete on tables to dawk_worker;

-- The order is the order of progress: a state never moves to an earlier one, but by an explicit retry.
create type message_state as enum ('scheduled', 'queued', 'retrying', 'sent', 'failed', 'delivered', 'read', 'canceled', 'received');

/* UUIDv7 made where the row is made. */
create function uuid_v7() returns uuid language sql volatile parallel safe as $$
  select encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
    placing substring(int8send(floor(extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6), 52, 1), 53, 1), 'hex')::uuid
$$;

/* The smallest UUIDv7 of an instant: bounds of partitions and of time ranges. */
create function uuid_v7_floor(at timestamptz) returns uuid language sql immutable parallel safe as $$
  select (lpad(to_hex(floor(extract(epoch from at) * 1000)::bigint), 12, '0') || '00000000000000000000')::uuid
$$;

/* The accounts that this transaction may see; computed once per statement. */
create function current_accounts() returns uuid[] language sql stable parallel safe as $$
  select string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[]
$$;

create table accounts (
  id uuid primary key,
  account_id uuid generated always as (id) stored,
  name text not null,
  email text not null,
  plan text not null default 'free',
  active boolean not null default true,
  requests_per_minute int, -- set by the operator; null: as the plan says; -1: unlimited
  created_at timestamptz not null default now()
);
create unique index accounts_email on accounts (lower(email));

create table api_keys (
  id uuid primary key,
  account_id uuid not null references accounts (id) on delete cascade,
  key_hash bytea not null unique, -- HMAC-SHA256 under a pepper of the installation
  display text not null,          -- first 12 and last 4 characters
  created_at timestamptz not null default now(),
  revoked_at timestamptz
);
create index api_keys_account on api_keys (account_id);

create table numbers (
  id uuid primary key,
  account_id uuid not null references accounts (id) on delete cascade,
  phone_number_id text not null unique, -- Meta's; one number belongs to one account
  waba_id text,
  display_phone_number text,
  verified_name text,
  sandbox boolean not null,
  token_cipher bytea not null,
  app_secret_cipher bytea,
  app_fingerprint text, -- which app's signature speaks for this number; null: the operator's app
  lane_id bigint not null,
  verified_at timestamptz,
  created_at timestamptz not null default now()
);
create index numbers_account on numbers (account_id, id);

-- A lane: an ordered, paced, circuit-broken queue to one HTTP destination. `ref` is a number or an endpoint.
create table lanes (
  id bigint generated always as identity primary key,
  account_id uuid not null references accounts (id) on delete cascade,
  kind text not null check (kind in ('number', 'endpoint')),
  ref uuid not null unique,
  per_second double precision, -- null: uncapped
  ordered boolean not null default true,
  lease_owner uuid,
  lease_until timestamptz,
  shut_until timestamptz, -- breaker open, or paused
  shut_reason text
);

-- What waits in a lane; deleted when done. A row that has `started_at` left for its destination, or may have.
create table lane_items (
  lane_id bigint not null,
  strand bigint not null, -- order key; 0: unordered
  id bigint generated always as identity,
  account_id uuid not null,
  priority smallint not null,
  run_at timestamptz not null default now(),
  ref uuid not null,      -- message or delivery
  event_id uuid,          -- of a delivery
  attempts smallint not null default 0,
  started_at timestamptz,
  primary key (lane_id, strand, id)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 0);
create index lane_items_due on lane_items (lane_id, priority, run_at, id);

create table messages (
  id uuid not null,
  account_id uuid not null,
  number_id uuid not null,
  direction text not null check (direction in ('out', 'in')),
  peer text,              -- digits of the other phone, as given to or by Meta; null: a user without one
  peer_user_id text,      -- business-scoped user id
  type text not null,
  content jsonb not null, -- Meta's object: {"type": …, "<type>": …}
  state message_state not null,
  policy text not null default 'resend' check (policy in ('resend', 'fail')), -- when the outcome of an attempt stays unknown
  dry_run boolean not null default false,
  priority smallint not null default 2,
  batch_id uuid,
  wamid text,
  metadata jsonb,
  error jsonb,            -- {code, subcode, title, details, cause, fbtraceId, unknown}
  timeline jsonb not null default '[]', -- [{"status", "at", "detail"?}]
  scheduled_at timestamptz,
  sent_at timestamptz,
  delivered_at timestamptz,
  read_at timestamptz,
  failed_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (id)
) partition by range (id);
create index messages_account on messages (account_id, id);
create index messages_failed on messages (account_id, id) where failed_at is not null; -- not on `state`: that would end HOT updates
create index messages_batch on messages (account_id, batch_id) where batch_id is not null;

create table wamids (
  wamid text primary key,
  account_id uuid not null,
  message_id uuid not null
);

create table scheduled_messages (
  message_id uuid primary key,
  account_id uuid not null,
  lane_id bigint not null,
  strand bigint not null,
  priority smallint not null,
  run_at timestamptz not null
);
create index scheduled_messages_due on scheduled_messages (run_at);

create table idempotency_keys (
  account_id uuid not null,
  key text not null,
  fingerprint bytea not null,
  message_id uuid not null,
  result jsonb not null,
  created_at timestamptz not null default now(),
  primary key (account_id, key)
);
create index idempotency_keys_age on idempotency_keys (created_at);

-- Meta's webhooks, raw, kept for replay. Not a tenant's table: one payload may speak of many accounts.
create table journal (
  id uuid not null,
  received_at timestamptz not null default now(),
  app_fingerprint text not null, -- whose signature was valid
  body text not null,
  error text, -- why it could not be applied, when it was given up
  primary key (id)
) partition by range (id);
create table journal_pending (
  id uuid primary key,
  attempts smallint not null default 0,
  run_at timestamptz not null default now()
);
create index journal_pending_due on journal_pending (run_at, id);
create table parked_statuses (
  id bigint generated always as identity primary key,
  wamid text not null,
  number_id uuid not null,
  report jsonb not null,
  parked_at timestamptz not null default now()
);
create index parked_statuses_wamid on parked_statuses (wamid);

-- The event log. `sequence` is the order in which a client catches up.
create table events (
  id uuid not null,
  account_id uuid not null,
  sequence bigint generated always as identity,
  type text not null,
  at timestamptz not null default now(),
  data jsonb not null,
  primary key (id)
) partition by range (id);
create index events_account on events (account_id, id);

create table endpoints (
  id uuid primary key,
  account_id uuid not null references accounts (id) on delete cascade,
  dialect text not null,
  url text not null,
  secret_cipher bytea not null,
  event_types text[] not null,
  lane_id bigint not null,
  enabled boolean not null default true,
  disabled_reason text,
  failing_since timestamptz,
  failures int not null default 0,
  created_at timestamptz not null default now()
);
create index endpoints_account on endpoints (account_id);

-- A delivery appears here with its first attempt; until then it is its lane item alone.
create table deliveries (
  id uuid not null,
  account_id uuid not null,
  endpoint_id uuid not null,
  event_id uuid not null,
  state text not null check (state in ('delivered', 'retrying', 'failed')),
  attempts jsonb not null default '[]', -- [{at, status, ms, error, response}]
  updated_at timestamptz not null default now(),
  primary key (id)
) partition by range (id);
create index deliveries_endpoint on deliveries (account_id, endpoint_id, id);

/* Monthly partitions of every partitioned table from this month on, and a default that should stay empty. */
create function ensure_partitions(months_ahead int) returns void language plpgsql security definer set search_path = public as $$
declare parent text; first_day date; part text;
begin
  foreach parent in array array['messages', 'journal', 'events', 'deliveries'] loop
    if to_regclass(parent || '_default') is null then
      execute format('create table %I partition of %I default', parent || '_default', parent);
    end if;
    for step in 0..months_ahead loop
      first_day := (date_trunc('month', now() at time zone 'utc') + make_interval(months => step))::date;
      part := parent || '_' || to_char(first_day, 'YYYYMM');
      if to_regclass(part) is null then
        execute format('create table %I partition of %I for values from (%L) to (%L) with (fillfactor = 70)', part, parent,
          uuid_v7_floor(first_day::timestamp at time zone 'utc'), uuid_v7_floor((first_day + interval '1 month') at time zone 'utc'));
      end if;
    end loop;
  end loop;
end $$;
select ensure_partitions(2);

-- Row-level security, forced, on every table that has an account.
do $$
declare name text;
begin
  for name in select c.table_name from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
      where c.table_schema = 'public' and c.column_name = 'account_id' and t.table_type = 'BASE TABLE'
        and c.table_name not like '%\_default' and c.table_name !~ '_[0-9]{6}$' loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy tenant on %I to dawk_app using (account_id = any ((select current_accounts())::uuid[]))', name);
    execute format('create policy worker on %I to dawk_worker using (true)', name);
    execute format('grant select, insert, update, delete on %I to dawk_app, dawk_worker', name);
  end loop;
end $$;
grant select, insert, update, delete on all tables in schema public to dawk_worker;
grant usage on all sequences in schema public to dawk_app, dawk_worker;
revoke update, delete on events from dawk_app; -- append-only
grant execute on function ensure_partitions(int) to dawk_worker;
