-- The event log, and webhooks: customers' endpoints, the deliveries to them, replays of spans of events.

/*
 * Sequence values are drawn before their transaction commits, so a reader may see 7 while 6 is still to come. Whoever draws one holds this
 * lock, shared, from before until the transaction commits: once no holder from before a moment is left, everything drawn before that
 * moment is visible. See event-horizon.ts.
 */
create sequence event_sequence;
create function next_event_sequence() returns bigint language plpgsql volatile as $$
begin
  perform pg_advisory_xact_lock_shared(7405, 1);
  return nextval('event_sequence');
end $$;

-- Append-only. `sequence` is the order in which a client catches up.
create table events (
  id uuid not null,
  account_id uuid not null,
  sequence bigint not null default next_event_sequence(),
  type text not null,
  at timestamptz not null default now(),
  data jsonb not null,
  primary key (account_id, id)
) partition by range (id);
select isolate('events');
revoke update, delete on events from dawk_app;
create index events_feed on events (account_id, sequence);

/* The order key of an event for endpoints that asked for order: the person it concerns, else the object. Never 0. */
create function event_strand(type text, data jsonb) returns bigint language sql immutable parallel safe as $$
  select coalesce(nullif(hashtextextended(coalesce(data->>'to', data->>'from', data->>'toUserId', data->>'fromUserId',
    data->>'messageId', data->>'templateId', data->>'numberId', data->>'phoneNumberId', data->>'endpointId', type), 0), 0), 1)
$$;

/* What an endpoint may have subscribed to in order to get events of a type: `*`, each `prefix.*`, and the type itself. Meta's
   payloads as they came repeat what other events say, and go only to endpoints that name their type. */
create function event_patterns(type text) returns text[] language sql immutable parallel safe as $$
  select case when type = 'whatsapp.webhook' then array[type] else array['*', type] || array(
    select array_to_string(parts[1:n], '.') || '.*'
      from string_to_array(type, '.') parts, generate_series(1, array_length(string_to_array(type, '.'), 1) - 1) n) end
$$;

create table endpoints (
  id uuid primary key,
  account_id uuid not null references accounts (id) on delete cascade,
  dialect text not null,
  singular boolean not null default false, -- the one that its dialect's own API manages; at most one of a dialect
  url text not null,
  description text,
  secret_cipher bytea not null,
  previous_secret_cipher bytea,            -- signs beside the new one until then
  previous_secret_until timestamptz,
  event_types text[] not null,
  lane_id bigint not null,
  ordered boolean not null default false,  -- one delivery at a time of what concerns one object
  enabled boolean not null default true,
  disabled_reason text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
select isolate('endpoints');
create index endpoints_account on endpoints (account_id);
create unique index endpoints_singular on endpoints (account_id, dialect) where singular;

-- Endpoints whose last deliveries failed: apart, since these numbers change often and endpoints are read with every event.
create table endpoint_failures (
  endpoint_id uuid primary key references endpoints (id) on delete cascade,
  account_id uuid not null references accounts (id) on delete cascade,
  failing_since timestamptz not null,
  failures int not null
);
select isolate('endpoint_failures');

-- A delivery appears here with its first attempt; until then it is its lane item alone.
create table deliveries (
  id uuid not null,
  account_id uuid not null,
  endpoint_id uuid not null,
  event_id uuid not null,
  state text not null check (state in ('delivered', 'retrying', 'failed')),
  attempts jsonb not null default '[]', -- [{at, status, ms, error, response}]
  updated_at timestamptz not null default now(),
  primary key (account_id, id)
) partition by range (id);
select isolate('deliveries');
create index deliveries_endpoint on deliveries (account_id, endpoint_id, id);

/*
 * The id of the delivery of an event to an endpoint, hence its `webhook-id`: always the same for the two, so that a replay
 * is the same delivery, found by its key. Begins with the instant of the event, as a UUIDv7 does. One expression without a
 * subquery, so that the planner writes it into the statements that use it; a call would be parsed for each of them.
 */
create function delivery_id(event uuid, endpoint uuid) returns uuid language sql immutable parallel safe as $$
  select (left(event::text, 15)
    || overlay(left(encode(sha256(uuid_send(event) || uuid_send(endpoint)), 'hex'), 18) placing 'b' from 4 for 0))::uuid
$$;

-- A span of events on its way to an endpoint once more, a batch at a time; `position` is where it goes on after a crash.
create table webhook_replays (
  id uuid not null,
  account_id uuid not null,
  endpoint_id uuid not null references endpoints (id) on delete cascade,
  what text not null check (what in ('failed', 'missing', 'all')),
  from_at timestamptz not null,
  to_at timestamptz not null,
  state text not null default 'running' check (state in ('running', 'done', 'stopped')),
  position uuid,
  examined int not null default 0,
  queued int not null default 0,
  detail text, -- why it was stopped
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  primary key (account_id, id)
);
select isolate('webhook_replays');
create index webhook_replays_endpoint on webhook_replays (account_id, endpoint_id, id);
create index webhook_replays_running on webhook_replays (id) where state = 'running';
