-- What every room stands on: roles, row-level security, ids that sort by time, and lanes.
-- One SQL for PostgreSQL 15 and later and for the embedded database.

-- `dawk_app` sees the accounts named in app.account_ids. `dawk_worker` does the work that crosses accounts. Neither owns a
-- table or bypasses row-level security. Roles belong to the cluster, so another database's migration may be creating them now.
do $$
declare name text;
begin
  foreach name in array array['dawk_app', 'dawk_worker'] loop
    begin
      if not exists (select from pg_roles where rolname = name) then
        execute format('create role %I nologin nobypassrls', name);
      end if;
    exception when duplicate_object or unique_violation then null;
    end;
    begin
      execute format('grant %I to %I', name, current_user);
    exception when insufficient_privilege then null; -- somebody else has granted it, or the start says that it is missing
    end;
  end loop;
end $$;
grant usage on schema public to dawk_app, dawk_worker;
alter default privileges in schema public grant select, insert, update, delete on tables to dawk_worker;
alter default privileges in schema public grant usage on sequences to dawk_app, dawk_worker;

/*
 * Puts a tenant's table behind forced row-level security: an account sees its own rows, the accounts of a transaction stand in
 * app.account_ids as '{…}'. Migrations call it once after each `create table`. The policy calls no function and has no subquery, which
 * a table that is spread over nodes could not have.
 */
create function isolate(name regclass, account_column text default 'account_id') returns void language plpgsql set search_path = public as $$
begin
  execute format('alter table %s enable row level security', name);
  execute format('alter table %s force row level security', name);
  execute format('create policy tenant on %s to dawk_app using (%I = any (nullif(current_setting(''app.account_ids'', true), '''')::uuid[]))',
    name, account_column);
  execute format('create policy worker on %s to dawk_worker using (true)', name);
  execute format('grant select, insert, update, delete on %s to dawk_app, dawk_worker', name);
end $$;
revoke execute on function isolate(regclass, text) from public;

/* A UUIDv7, for rows whose id is made in the database. */
create function uuid_v7() returns uuid language sql volatile parallel safe as $$
  select encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
    placing substring(int8send(floor(extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6), 52, 1), 53, 1), 'hex')::uuid
$$;

/* The smallest UUIDv7 of an instant: the bound of a partition or of a time range. */
create function uuid_v7_floor(at timestamptz) returns uuid language sql immutable parallel safe as $$
  select (lpad(to_hex(floor(extract(epoch from at) * 1000)::bigint), 12, '0') || '00000000000000000000')::uuid
$$;

/* An instant inside of JSON, as the columns of rows are read: ISO 8601 with milliseconds and Z. */
create function iso_instant(at timestamptz) returns text language sql immutable parallel safe as $$
  select to_char(at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
$$;

-- A lane: an ordered, paced, circuit-broken queue to one HTTP destination. `ref` is a number or an endpoint.
create sequence lane_ids;
create table lanes (
  id bigint primary key default nextval('lane_ids'),
  account_id uuid not null,
  kind text not null check (kind in ('number', 'endpoint')),
  ref uuid not null unique,
  per_second double precision, -- null: uncapped
  ordered boolean not null default true,
  lease_owner uuid,
  lease_until timestamptz,
  shut_until timestamptz,      -- breaker open, or paused
  shut_reason text
);
select isolate('lanes');

-- What waits in a lane; deleted when done. A row that has `started_at` left for its destination, or may have. Half of each page
-- stays free: a batch updates the neighbours of a page together, and with that room no update touches an index (HOT).
create sequence lane_item_ids;
create table lane_items (
  lane_id bigint not null,
  strand bigint not null, -- order key; 0: unordered
  id bigint not null default nextval('lane_item_ids'),
  account_id uuid not null,
  priority smallint not null,
  run_at timestamptz not null default now(),
  ref uuid not null,      -- message or delivery
  event_id uuid,          -- of a delivery
  attempts smallint not null default 0,
  started_at timestamptz,
  primary key (id)
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 0);
select isolate('lane_items');
create index lane_items_due on lane_items (lane_id, priority, run_at, id);
create index lane_items_message on lane_items (ref) where event_id is null;
