create type message_state as enum ('scheduled', 'queued', 'retrying', 'sent', 'failed', 'delivered', 'read', 'canceled', 'received');

CREATE OR REPLACE FUNCTION public.delivery_id(event uuid, endpoint uuid)
 RETURNS uuid
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select (left(event::text, 15)
    || overlay(left(encode(sha256(uuid_send(event) || uuid_send(endpoint)), 'hex'), 18) placing 'b' from 4 for 0))::uuid
$function$;
grant execute on function delivery_id(uuid,uuid) to public;

CREATE OR REPLACE FUNCTION public.drop_partition(parent text, part text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
 SET lock_timeout TO '2s'
AS $function$
begin
  if parent not in ('messages', 'journal', 'events', 'deliveries') or part !~ ('^' || parent || '_[0-9]{6}$') then
    raise exception '% is no month of %', part, parent;
  end if;
  execute format('drop table if exists %I', part);
end $function$;
grant execute on function drop_partition(text,text) to dawk_worker;

CREATE OR REPLACE FUNCTION public.ensure_partitions(months_ahead integer)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
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
end $function$;
grant execute on function ensure_partitions(integer) to dawk_worker;
grant execute on function ensure_partitions(integer) to public;

CREATE OR REPLACE FUNCTION public.erase_append_only(kept text, account uuid, batch integer)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
declare
  gone int;
  key text := case kept
    when 'audit_log' then 'id'
    when 'consent_events' then 'id'
    when 'ledger_lines' then 'transaction_id, line'
    when 'ledger_references' then 'reference'
    when 'ledger_transactions' then 'id'
  end;
begin
  if key is null then
    raise exception '% is no append-only table', kept;
  end if;
  if not exists (select from erasures where account_id = account and kind = 'account' and state = 'running' and run_at <= now()) then
    raise exception 'no erasure of the account % is due', account;
  end if;
  execute format('delete from %1$I where account_id = $1 and (%2$s) in (select %2$s from %1$I where account_id = $1 order by %2$s limit $2)', kept, key)
    using account, batch;
  get diagnostics gone = row_count;
  return gone;
end $function$;
grant execute on function erase_append_only(text,uuid,integer) to dawk_worker;

CREATE OR REPLACE FUNCTION public.event_ordering_key(type text, data jsonb)
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select coalesce(nullif(hashtextextended(coalesce(data->>'to', data->>'from', data->>'toUserId', data->>'fromUserId',
    data->>'messageId', data->>'templateId', data->>'numberId', data->>'phoneNumberId', data->>'endpointId', type), 0), 0), 1)
$function$;
grant execute on function event_ordering_key(text,jsonb) to public;

CREATE OR REPLACE FUNCTION public.event_patterns(type text)
 RETURNS text[]
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select case when type = 'whatsapp.webhook' then array[type] else array['*', type] || array(
    select array_to_string(parts[1:n], '.') || '.*'
      from string_to_array(type, '.') parts, generate_series(1, array_length(string_to_array(type, '.'), 1) - 1) n) end
$function$;
grant execute on function event_patterns(text) to public;

CREATE OR REPLACE FUNCTION public.expired_partition(parent text, before timestamp with time zone, OUT part text, OUT ended timestamp with time zone)
 RETURNS record
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'public'
AS $function$
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
end $function$;
grant execute on function expired_partition(text,timestamp with time zone) to public;

CREATE OR REPLACE FUNCTION public.iso_instant(at timestamp with time zone)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select to_char(at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
$function$;
grant execute on function iso_instant(timestamp with time zone) to public;

CREATE OR REPLACE FUNCTION public.isolate(name regclass, account_column text DEFAULT 'account_id'::text)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'public'
AS $function$
begin
  execute format('alter table %s enable row level security', name);
  execute format('alter table %s force row level security', name);
  execute format('create policy tenant on %s to dawk_app using (%I = any (nullif(current_setting(''app.account_ids'', true), '''')::uuid[]))',
    name, account_column);
  execute format('create policy worker on %s to dawk_worker using (true)', name);
  execute format('grant select, insert, update, delete on %s to dawk_app, dawk_worker', name);
end $function$;

CREATE OR REPLACE FUNCTION public.next_event_sequence()
 RETURNS bigint
 LANGUAGE plpgsql
AS $function$
begin
  perform pg_advisory_xact_lock_shared(7405, 1);
  return nextval('event_sequence');
end $function$;
grant execute on function next_event_sequence() to public;

CREATE OR REPLACE FUNCTION public.refresh_contact_statistics()
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
  analyze contacts, contact_identifiers, contact_attribute_values, contact_words;
$function$;
grant execute on function refresh_contact_statistics() to dawk_worker;

CREATE OR REPLACE FUNCTION public.uuid_v7()
 RETURNS uuid
 LANGUAGE sql
 PARALLEL SAFE
AS $function$
  select encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
    placing substring(int8send(floor(extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6), 52, 1), 53, 1), 'hex')::uuid
$function$;
grant execute on function uuid_v7() to public;

CREATE OR REPLACE FUNCTION public.uuid_v7_floor(at timestamp with time zone)
 RETURNS uuid
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select (lpad(to_hex(floor(extract(epoch from at) * 1000)::bigint), 12, '0') || '00000000000000000000')::uuid
$function$;
grant execute on function uuid_v7_floor(timestamp with time zone) to public;

CREATE OR REPLACE FUNCTION public.uuid_v7_quarter(id uuid)
 RETURNS timestamp with time zone
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select to_timestamp(('x' || left(translate(id::text, '-', ''), 12))::bit(48)::bigint / 900000 * 900)
$function$;
grant execute on function uuid_v7_quarter(uuid) to public;

create table account_policies (
  account_id uuid not null,
  settings jsonb default '{}'::jsonb not null,
  updated_at timestamp with time zone default now() not null
);
alter table account_policies add constraint account_policies_pkey PRIMARY KEY (account_id);
alter table account_policies add constraint account_policies_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE;
alter table account_policies enable row level security;
alter table account_policies force row level security;
create policy tenant on account_policies for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on account_policies for all to dawk_worker using (true);
grant delete, insert, select, update on account_policies to dawk_app;
grant delete, insert, select, update on account_policies to dawk_worker;

create table account_pricing (
  account_id uuid not null,
  settings jsonb not null,
  updated_at timestamp with time zone not null
);
alter table account_pricing add constraint account_pricing_pkey PRIMARY KEY (account_id);
alter table account_pricing add constraint account_pricing_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE;
alter table account_pricing enable row level security;
alter table account_pricing force row level security;
create policy tenant on account_pricing for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on account_pricing for all to dawk_worker using (true);
grant delete, insert, select, update on account_pricing to dawk_app;
grant delete, insert, select, update on account_pricing to dawk_worker;

create table account_retention (
  account_id uuid not null,
  messages_days integer,
  media_days integer,
  events_days integer,
  updated_at timestamp with time zone default now() not null
);
alter table account_retention add constraint account_retention_pkey PRIMARY KEY (account_id);
alter table account_retention add constraint account_retention_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE;
alter table account_retention add constraint account_retention_events_days_check CHECK ((events_days > 0));
alter table account_retention add constraint account_retention_media_days_check CHECK ((media_days > 0));
alter table account_retention add constraint account_retention_messages_days_check CHECK ((messages_days > 0));
alter table account_retention enable row level security;
alter table account_retention force row level security;
create policy tenant on account_retention for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on account_retention for all to dawk_worker using (true);
grant delete, insert, select, update on account_retention to dawk_app;
grant delete, insert, select, update on account_retention to dawk_worker;

create table account_suspensions (
  account_id uuid not null,
  suspended_by text not null,
  mode text not null,
  reason text not null,
  message text,
  since timestamp with time zone not null
);
alter table account_suspensions add constraint account_suspensions_pkey PRIMARY KEY (account_id, suspended_by);
alter table account_suspensions add constraint account_suspensions_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE;
alter table account_suspensions add constraint account_suspensions_mode_check CHECK ((mode = ANY (ARRAY['marketing'::text, 'sending'::text, 'all'::text])));
alter table account_suspensions add constraint account_suspensions_suspended_by_check CHECK ((suspended_by = ANY (ARRAY['partner'::text, 'operator'::text, 'billing'::text, 'meta'::text])));
alter table account_suspensions enable row level security;
alter table account_suspensions force row level security;
create policy tenant on account_suspensions for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on account_suspensions for all to dawk_worker using (true);
grant delete, insert, select, update on account_suspensions to dawk_app;
grant delete, insert, select, update on account_suspensions to dawk_worker;

create table accounts (
  id uuid not null,
  name text not null,
  email text not null,
  plan text default 'free'::text not null,
  active boolean default true not null,
  requests_per_minute integer,
  quota_requests bigint,
  quota_per text,
  created_at timestamp with time zone default now() not null,
  default_number_id uuid,
  storage_bytes bigint,
  requires_two_factor boolean default false not null
);
alter table accounts add constraint accounts_pkey PRIMARY KEY (id);
alter table accounts add constraint accounts_quota_per_check CHECK ((quota_per = ANY (ARRAY['day'::text, 'month'::text])));
CREATE UNIQUE INDEX accounts_email ON accounts USING btree (lower(email));
alter table accounts enable row level security;
alter table accounts force row level security;
create policy tenant on accounts for all to dawk_app using ((id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on accounts for all to dawk_worker using (true);
grant delete, insert, select, update on accounts to dawk_app;
grant delete, insert, select, update on accounts to dawk_worker;

create table allowance_uses (
  account_id uuid not null,
  person text collate "C" not null,
  counted_at timestamp with time zone not null
);
alter table allowance_uses add constraint allowance_uses_pkey PRIMARY KEY (account_id, person);
CREATE INDEX allowance_uses_time ON allowance_uses USING btree (account_id, counted_at);
alter table allowance_uses enable row level security;
alter table allowance_uses force row level security;
create policy tenant on allowance_uses for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on allowance_uses for all to dawk_worker using (true);
grant delete, insert, select, update on allowance_uses to dawk_app;
grant delete, insert, select, update on allowance_uses to dawk_worker;

create table announced_notifications (
  account_id uuid not null,
  digest text not null,
  announced_at timestamp with time zone default now() not null
);
alter table announced_notifications add constraint announced_notifications_pkey PRIMARY KEY (account_id, digest);
CREATE INDEX announced_notifications_age ON announced_notifications USING btree (announced_at);
alter table announced_notifications enable row level security;
alter table announced_notifications force row level security;
create policy tenant on announced_notifications for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on announced_notifications for all to dawk_worker using (true);
grant delete, insert, select, update on announced_notifications to dawk_app;
grant delete, insert, select, update on announced_notifications to dawk_worker;

create table api_keys (
  id uuid not null,
  account_id uuid not null,
  name text default 'API key'::text not null,
  key_hash bytea not null,
  display text not null,
  scopes text[] default '{*}'::text[] not null,
  number_ids uuid[],
  allowed_ips text[] default '{}'::text[] not null,
  test boolean default false not null,
  signing_cipher bytea,
  created_at timestamp with time zone default now() not null,
  expires_at timestamp with time zone,
  expiry_notice smallint default 0 not null,
  last_used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  rotated_at timestamp with time zone,
  previous_hash bytea,
  previous_display text,
  previous_until timestamp with time zone,
  delegation jsonb
);
alter table api_keys add constraint api_keys_pkey PRIMARY KEY (id);
alter table api_keys add constraint api_keys_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE;
alter table api_keys add constraint api_keys_key_hash_key UNIQUE (key_hash);
alter table api_keys add constraint api_keys_previous_hash_key UNIQUE (previous_hash);
CREATE INDEX api_keys_account ON api_keys USING btree (account_id);
CREATE INDEX api_keys_delegated ON api_keys USING btree (account_id, id) WHERE (delegation IS NOT NULL);
CREATE INDEX api_keys_expiring ON api_keys USING btree (expires_at) WHERE ((expires_at IS NOT NULL) AND (revoked_at IS NULL));
alter table api_keys enable row level security;
alter table api_keys force row level security;
create policy tenant on api_keys for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on api_keys for all to dawk_worker using (true);
grant delete, insert, select, update on api_keys to dawk_app;
grant delete, insert, select, update on api_keys to dawk_worker;

create table attribute_definitions (
  account_id uuid not null,
  id uuid not null,
  key text not null,
  label text not null,
  type text not null,
  options jsonb default '[]'::jsonb not null,
  is_unique boolean default false not null,
  indexed boolean default false not null,
  pii boolean default false not null,
  sensitive boolean default false not null,
  archived_at timestamp with time zone,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null
);
alter table attribute_definitions add constraint attribute_definitions_pkey PRIMARY KEY (account_id, id);
alter table attribute_definitions add constraint attribute_definitions_account_id_key_key UNIQUE (account_id, key);
alter table attribute_definitions enable row level security;
alter table attribute_definitions force row level security;
create policy tenant on attribute_definitions for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on attribute_definitions for all to dawk_worker using (true);
grant delete, insert, select, update on attribute_definitions to dawk_app;
grant delete, insert, select, update on attribute_definitions to dawk_worker;

create table audit_attempts (
  id uuid not null,
  account_id uuid not null,
  entry jsonb not null,
  at timestamp with time zone default now() not null
);
alter table audit_attempts add constraint audit_attempts_pkey PRIMARY KEY (id);
alter table audit_attempts add constraint audit_attempts_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE;
CREATE INDEX audit_attempts_account ON audit_attempts USING btree (account_id);
alter table audit_attempts enable row level security;
alter table audit_attempts force row level security;
create policy tenant on audit_attempts for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on audit_attempts for all to dawk_worker using (true);
grant delete, insert, select, update on audit_attempts to dawk_app;
grant delete, insert, select, update on audit_attempts to dawk_worker;

create table audit_log (
  id uuid not null,
  account_id uuid not null,
  at timestamp with time zone default now() not null,
  actor_kind text not null,
  actor_id uuid,
  actor_name text,
  ip text,
  request_id text,
  action text not null,
  target_kind text not null,
  target_id text not null,
  before jsonb,
  after jsonb
);
alter table audit_log add constraint audit_log_pkey PRIMARY KEY (account_id, id);
alter table audit_log add constraint audit_log_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['api_key'::text, 'member'::text, 'operator'::text, 'system'::text])));
alter table audit_log enable row level security;
alter table audit_log force row level security;
create policy tenant on audit_log for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on audit_log for all to dawk_worker using (true);
grant insert, select on audit_log to dawk_app;
grant insert, select on audit_log to dawk_worker;

create table auto_recharges (
  account_id uuid not null,
  currency text not null,
  enabled boolean not null,
  below bigint not null,
  amount bigint not null,
  method_id uuid,
  max_per_day integer not null,
  max_per_month integer not null,
  top_up_id uuid,
  declines integer default 0 not null,
  stopped_reason text,
  updated_at timestamp with time zone not null
);
alter table auto_recharges add constraint auto_recharges_pkey PRIMARY KEY (account_id, currency);
alter table auto_recharges add constraint auto_recharges_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE;
alter table auto_recharges add constraint auto_recharges_amount_check CHECK ((amount > 0));
alter table auto_recharges add constraint auto_recharges_below_check CHECK ((below > 0));
alter table auto_recharges add constraint auto_recharges_max_per_day_check CHECK ((max_per_day > 0));
alter table auto_recharges add constraint auto_recharges_max_per_month_check CHECK ((max_per_month > 0));
alter table auto_recharges enable row level security;
alter table auto_recharges force row level security;
create policy tenant on auto_recharges for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on auto_recharges for all to dawk_worker using (true);
grant delete, insert, select, update on auto_recharges to dawk_app;
grant delete, insert, select, update on auto_recharges to dawk_worker;

create table billing_profiles (
  account_id uuid not null,
  profile jsonb not null,
  updated_at timestamp with time zone not null
);
alter table billing_profiles add constraint billing_profiles_pkey PRIMARY KEY (account_id);
alter table billing_profiles add constraint billing_profiles_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE;
alter table billing_profiles enable row level security;
alter table billing_profiles force row level security;
create policy tenant on billing_profiles for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on billing_profiles for all to dawk_worker using (true);
grant delete, insert, select, update on billing_profiles to dawk_app;
grant delete, insert, select, update on billing_profiles to dawk_worker;

create table bot_conversations (
  account_id uuid not null,
  conversation_id uuid not null,
  paused_until timestamp with time zone,
  pause_reason text,
  resumed_at timestamp with time zone,
  guard jsonb not null,
  started jsonb not null
);
alter table bot_conversations add constraint bot_conversations_pkey PRIMARY KEY (account_id, conversation_id);
alter table bot_conversations enable row level security;
alter table bot_conversations force row level security;
create policy tenant on bot_conversations for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on bot_conversations for all to dawk_worker using (true);
grant delete, insert, select, update on bot_conversations to dawk_app;
grant delete, insert, select, update on bot_conversations to dawk_worker;

create table bot_inputs (
  account_id uuid not null,
  conversation_id uuid not null,
  id uuid not null,
  kind text not null,
  message_id uuid,
  data jsonb not null,
  at timestamp with time zone not null
);
alter table bot_inputs add constraint bot_inputs_pkey PRIMARY KEY (account_id, conversation_id, id);
alter table bot_inputs enable row level security;
alter table bot_inputs force row level security;
create policy tenant on bot_inputs for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on bot_inputs for all to dawk_worker using (true);
grant delete, insert, select, update on bot_inputs to dawk_app;
grant delete, insert, select, update on bot_inputs to dawk_worker;

create table bulk_changes (
  account_id uuid not null,
  id uuid not null,
  state text not null,
  changed integer not null,
  failed integer not null,
  last_error text,
  filter jsonb not null,
  steps jsonb not null,
  actor jsonb not null,
  created_at timestamp with time zone not null,
  finished_at timestamp with time zone
);
alter table bulk_changes add constraint bulk_changes_pkey PRIMARY KEY (account_id, id);
alter table bulk_changes add constraint bulk_changes_state_check CHECK ((state = ANY (ARRAY['running'::text, 'completed'::text, 'canceled'::text, 'failed'::text])));
CREATE INDEX bulk_changes_running ON bulk_changes USING btree (account_id) WHERE (state = 'running'::text);
alter table bulk_changes enable row level security;
alter table bulk_changes force row level security;
create policy tenant on bulk_changes for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on bulk_changes for all to dawk_worker using (true);
grant delete, insert, select, update on bulk_changes to dawk_app;
grant delete, insert, select, update on bulk_changes to dawk_worker;

create table campaign_changes (
  account_id uuid not null,
  campaign_id uuid not null,
  sequence bigint default next_event_sequence() not null,
  seq integer not null,
  kind text not null,
  was text,
  reason text,
  at timestamp with time zone not null
);
alter table campaign_changes add constraint campaign_changes_pkey PRIMARY KEY (account_id, campaign_id, sequence);
CREATE INDEX campaign_changes_rare ON campaign_changes USING btree (account_id, campaign_id, kind, seq) WHERE (kind = ANY (ARRAY['failed'::text, 'skipped'::text, 'canceled'::text]));
alter table campaign_changes enable row level security;
alter table campaign_changes force row level security;
create policy tenant on campaign_changes for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on campaign_changes for all to dawk_worker using (true);
grant delete, insert, select, update on campaign_changes to dawk_app;
grant delete, insert, select, update on campaign_changes to dawk_worker;

create table campaign_counters (
  account_id uuid not null,
  campaign_id uuid not null,
  shard smallint not null,
  variant smallint not null,
  key text not null,
  count bigint not null
);
alter table campaign_counters add constraint campaign_counters_pkey PRIMARY KEY (account_id, campaign_id, shard, variant, key);
alter table campaign_counters enable row level security;
alter table campaign_counters force row level security;
create policy tenant on campaign_counters for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on campaign_counters for all to dawk_worker using (true);
grant delete, insert, select, update on campaign_counters to dawk_app;
grant delete, insert, select, update on campaign_counters to dawk_worker;

create table campaign_entries (
  account_id uuid not null,
  campaign_id uuid not null,
  seq integer not null,
  phone text,
  user_id text,
  vars jsonb default '{}'::jsonb not null
);
alter table campaign_entries add constraint campaign_entries_pkey PRIMARY KEY (account_id, campaign_id, seq);
CREATE INDEX campaign_entries_phone ON campaign_entries USING btree (account_id, phone);
alter table campaign_entries enable row level security;
alter table campaign_entries force row level security;
create policy tenant on campaign_entries for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on campaign_entries for all to dawk_worker using (true);
grant delete, insert, select, update on campaign_entries to dawk_app;
grant delete, insert, select, update on campaign_entries to dawk_worker;

create table campaign_feeds (
  campaign_id uuid not null,
  account_id uuid not null,
  next_at timestamp with time zone not null,
  taken_until timestamp with time zone,
  paced_at timestamp with time zone,
  ramp_step smallint default 0 not null,
  ramp_at timestamp with time zone,
  seen jsonb default '{}'::jsonb not null,
  waits_for text
);
alter table campaign_feeds add constraint campaign_feeds_pkey PRIMARY KEY (campaign_id);
CREATE INDEX campaign_feeds_account ON campaign_feeds USING btree (account_id);
CREATE INDEX campaign_feeds_due ON campaign_feeds USING btree (next_at);
alter table campaign_feeds enable row level security;
alter table campaign_feeds force row level security;
create policy tenant on campaign_feeds for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on campaign_feeds for all to dawk_worker using (true);
grant delete, insert, select, update on campaign_feeds to dawk_app;
grant delete, insert, select, update on campaign_feeds to dawk_worker;

create table campaign_queue (
  account_id uuid not null,
  campaign_id uuid not null,
  due_at timestamp with time zone not null,
  seq integer not null
);
alter table campaign_queue add constraint campaign_queue_pkey PRIMARY KEY (account_id, campaign_id, due_at, seq);
alter table campaign_queue enable row level security;
alter table campaign_queue force row level security;
create policy tenant on campaign_queue for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on campaign_queue for all to dawk_worker using (true);
grant delete, insert, select, update on campaign_queue to dawk_app;
grant delete, insert, select, update on campaign_queue to dawk_worker;

create table campaign_recipients (
  account_id uuid not null,
  campaign_id uuid not null,
  seq integer not null,
  contact_id uuid,
  identifier text collate "C",
  phone text,
  user_id text,
  zone text not null,
  variant smallint default 0 not null,
  params jsonb,
  state text not null,
  reason text,
  code integer,
  due_at timestamp with time zone not null,
  attempt smallint default 0 not null,
  message_id uuid,
  sent_at timestamp with time zone,
  delivered_at timestamp with time zone,
  read_at timestamp with time zone,
  failed_at timestamp with time zone,
  replied_at timestamp with time zone,
  replied_to boolean,
  clicked_at timestamp with time zone,
  payload text,
  opted_out_at timestamp with time zone,
  tapped_at timestamp with time zone,
  link_clicked_at timestamp with time zone
) with (fillfactor=80);
alter table campaign_recipients add constraint campaign_recipients_pkey PRIMARY KEY (account_id, campaign_id, seq);
CREATE UNIQUE INDEX campaign_recipients_contact ON campaign_recipients USING btree (account_id, contact_id, campaign_id) WHERE (contact_id IS NOT NULL);
CREATE UNIQUE INDEX campaign_recipients_identifier ON campaign_recipients USING btree (account_id, campaign_id, identifier) WHERE (identifier IS NOT NULL);
alter table campaign_recipients enable row level security;
alter table campaign_recipients force row level security;
create policy tenant on campaign_recipients for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on campaign_recipients for all to dawk_worker using (true);
grant delete, insert, select, update on campaign_recipients to dawk_app;
grant delete, insert, select, update on campaign_recipients to dawk_worker;

create table campaigns (
  account_id uuid not null,
  id uuid not null,
  name text not null,
  state text not null,
  paused_by text,
  reason text,
  resumes_to text,
  definition jsonb not null,
  parent_id uuid,
  retry_key text,
  planned integer default 0 not null,
  duplicates integer default 0 not null,
  version integer default 1 not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  launched_at timestamp with time zone,
  starts_at timestamp with time zone,
  started_at timestamp with time zone,
  ended_at timestamp with time zone
);
alter table campaigns add constraint campaigns_pkey PRIMARY KEY (account_id, id);
alter table campaigns add constraint campaigns_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE;
alter table campaigns add constraint campaigns_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'scheduled'::text, 'planning'::text, 'running'::text, 'paused'::text, 'completed'::text, 'canceling'::text, 'canceled'::text, 'failed'::text])));
CREATE UNIQUE INDEX campaigns_retry ON campaigns USING btree (account_id, parent_id, retry_key) WHERE (parent_id IS NOT NULL);
alter table campaigns enable row level security;
alter table campaigns force row level security;
create policy tenant on campaigns for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on campaigns for all to dawk_worker using (true);
grant delete, insert, select, update on campaigns to dawk_app;
grant delete, insert, select, update on campaigns to dawk_worker;

create table canned_replies (
  account_id uuid not null,
  id uuid not null,
  shortcut text not null,
  shortcut_key text collate "C" not null,
  body text not null,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null
);
alter table canned_replies add constraint canned_replies_pkey PRIMARY KEY (account_id, id);
alter table canned_replies add constraint canned_replies_account_id_shortcut_key_key UNIQUE (account_id, shortcut_key);
alter table canned_replies enable row level security;
alter table canned_replies force row level security;
create policy tenant on canned_replies for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on canned_replies for all to dawk_worker using (true);
grant delete, insert, select, update on canned_replies to dawk_app;
grant delete, insert, select, update on canned_replies to dawk_worker;

create table changed_message_hours (
  account_id uuid not null,
  hour timestamp with time zone not null,
  id uuid not null
);
alter table changed_message_hours add constraint changed_message_hours_pkey PRIMARY KEY (account_id, hour, id);
alter table changed_message_hours add constraint changed_message_hours_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE;
alter table changed_message_hours enable row level security;
alter table changed_message_hours force row level security;
create policy tenant on changed_message_hours for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on changed_message_hours for all to dawk_worker using (true);
grant delete, insert, select, update on changed_message_hours to dawk_app;
grant delete, insert, select, update on changed_message_hours to dawk_worker;

create table connections (
  account_id uuid not null,
  id uuid not null,
  kind text not null,
  name text not null,
  state text not null,
  problem text,
  settings jsonb not null,
  credentials_cipher bytea not null,
  mapping jsonb not null,
  cursor jsonb,
  source_id uuid not null,
  failures integer default 0 not null,
  last_ok_at timestamp with time zone,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null
);
alter table connections add constraint connections_pkey PRIMARY KEY (account_id, id);
alter table connections add constraint connections_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE;
alter table connections add constraint connections_state_check CHECK ((state = ANY (ARRAY['active'::text, 'degraded'::text, 'needs_reauth'::text, 'paused'::text, 'revoked'::text])));
CREATE UNIQUE INDEX connections_source ON connections USING btree (account_id, source_id);
alter table connections enable row level security;
alter table connections force row level security;
create policy tenant on connections for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on connections for all to dawk_worker using (true);
grant delete, insert, select, update on connections to dawk_app;
grant delete, insert, select, update on connections to dawk_worker;

create table consent_events (
  account_id uuid not null,
  id uuid not null,
  contact_id uuid not null,
  seq integer not null,
  purpose text not null,
  act text not null,
  state text not null,
  source text not null,
  actor_kind text not null,
  actor_id uuid,
  language text,
  notice_version text,
  identifier_hash text,
  proof_digest text,
  occurred_at timestamp with time zone not null,
  recorded_at timestamp with time zone not null,
  previous_digest text not null,
  digest text not null
);
alter table consent_events add constraint consent_events_pkey PRIMARY KEY (account_id, id);
CREATE UNIQUE INDEX consent_events_contact ON consent_events USING btree (account_id, contact_id, seq);
alter table consent_events enable row level security;
alter table consent_events force row level security;
create policy tenant on consent_events for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on consent_events for all to dawk_worker using (true);
grant insert, select on consent_events to dawk_app;
grant insert, select on consent_events to dawk_worker;

create table consent_identifiers (
  account_id uuid not null,
  kind text not null,
  value text collate "C" not null,
  contact_id uuid not null,
  recorded_at timestamp with time zone not null,
  is_folded boolean default false not null
);
alter table consent_identifiers add constraint consent_identifiers_pkey PRIMARY KEY (account_id, kind, value, contact_id);
CREATE INDEX consent_identifiers_contact ON consent_identifiers USING btree (account_id, contact_id);
alter table consent_identifiers enable row level security;
alter table consent_identifiers force row level security;
create policy tenant on consent_identifiers for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on consent_identifiers for all to dawk_worker using (true);
grant delete, insert, select, update on consent_identifiers to dawk_app;
grant delete, insert, select, update on consent_identifiers to dawk_worker;

create table consent_proofs (
  account_id uuid not null,
  event_id uuid not null,
  contact_id uuid not null,
  identifier_kind text,
  identifier text,
  proof jsonb not null,
  salt text not null
);
alter table consent_proofs add constraint consent_proofs_pkey PRIMARY KEY (account_id, event_id);
CREATE INDEX consent_proofs_contact ON consent_proofs USING btree (account_id, contact_id);
alter table consent_proofs enable row level security;
alter table consent_proofs force row level security;
create policy tenant on consent_proofs for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on consent_proofs for all to dawk_worker using (true);
grant delete, insert, select, update on consent_proofs to dawk_app;
grant delete, insert, select, update on consent_proofs to dawk_worker;

create table consent_topics (
  account_id uuid not null,
  key text not null,
  name text not null,
  description text,
  created_at timestamp with time zone default now() not null,
  archived_at timestamp with time zone
);
alter table consent_topics add constraint consent_topics_pkey PRIMARY KEY (account_id, key);
alter table consent_topics add constraint consent_topics_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE;
alter table consent_topics enable row level security;
alter table consent_topics force row level security;
create policy tenant on consent_topics for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on consent_topics for all to dawk_worker using (true);
grant delete, insert, select, update on consent_topics to dawk_app;
grant delete, insert, select, update on consent_topics to dawk_worker;

create table consents (
  account_id uuid not null,
  contact_id uuid not null,
  purpose text not null,
  state text not null,
  since timestamp with time zone not null,
  stopped_at timestamp with time zone,
  permitted_at timestamp with time zone,
  before text not null,
  source text not null,
  event_id uuid not null
);
alter table consents add constraint consents_pkey PRIMARY KEY (account_id, contact_id, purpose);
alter table consents add constraint consents_state_check CHECK ((state = ANY (ARRAY['unknown'::text, 'implied'::text, 'pending'::text, 'opted_in'::text, 'opted_out'::text, 'blocked'::text])));
alter table consents enable row level security;
alter table consents force row level security;
create policy tenant on consents for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on consents for all to dawk_worker using (true);
grant delete, insert, select, update on consents to dawk_app;
grant delete, insert, select, update on consents to dawk_worker;

create table contact_attribute_values (
  account_id uuid not null,
  definition_id uuid not null,
  value text collate "C" not null,
  contact_id uuid not null,
  is_unique boolean not null
);
alter table contact_attribute_values add constraint contact_attribute_values_pkey PRIMARY KEY (account_id, definition_id, value, contact_id);
CREATE INDEX contact_attribute_values_contact ON contact_attribute_values USING btree (account_id, contact_id);
CREATE UNIQUE INDEX contact_attribute_values_unique ON contact_attribute_values USING btree (account_id, definition_id, value) WHERE is_unique;
alter table contact_attribute_values enable row level security;
alter table contact_attribute_values force row level security;
create policy tenant on contact_attribute_values for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on contact_attribute_values for all to dawk_worker using (true);
grant delete, insert, select, update on contact_attribute_values to dawk_app;
grant delete, insert, select, update on contact_attribute_values to dawk_worker;

create table contact_exports (
  account_id uuid not null,
  id uuid not null,
  state text not null,
  format text not null,
  filter jsonb,
  columns jsonb not null,
  created_by jsonb not null,
  rows_written integer default 0 not null,
  revision integer default 0 not null,
  media_id uuid,
  size_bytes bigint,
  error text,
  created_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  expires_at timestamp with time zone
);
alter table contact_exports add constraint contact_exports_pkey PRIMARY KEY (account_id, id);
alter table contact_exports add constraint contact_exports_format_check CHECK ((format = ANY (ARRAY['csv'::text, 'xlsx'::text, 'ndjson'::text])));
alter table contact_exports add constraint contact_exports_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'running'::text, 'completed'::text, 'failed'::text, 'canceled'::text, 'expired'::text])));
alter table contact_exports enable row level security;
alter table contact_exports force row level security;
create policy tenant on contact_exports for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on contact_exports for all to dawk_worker using (true);
grant delete, insert, select, update on contact_exports to dawk_app;
grant delete, insert, select, update on contact_exports to dawk_worker;

create table contact_external_ids (
  account_id uuid not null,
  source text collate "C" not null,
  external_id text collate "C" not null,
  contact_id uuid not null,
  source_version text,
  synced_at timestamp with time zone default now() not null,
  created_at timestamp with time zone default now() not null
);
alter table contact_external_ids add constraint contact_external_ids_pkey PRIMARY KEY (account_id, source, external_id);
CREATE INDEX contact_external_ids_contact ON contact_external_ids USING btree (account_id, contact_id);
alter table contact_external_ids enable row level security;
alter table contact_external_ids force row level security;
create policy tenant on contact_external_ids for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on contact_external_ids for all to dawk_worker using (true);
grant delete, insert, select, update on contact_external_ids to dawk_app;
grant delete, insert, select, update on contact_external_ids to dawk_worker;

create table contact_history (
  account_id uuid not null,
  contact_id uuid not null,
  id uuid not null,
  kind text not null,
  data jsonb not null,
  at timestamp with time zone not null
);
alter table contact_history add constraint contact_history_pkey PRIMARY KEY (account_id, contact_id, id);
alter table contact_history enable row level security;
alter table contact_history force row level security;
create policy tenant on contact_history for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on contact_history for all to dawk_worker using (true);
grant delete, insert, select, update on contact_history to dawk_app;
grant delete, insert, select, update on contact_history to dawk_worker;

create table contact_identifiers (
  account_id uuid not null,
  kind text not null,
  value text collate "C" not null,
  contact_id uuid not null,
  created_at timestamp with time zone default now() not null,
  ending text collate "C"
);
alter table contact_identifiers add constraint contact_identifiers_pkey PRIMARY KEY (account_id, kind, value);
alter table contact_identifiers add constraint contact_identifiers_check CHECK ((NOT (ending IS DISTINCT FROM
CASE
    WHEN (kind = 'phone'::text) THEN reverse(value)
    ELSE NULL::text
END)));
alter table contact_identifiers add constraint contact_identifiers_kind_check CHECK ((kind = ANY (ARRAY['phone'::text, 'user_id'::text, 'username'::text, 'group'::text])));
CREATE INDEX contact_identifiers_contact ON contact_identifiers USING btree (account_id, contact_id);
CREATE INDEX contact_identifiers_ending ON contact_identifiers USING btree (account_id, ending) WHERE (ending IS NOT NULL);
alter table contact_identifiers enable row level security;
alter table contact_identifiers force row level security;
create policy tenant on contact_identifiers for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on contact_identifiers for all to dawk_worker using (true);
grant delete, insert, select, update on contact_identifiers to dawk_app;
grant delete, insert, select, update on contact_identifiers to dawk_worker;

create table contact_import_batches (
  account_id uuid not null,
  import_id uuid not null,
  phase text not null,
  first_row integer not null,
  last_row integer not null,
  failures jsonb not null,
  changes jsonb default '[]'::jsonb not null,
  contact_ids uuid[] default '{}'::uuid[] not null
);
alter table contact_import_batches add constraint contact_import_batches_pkey PRIMARY KEY (account_id, import_id, phase, first_row);
alter table contact_import_batches add constraint contact_import_batches_phase_check CHECK ((phase = ANY (ARRAY['check'::text, 'run'::text])));
alter table contact_import_batches enable row level security;
alter table contact_import_batches force row level security;
create policy tenant on contact_import_batches for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on contact_import_batches for all to dawk_worker using (true);
grant delete, insert, select, update on contact_import_batches to dawk_app;
grant delete, insert, select, update on contact_import_batches to dawk_worker;

create table contact_import_mappings (
  account_id uuid not null,
  id uuid not null,
  name text not null,
  name_key text collate "C" not null,
  mapping jsonb not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null
);
alter table contact_import_mappings add constraint contact_import_mappings_pkey PRIMARY KEY (account_id, id);
alter table contact_import_mappings add constraint contact_import_mappings_account_id_name_key_key UNIQUE (account_id, name_key);
alter table contact_import_mappings enable row level security;
alter table contact_import_mappings force row level security;
create policy tenant on contact_import_mappings for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on contact_import_mappings for all to dawk_worker using (true);
grant delete, insert, select, update on contact_import_mappings to dawk_app;
grant delete, insert, select, update on contact_import_mappings to dawk_worker;

create table contact_imports (
  account_id uuid not null,
  id uuid not null,
  state text not null,
  filename text,
  format text,
  size_bytes bigint not null,
  media_id uuid,
  created_by jsonb not null,
  analysis jsonb,
  mapping jsonb,
  check_progress jsonb,
  run_progress jsonb,
  undo_progress jsonb,
  error text,
  created_at timestamp with time zone not null,
  started_at timestamp with time zone,
  finished_at timestamp with time zone,
  undo_until timestamp with time zone,
  reading jsonb
);
alter table contact_imports add constraint contact_imports_pkey PRIMARY KEY (account_id, id);
alter table contact_imports add constraint contact_imports_state_check CHECK ((state = ANY (ARRAY['uploaded'::text, 'analysed'::text, 'ready'::text, 'checking'::text, 'running'::text, 'completed'::text, 'completed_with_errors'::text, 'failed'::text, 'canceled'::text, 'undoing'::text, 'undone'::text])));
alter table contact_imports enable row level security;
alter table contact_imports force row level security;
create policy tenant on contact_imports for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on contact_imports for all to dawk_worker using (true);
grant delete, insert, select, update on contact_imports to dawk_app;
grant delete, insert, select, update on contact_imports to dawk_worker;

create table contact_merges (
  account_id uuid not null,
  id uuid not null,
  survivor_id uuid not null,
  absorbed_id uuid not null,
  before jsonb not null,
  merged_at timestamp with time zone not null,
  undone_at timestamp with time zone
);
alter table contact_merges add constraint contact_merges_pkey PRIMARY KEY (account_id, id);
CREATE INDEX contact_merges_absorbed ON contact_merges USING btree (account_id, absorbed_id);
CREATE INDEX contact_merges_survivor ON contact_merges USING btree (account_id, survivor_id);
alter table contact_merges enable row level security;
alter table contact_merges force row level security;
create policy tenant on contact_merges for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on contact_merges for all to dawk_worker using (true);
grant delete, insert, select, update on contact_merges to dawk_app;
grant delete, insert, select, update on contact_merges to dawk_worker;

create table contact_reachability (
  account_id uuid not null,
  contact_id uuid not null,
  undeliverable_at timestamp with time zone[] default '{}'::timestamp with time zone[] not null,
  capped_count integer default 0 not null,
  capped_at timestamp with time zone,
  capped_until timestamp with time zone,
  rests jsonb default '{}'::jsonb not null
);
alter table contact_reachability add constraint contact_reachability_pkey PRIMARY KEY (account_id, contact_id);
alter table contact_reachability enable row level security;
alter table contact_reachability force row level security;
create policy tenant on contact_reachability for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on contact_reachability for all to dawk_worker using (true);
grant delete, insert, select, update on contact_reachability to dawk_app;
grant delete, insert, select, update on contact_reachability to dawk_worker;

create table contact_settings (
  account_id uuid not null,
  source_priority jsonb not null,
  updated_at timestamp with time zone not null
);
alter table contact_settings add constraint contact_settings_pkey PRIMARY KEY (account_id);
alter table contact_settings add constraint contact_settings_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE;
alter table contact_settings enable row level security;
alter table contact_settings force row level security;
create policy tenant on contact_settings for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on contact_settings for all to dawk_worker using (true);
grant delete, insert, select, update on contact_settings to dawk_app;
grant delete, insert, select, update on contact_settings to dawk_worker;

create table contact_tags (
  account_id uuid not null,
  tag_id uuid not null,
  contact_id uuid not null,
  source text not null,
  added_at timestamp with time zone default now() not null
);
alter table contact_tags add constraint contact_tags_pkey PRIMARY KEY (account_id, tag_id, contact_id);
CREATE INDEX contact_tags_contact ON contact_tags USING btree (account_id, contact_id);
alter table contact_tags enable row level security;
alter table contact_tags force row level security;
create policy tenant on contact_tags for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on contact_tags for all to dawk_worker using (true);
grant delete, insert, select, update on contact_tags to dawk_app;
grant delete, insert, select, update on contact_tags to dawk_worker;

create table contact_updates (
  account_id uuid not null,
  contact_id uuid not null,
  changed jsonb not null,
  version integer not null,
  due_at timestamp with time zone not null
);
alter table contact_updates add constraint contact_updates_pkey PRIMARY KEY (account_id, contact_id);
CREATE INDEX contact_updates_due ON contact_updates USING btree (due_at);
alter table contact_updates enable row level security;
alter table contact_updates force row level security;
create policy tenant on contact_updates for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on contact_updates for all to dawk_worker using (true);
grant delete, insert, select, update on contact_updates to dawk_app;
grant delete, insert, select, update on contact_updates to dawk_worker;

create table contact_words (
  account_id uuid not null,
  word text collate "C" not null,
  contact_id uuid not null
);
alter table contact_words add constraint contact_words_pkey PRIMARY KEY (account_id, word, contact_id);
CREATE INDEX contact_words_contact ON contact_words USING btree (account_id, contact_id);
alter table contact_words enable row level security;
alter table contact_words force row level security;
create policy tenant on contact_words for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on contact_words for all to dawk_worker using (true);
grant delete, insert, select, update on contact_words to dawk_app;
grant delete, insert, select, update on contact_words to dawk_worker;

create table contacts (
  id uuid not null,
  account_id uuid not null,
  name text,
  book_name text,
  username text,
  phone text,
  user_id text,
  marketing_preference text,
  marketing_preference_at timestamp with time zone,
  created_at timestamp with time zone default now() not null,
  name_key text collate "C",
  name_source text,
  language text,
  timezone text,
  country text,
  attributes jsonb default '{}'::jsonb not null,
  attribute_keys jsonb default '{}'::jsonb not null,
  provenance jsonb default '{}'::jsonb not null,
  version integer default 1 not null,
  updated_at timestamp with time zone default now() not null,
  deleted_at timestamp with time zone
);
alter table contacts add constraint contacts_pkey PRIMARY KEY (account_id, id);
alter table contacts add constraint contacts_marketing_preference_check CHECK ((marketing_preference = ANY (ARRAY['stop'::text, 'resume'::text])));
CREATE INDEX contacts_deleted ON contacts USING btree (deleted_at) WHERE (deleted_at IS NOT NULL);
CREATE INDEX contacts_hidden ON contacts USING btree (account_id, id) WHERE (deleted_at IS NOT NULL);
CREATE INDEX contacts_present ON contacts USING btree (account_id, id) WHERE (deleted_at IS NULL);
CREATE INDEX contacts_updated ON contacts USING btree (account_id, updated_at);
alter table contacts enable row level security;
alter table contacts force row level security;
create policy tenant on contacts for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on contacts for all to dawk_worker using (true);
grant delete, insert, select, update on contacts to dawk_app;
grant delete, insert, select, update on contacts to dawk_worker;

create table conversation_clocks (
  account_id uuid not null,
  conversation_id uuid not null,
  kind text not null,
  started_at timestamp with time zone not null,
  due_at timestamp with time zone not null,
  breached_at timestamp with time zone
);
alter table conversation_clocks add constraint conversation_clocks_pkey PRIMARY KEY (account_id, conversation_id, kind);
alter table conversation_clocks add constraint conversation_clocks_kind_check CHECK ((kind = ANY (ARRAY['first_response'::text, 'resolution'::text])));
alter table conversation_clocks enable row level security;
alter table conversation_clocks force row level security;
create policy tenant on conversation_clocks for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on conversation_clocks for all to dawk_worker using (true);
grant delete, insert, select, update on conversation_clocks to dawk_app;
grant delete, insert, select, update on conversation_clocks to dawk_worker;

create table conversation_drafts (
  account_id uuid not null,
  conversation_id uuid not null,
  member_id uuid not null,
  body text not null,
  updated_at timestamp with time zone not null
);
alter table conversation_drafts add constraint conversation_drafts_pkey PRIMARY KEY (account_id, conversation_id, member_id);
alter table conversation_drafts enable row level security;
alter table conversation_drafts force row level security;
create policy tenant on conversation_drafts for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on conversation_drafts for all to dawk_worker using (true);
grant delete, insert, select, update on conversation_drafts to dawk_app;
grant delete, insert, select, update on conversation_drafts to dawk_worker;

create table conversation_labels (
  account_id uuid not null,
  label_id uuid not null,
  conversation_id uuid not null,
  origin_id uuid not null
);
alter table conversation_labels add constraint conversation_labels_pkey PRIMARY KEY (account_id, label_id, conversation_id);
CREATE INDEX conversation_labels_conversation ON conversation_labels USING btree (account_id, conversation_id);
alter table conversation_labels enable row level security;
alter table conversation_labels force row level security;
create policy tenant on conversation_labels for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on conversation_labels for all to dawk_worker using (true);
grant delete, insert, select, update on conversation_labels to dawk_app;
grant delete, insert, select, update on conversation_labels to dawk_worker;

create table conversation_notes (
  account_id uuid not null,
  id uuid not null,
  conversation_id uuid not null,
  origin_id uuid not null,
  author_kind text not null,
  author_id uuid,
  author_name text,
  body text not null,
  mentions uuid[] default '{}'::uuid[] not null,
  created_at timestamp with time zone not null
);
alter table conversation_notes add constraint conversation_notes_pkey PRIMARY KEY (account_id, id);
CREATE INDEX conversation_notes_conversation ON conversation_notes USING btree (account_id, conversation_id, id DESC);
alter table conversation_notes enable row level security;
alter table conversation_notes force row level security;
create policy tenant on conversation_notes for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on conversation_notes for all to dawk_worker using (true);
grant delete, insert, select, update on conversation_notes to dawk_app;
grant delete, insert, select, update on conversation_notes to dawk_worker;

create table conversation_queue (
  account_id uuid not null,
  message_id uuid not null,
  wa_id text
) with (autovacuum_vacuum_scale_factor=0.02, autovacuum_vacuum_threshold=2000, autovacuum_vacuum_cost_delay=0);
alter table conversation_queue enable row level security;
alter table conversation_queue force row level security;
create policy tenant on conversation_queue for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on conversation_queue for all to dawk_worker using (true);
grant delete, insert, select, update on conversation_queue to dawk_app;
grant delete, insert, select, update on conversation_queue to dawk_worker;

create table conversations (
  id uuid not null,
  account_id uuid not null,
  number_id uuid not null,
  contact_id uuid not null,
  peers text[] not null,
  last_at timestamp with time zone not null,
  last_said_at timestamp with time zone,
  last_message_id uuid,
  last_direction text,
  last_type text,
  last_preview text,
  unread integer default 0 not null,
  read_id uuid,
  last_inbound_id uuid,
  last_inbound_at timestamp with time zone,
  last_outbound_at timestamp with time zone,
  referral_at timestamp with time zone,
  free_entry_until timestamp with time zone,
  thread_owner text,
  status text default 'open'::text not null,
  assignee text,
  created_at timestamp with time zone default now() not null,
  snoozed_until timestamp with time zone,
  close_reason text,
  priority smallint default 0 not null,
  team_id uuid
) with (fillfactor=80);
alter table conversations add constraint conversations_pkey PRIMARY KEY (account_id, id);
alter table conversations add constraint conversations_status_check CHECK ((status = ANY (ARRAY['open'::text, 'pending'::text, 'snoozed'::text, 'closed'::text])));
alter table conversations add constraint conversations_thread_owner_check CHECK ((thread_owner = ANY (ARRAY['self'::text, 'other'::text])));
CREATE INDEX conversations_assigned ON conversations USING btree (account_id, assignee, last_at DESC, id DESC) WHERE (assignee IS NOT NULL);
CREATE UNIQUE INDEX conversations_contact ON conversations USING btree (account_id, contact_id, number_id);
CREATE INDEX conversations_of_team ON conversations USING btree (account_id, team_id, last_at DESC, id DESC) WHERE (team_id IS NOT NULL);
CREATE INDEX conversations_recent ON conversations USING btree (account_id, last_at DESC, id DESC);
CREATE INDEX conversations_recent_number ON conversations USING btree (account_id, number_id, last_at DESC, id DESC);
alter table conversations enable row level security;
alter table conversations force row level security;
create policy tenant on conversations for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on conversations for all to dawk_worker using (true);
grant delete, insert, select, update on conversations to dawk_app;
grant delete, insert, select, update on conversations to dawk_worker;

create table dawk_migrations (
  name text not null,
  checksum text not null,
  applied_at timestamp with time zone default now() not null
);
alter table dawk_migrations add constraint dawk_migrations_pkey PRIMARY KEY (name);

create table deliveries (
  id uuid not null,
  account_id uuid not null,
  endpoint_id uuid not null,
  event_id uuid not null,
  state text not null,
  attempts jsonb default '[]'::jsonb not null,
  updated_at timestamp with time zone default now() not null
) partition by RANGE (id);
alter table deliveries add constraint deliveries_pkey PRIMARY KEY (account_id, id);
alter table deliveries add constraint deliveries_state_check CHECK ((state = ANY (ARRAY['delivered'::text, 'retrying'::text, 'failed'::text])));
CREATE INDEX deliveries_endpoint ON ONLY deliveries USING btree (account_id, endpoint_id, id);
alter table deliveries enable row level security;
alter table deliveries force row level security;
create policy tenant on deliveries for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on deliveries for all to dawk_worker using (true);
grant delete, insert, select, update on deliveries to dawk_app;
grant delete, insert, select, update on deliveries to dawk_worker;

create table deliveries_default partition of deliveries DEFAULT;
grant delete, insert, select, update on deliveries_default to dawk_worker;

create table disputes (
  account_id uuid not null,
  provider text not null,
  id text not null,
  top_up_id uuid not null,
  payment_id text not null,
  currency text not null,
  amount bigint not null,
  frozen bigint not null,
  tax bigint not null,
  state text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null
);
alter table disputes add constraint disputes_pkey PRIMARY KEY (account_id, provider, id);
alter table disputes add constraint disputes_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE;
alter table disputes add constraint disputes_state_check CHECK ((state = ANY (ARRAY['open'::text, 'won'::text, 'lost'::text])));
CREATE INDEX disputes_top_up ON disputes USING btree (account_id, top_up_id);
alter table disputes enable row level security;
alter table disputes force row level security;
create policy tenant on disputes for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on disputes for all to dawk_worker using (true);
grant delete, insert, select, update on disputes to dawk_app;
grant delete, insert, select, update on disputes to dawk_worker;

create table drip_steps (
  account_id uuid not null,
  enrollment_id uuid not null,
  seq integer not null,
  drip_id uuid not null,
  version integer not null,
  step text not null,
  kind text not null,
  outcome text not null,
  code integer,
  message_id uuid,
  at timestamp with time zone not null
) with (fillfactor=80);
alter table drip_steps add constraint drip_steps_pkey PRIMARY KEY (account_id, enrollment_id, seq);
CREATE INDEX drip_steps_drip ON drip_steps USING btree (account_id, drip_id, step);
alter table drip_steps enable row level security;
alter table drip_steps force row level security;
create policy tenant on drip_steps for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on drip_steps for all to dawk_worker using (true);
grant delete, insert, select, update on drip_steps to dawk_app;
grant delete, insert, select, update on drip_steps to dawk_worker;

create table drip_versions (
  account_id uuid not null,
  drip_id uuid not null,
  version integer not null,
  definition jsonb not null,
  published_at timestamp with time zone not null
);
alter table drip_versions add constraint drip_versions_pkey PRIMARY KEY (account_id, drip_id, version);
alter table drip_versions enable row level security;
alter table drip_versions force row level security;
create policy tenant on drip_versions for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on drip_versions for all to dawk_worker using (true);
grant delete, insert, select, update on drip_versions to dawk_app;
grant delete, insert, select, update on drip_versions to dawk_worker;

create table drips (
  account_id uuid not null,
  id uuid not null,
  name text not null,
  state text not null,
  definition jsonb not null,
  version integer default 0 not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null
);
alter table drips add constraint drips_pkey PRIMARY KEY (account_id, id);
alter table drips add constraint drips_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE;
alter table drips add constraint drips_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'active'::text, 'paused'::text, 'archived'::text])));
alter table drips enable row level security;
alter table drips force row level security;
create policy tenant on drips for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on drips for all to dawk_worker using (true);
grant delete, insert, select, update on drips to dawk_app;
grant delete, insert, select, update on drips to dawk_worker;

create table endpoint_failures (
  endpoint_id uuid not null,
  account_id uuid not null,
  failing_since timestamp with time zone not null,
  failures integer not null
);
alter table endpoint_failures add constraint endpoint_failures_pkey PRIMARY KEY (endpoint_id);
alter table endpoint_failures add constraint endpoint_failures_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE;
alter table endpoint_failures add constraint endpoint_failures_endpoint_id_fkey FOREIGN KEY (endpoint_id) REFERENCES endpoints(id) ON DELETE CASCADE;
alter table endpoint_failures enable row level security;
alter table endpoint_failures force row level security;
create policy tenant on endpoint_failures for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on endpoint_failures for all to dawk_worker using (true);
grant delete, insert, select, update on endpoint_failures to dawk_app;
grant delete, insert, select, update on endpoint_failures to dawk_worker;

create table endpoints (
  id uuid not null,
  account_id uuid not null,
  dialect text not null,
  singular boolean default false not null,
  url text not null,
  description text,
  secret_cipher bytea not null,
  previous_secret_cipher bytea,
  previous_secret_until timestamp with time zone,
  event_types text[] not null,
  lane_id bigint not null,
  ordered boolean default false not null,
  enabled boolean default true not null,
  disabled_reason text,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null
);
alter table endpoints add constraint endpoints_pkey PRIMARY KEY (id);
alter table endpoints add constraint endpoints_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE;
CREATE INDEX endpoints_account ON endpoints USING btree (account_id);
CREATE UNIQUE INDEX endpoints_singular ON endpoints USING btree (account_id, dialect) WHERE singular;
alter table endpoints enable row level security;
alter table endpoints force row level security;
create policy tenant on endpoints for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on endpoints for all to dawk_worker using (true);
grant delete, insert, select, update on endpoints to dawk_app;
grant delete, insert, select, update on endpoints to dawk_worker;

create table enrollments (
  account_id uuid not null,
  id uuid not null,
  drip_id uuid not null,
  version integer not null,
  contact_id uuid not null,
  trigger_key text collate "C" not null,
  state text not null,
  reason text,
  goal text,
  step text not null,
  seq integer default 0 not null,
  rev integer default 0 not null,
  due_at timestamp with time zone not null,
  entered_at timestamp with time zone,
  waits_for text,
  signal text,
  attempt smallint default 0 not null,
  sent integer default 0 not null,
  last_sent_at timestamp with time zone,
  last_message_id uuid,
  last_outcome text,
  vars jsonb default '{}'::jsonb not null,
  enrolled_at timestamp with time zone not null,
  ended_at timestamp with time zone
);
alter table enrollments add constraint enrollments_pkey PRIMARY KEY (account_id, id);
alter table enrollments add constraint enrollments_state_check CHECK ((state = ANY (ARRAY['active'::text, 'completed'::text, 'exited'::text, 'failed'::text])));
CREATE INDEX enrollments_contact ON enrollments USING btree (account_id, contact_id, drip_id);
CREATE INDEX enrollments_drip ON enrollments USING btree (account_id, drip_id, state, id);
CREATE INDEX enrollments_message ON enrollments USING btree (account_id, last_message_id) WHERE (waits_for IS NOT NULL);
CREATE UNIQUE INDEX enrollments_trigger ON enrollments USING btree (account_id, drip_id, trigger_key);
alter table enrollments enable row level security;
alter table enrollments force row level security;
create policy tenant on enrollments for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on enrollments for all to dawk_worker using (true);
grant delete, insert, select, update on enrollments to dawk_app;
grant delete, insert, select, update on enrollments to dawk_worker;

create table erasures (
  id uuid not null,
  account_id uuid not null,
  kind text not null,
  contact_id uuid,
  state text default 'running'::text not null,
  step text not null,
  "position" text,
  keys jsonb,
  counts jsonb default '{}'::jsonb not null,
  run_at timestamp with time zone default now() not null,
  requested_at timestamp with time zone default now() not null,
  finished_at timestamp with time zone
);
alter table erasures add constraint erasures_pkey PRIMARY KEY (id);
alter table erasures add constraint erasures_kind_check CHECK ((kind = ANY (ARRAY['person'::text, 'account'::text])));
alter table erasures add constraint erasures_state_check CHECK ((state = ANY (ARRAY['running'::text, 'done'::text, 'undone'::text])));
CREATE UNIQUE INDEX erasures_account ON erasures USING btree (account_id) WHERE ((kind = 'account'::text) AND (state = 'running'::text));
CREATE INDEX erasures_contact ON erasures USING btree (account_id, contact_id) WHERE (contact_id IS NOT NULL);
CREATE INDEX erasures_due ON erasures USING btree (run_at) WHERE (state = 'running'::text);
alter table erasures enable row level security;
alter table erasures force row level security;
create policy tenant on erasures for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on erasures for all to dawk_worker using (true);
grant delete, insert, select, update on erasures to dawk_app;
grant delete, insert, select, update on erasures to dawk_worker;

create table event_sources (
  id uuid not null,
  account_id uuid not null,
  name text not null,
  kind text not null,
  state text not null,
  token_hash bytea not null,
  token_cipher bytea not null,
  previous_token_hash bytea,
  previous_token_until timestamp with time zone,
  auth jsonb not null,
  secret_cipher bytea,
  previous_secret_cipher bytea,
  previous_secret_until timestamp with time zone,
  dedupe jsonb not null,
  mapping jsonb not null,
  actions jsonb not null,
  respond jsonb not null,
  last_event_at timestamp with time zone,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null
);
alter table event_sources add constraint event_sources_pkey PRIMARY KEY (id);
alter table event_sources add constraint event_sources_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE;
alter table event_sources add constraint event_sources_previous_token_hash_key UNIQUE (previous_token_hash);
alter table event_sources add constraint event_sources_state_check CHECK ((state = ANY (ARRAY['active'::text, 'paused'::text])));
alter table event_sources add constraint event_sources_token_hash_key UNIQUE (token_hash);
CREATE INDEX event_sources_account ON event_sources USING btree (account_id, id);
alter table event_sources enable row level security;
alter table event_sources force row level security;
create policy tenant on event_sources for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on event_sources for all to dawk_worker using (true);
grant delete, insert, select, update on event_sources to dawk_app;
grant delete, insert, select, update on event_sources to dawk_worker;

create table event_subscribers (
  name text not null,
  cursor bigint not null,
  moved_at timestamp with time zone default now() not null
);
alter table event_subscribers add constraint event_subscribers_pkey PRIMARY KEY (name);
grant delete, insert, select, update on event_subscribers to dawk_worker;

create table events (
  id uuid not null,
  account_id uuid not null,
  sequence bigint default next_event_sequence() not null,
  type text not null,
  at timestamp with time zone default now() not null,
  data jsonb not null
) partition by RANGE (id);
alter table events add constraint events_pkey PRIMARY KEY (account_id, id);
CREATE INDEX events_feed ON ONLY events USING btree (account_id, sequence);
CREATE INDEX events_sequence ON ONLY events USING btree (sequence);
alter table events enable row level security;
alter table events force row level security;
create policy tenant on events for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on events for all to dawk_worker using (true);
grant delete, insert, select, update on events to dawk_worker;
grant insert, select on events to dawk_app;

create table events_default partition of events DEFAULT;
grant delete, insert, select, update on events_default to dawk_worker;

create table flow_sessions (
  account_id uuid not null,
  id uuid not null,
  conversation_id uuid not null,
  contact_id uuid not null,
  number_id uuid not null,
  root_flow_id uuid not null,
  flow_id uuid not null,
  version_id uuid not null,
  node text not null,
  stack jsonb not null,
  vars jsonb not null,
  event jsonb not null,
  wait jsonb,
  gathers boolean not null,
  rev integer not null,
  state text not null,
  result text,
  depth smallint not null,
  started_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  ended_at timestamp with time zone
);
alter table flow_sessions add constraint flow_sessions_pkey PRIMARY KEY (account_id, id);
CREATE INDEX flow_sessions_contact ON flow_sessions USING btree (account_id, contact_id);
CREATE INDEX flow_sessions_flow ON flow_sessions USING btree (account_id, root_flow_id, id DESC);
CREATE UNIQUE INDEX flow_sessions_open ON flow_sessions USING btree (account_id, conversation_id) WHERE (state = 'waiting'::text);
alter table flow_sessions enable row level security;
alter table flow_sessions force row level security;
create policy tenant on flow_sessions for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on flow_sessions for all to dawk_worker using (true);
grant delete, insert, select, update on flow_sessions to dawk_app;
grant delete, insert, select, update on flow_sessions to dawk_worker;

create table flow_steps (
  account_id uuid not null,
  id uuid not null,
  conversation_id uuid not null,
  contact_id uuid not null,
  session_id uuid,
  version_id uuid,
  rev integer not null,
  node text,
  kind text not null,
  exit text,
  output jsonb,
  error text,
  at timestamp with time zone not null
);
alter table flow_steps add constraint flow_steps_pkey PRIMARY KEY (account_id, id);
CREATE INDEX flow_steps_conversation ON flow_steps USING btree (account_id, conversation_id, id);
CREATE INDEX flow_steps_session ON flow_steps USING btree (account_id, session_id, id) WHERE (session_id IS NOT NULL);
CREATE INDEX flow_steps_version ON flow_steps USING btree (account_id, version_id, node) WHERE (version_id IS NOT NULL);
alter table flow_steps enable row level security;
alter table flow_steps force row level security;
create policy tenant on flow_steps for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on flow_steps for all to dawk_worker using (true);
grant delete, insert, select, update on flow_steps to dawk_app;
grant delete, insert, select, update on flow_steps to dawk_worker;

create table flow_versions (
  account_id uuid not null,
  id uuid not null,
  flow_id uuid not null,
  number integer not null,
  spec jsonb not null,
  checksum text not null,
  message text,
  report jsonb not null,
  published_by jsonb not null,
  published_at timestamp with time zone not null
);
alter table flow_versions add constraint flow_versions_pkey PRIMARY KEY (account_id, id);
alter table flow_versions add constraint flow_versions_account_id_flow_id_number_key UNIQUE (account_id, flow_id, number);
alter table flow_versions enable row level security;
alter table flow_versions force row level security;
create policy tenant on flow_versions for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on flow_versions for all to dawk_worker using (true);
grant delete, insert, select, update on flow_versions to dawk_app;
grant delete, insert, select, update on flow_versions to dawk_worker;

create table flows (
  account_id uuid not null,
  id uuid not null,
  name text not null,
  folder text,
  enabled boolean not null,
  draft jsonb not null,
  draft_revision integer not null,
  live_version_id uuid,
  disabled_reason text,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  archived_at timestamp with time zone
);
alter table flows add constraint flows_pkey PRIMARY KEY (account_id, id);
alter table flows add constraint flows_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE;
alter table flows enable row level security;
alter table flows force row level security;
create policy tenant on flows for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on flows for all to dawk_worker using (true);
grant delete, insert, select, update on flows to dawk_app;
grant delete, insert, select, update on flows to dawk_worker;

create table free_messages (
  account_id uuid not null,
  phone_number_id text not null,
  month text not null,
  used integer not null
) with (fillfactor=50);
alter table free_messages add constraint free_messages_pkey PRIMARY KEY (account_id, phone_number_id, month);
alter table free_messages enable row level security;
alter table free_messages force row level security;
create policy tenant on free_messages for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on free_messages for all to dawk_worker using (true);
grant delete, insert, select, update on free_messages to dawk_app;
grant delete, insert, select, update on free_messages to dawk_worker;

create table idempotency_keys (
  account_id uuid not null,
  key text not null,
  fingerprint bytea not null,
  message_id uuid,
  result jsonb,
  created_at timestamp with time zone default now() not null,
  answer bytea,
  claim uuid,
  claimed_until timestamp with time zone
);
alter table idempotency_keys add constraint idempotency_keys_pkey PRIMARY KEY (account_id, key);
CREATE INDEX idempotency_keys_age ON idempotency_keys USING btree (created_at);
alter table idempotency_keys enable row level security;
alter table idempotency_keys force row level security;
create policy tenant on idempotency_keys for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on idempotency_keys for all to dawk_worker using (true);
grant delete, insert, select, update on idempotency_keys to dawk_app;
grant delete, insert, select, update on idempotency_keys to dawk_worker;

create table inbox_agents (
  account_id uuid not null,
  member_id uuid not null,
  available boolean default false not null,
  available_changed_at timestamp with time zone not null,
  capacity integer not null,
  turn bigint default 0 not null
);
alter table inbox_agents add constraint inbox_agents_pkey PRIMARY KEY (account_id, member_id);
alter table inbox_agents enable row level security;
alter table inbox_agents force row level security;
create policy tenant on inbox_agents for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on inbox_agents for all to dawk_worker using (true);
grant delete, insert, select, update on inbox_agents to dawk_app;
grant delete, insert, select, update on inbox_agents to dawk_worker;

create table inbox_queue (
  account_id uuid not null,
  conversation_id uuid not null,
  since timestamp with time zone not null
);
alter table inbox_queue add constraint inbox_queue_pkey PRIMARY KEY (account_id, conversation_id);
alter table inbox_queue enable row level security;
alter table inbox_queue force row level security;
create policy tenant on inbox_queue for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on inbox_queue for all to dawk_worker using (true);
grant delete, insert, select, update on inbox_queue to dawk_app;
grant delete, insert, select, update on inbox_queue to dawk_worker;

create table inbox_settings (
  account_id uuid not null,
  settings jsonb default '{}'::jsonb not null,
  updated_at timestamp with time zone default now() not null
);
alter table inbox_settings add constraint inbox_settings_pkey PRIMARY KEY (account_id);
alter table inbox_settings enable row level security;
alter table inbox_settings force row level security;
create policy tenant on inbox_settings for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on inbox_settings for all to dawk_worker using (true);
grant delete, insert, select, update on inbox_settings to dawk_app;
grant delete, insert, select, update on inbox_settings to dawk_worker;

create table inbox_views (
  account_id uuid not null,
  id uuid not null,
  owner_id uuid,
  name text not null,
  filters jsonb not null,
  created_at timestamp with time zone default now() not null
);
alter table inbox_views add constraint inbox_views_pkey PRIMARY KEY (account_id, id);
alter table inbox_views enable row level security;
alter table inbox_views force row level security;
create policy tenant on inbox_views for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on inbox_views for all to dawk_worker using (true);
grant delete, insert, select, update on inbox_views to dawk_app;
grant delete, insert, select, update on inbox_views to dawk_worker;

create table incoming_event_actions (
  account_id uuid not null,
  event_id uuid not null,
  action_id text collate "C" not null,
  kind text not null,
  outcome text not null,
  reason text,
  message_id uuid,
  reference_id uuid,
  run integer not null,
  at timestamp with time zone not null
);
alter table incoming_event_actions add constraint incoming_event_actions_pkey PRIMARY KEY (account_id, event_id, action_id);
alter table incoming_event_actions add constraint incoming_event_actions_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE;
alter table incoming_event_actions add constraint incoming_event_actions_outcome_check CHECK ((outcome = ANY (ARRAY['done'::text, 'skipped'::text, 'waiting'::text])));
alter table incoming_event_actions enable row level security;
alter table incoming_event_actions force row level security;
create policy tenant on incoming_event_actions for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on incoming_event_actions for all to dawk_worker using (true);
grant delete, insert, select, update on incoming_event_actions to dawk_app;
grant delete, insert, select, update on incoming_event_actions to dawk_worker;

create table incoming_event_claims (
  account_id uuid not null,
  source_id uuid not null,
  action_id text collate "C" not null,
  key text collate "C" not null,
  event_id uuid not null,
  at timestamp with time zone not null
);
alter table incoming_event_claims add constraint incoming_event_claims_pkey PRIMARY KEY (account_id, source_id, action_id, key);
alter table incoming_event_claims add constraint incoming_event_claims_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE;
alter table incoming_event_claims enable row level security;
alter table incoming_event_claims force row level security;
create policy tenant on incoming_event_claims for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on incoming_event_claims for all to dawk_worker using (true);
grant delete, insert, select, update on incoming_event_claims to dawk_app;
grant delete, insert, select, update on incoming_event_claims to dawk_worker;

create table incoming_event_keys (
  account_id uuid not null,
  source_id uuid not null,
  key text collate "C" not null,
  event_id uuid not null,
  expires_at timestamp with time zone not null
);
alter table incoming_event_keys add constraint incoming_event_keys_pkey PRIMARY KEY (account_id, source_id, key);
alter table incoming_event_keys add constraint incoming_event_keys_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE;
CREATE INDEX incoming_event_keys_expired ON incoming_event_keys USING btree (account_id, expires_at);
alter table incoming_event_keys enable row level security;
alter table incoming_event_keys force row level security;
create policy tenant on incoming_event_keys for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on incoming_event_keys for all to dawk_worker using (true);
grant delete, insert, select, update on incoming_event_keys to dawk_app;
grant delete, insert, select, update on incoming_event_keys to dawk_worker;

create table incoming_events (
  account_id uuid not null,
  id uuid not null,
  source_id uuid not null,
  state text not null,
  reason text,
  type text,
  occurred_at timestamp with time zone,
  contact_id uuid,
  data jsonb default '{}'::jsonb not null,
  notes jsonb default '[]'::jsonb not null,
  body text not null,
  headers jsonb not null,
  dedupe_key text collate "C",
  run integer default 1 not null,
  announced boolean default false not null,
  duplicates integer default 0 not null,
  received_at timestamp with time zone not null,
  applied_at timestamp with time zone
);
alter table incoming_events add constraint incoming_events_pkey PRIMARY KEY (account_id, id);
alter table incoming_events add constraint incoming_events_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE;
alter table incoming_events add constraint incoming_events_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'waiting'::text, 'applied'::text, 'skipped'::text, 'unmapped'::text, 'failed'::text])));
CREATE INDEX incoming_events_contact ON incoming_events USING btree (account_id, contact_id) WHERE (contact_id IS NOT NULL);
CREATE INDEX incoming_events_source ON incoming_events USING btree (account_id, source_id, id);
alter table incoming_events enable row level security;
alter table incoming_events force row level security;
create policy tenant on incoming_events for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on incoming_events for all to dawk_worker using (true);
grant delete, insert, select, update on incoming_events to dawk_app;
grant delete, insert, select, update on incoming_events to dawk_worker;

create table installation (
  id uuid not null,
  only_row boolean default true not null,
  witness text not null,
  adopted_at timestamp with time zone not null,
  copied_since timestamp with time zone,
  root_cipher bytea
);
alter table installation add constraint installation_pkey PRIMARY KEY (id);
alter table installation add constraint installation_only_row_check CHECK (only_row);
alter table installation add constraint installation_only_row_key UNIQUE (only_row);
grant delete, insert, select, update on installation to dawk_worker;

create table invitations (
  id uuid not null,
  account_id uuid not null,
  email text not null,
  role text not null,
  token_hash bytea not null,
  created_at timestamp with time zone default now() not null,
  expires_at timestamp with time zone not null,
  accepted_at timestamp with time zone,
  revoked_at timestamp with time zone
);
alter table invitations add constraint invitations_pkey PRIMARY KEY (id);
alter table invitations add constraint invitations_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE;
alter table invitations add constraint invitations_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'admin'::text, 'agent'::text, 'developer'::text, 'billing'::text, 'viewer'::text])));
alter table invitations add constraint invitations_token_hash_key UNIQUE (token_hash);
CREATE INDEX invitations_account ON invitations USING btree (account_id, id);
CREATE UNIQUE INDEX invitations_open ON invitations USING btree (account_id, email) WHERE ((accepted_at IS NULL) AND (revoked_at IS NULL));
alter table invitations enable row level security;
alter table invitations force row level security;
create policy tenant on invitations for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on invitations for all to dawk_worker using (true);
grant delete, insert, select, update on invitations to dawk_app;
grant delete, insert, select, update on invitations to dawk_worker;

create table invoice_counters (
  seller text not null,
  series text not null,
  year text not null,
  last bigint not null
) with (fillfactor=50);
alter table invoice_counters add constraint invoice_counters_pkey PRIMARY KEY (seller, series, year);
grant delete, insert, select, update on invoice_counters to dawk_worker;

create table invoices (
  account_id uuid not null,
  id uuid not null,
  kind text not null,
  number text not null,
  reference text not null,
  currency text not null,
  total bigint not null,
  corrects uuid,
  document jsonb not null,
  sha256 text not null,
  issued_at timestamp with time zone not null
);
alter table invoices add constraint invoices_pkey PRIMARY KEY (account_id, id);
alter table invoices add constraint invoices_kind_check CHECK ((kind = ANY (ARRAY['tax_invoice'::text, 'receipt_voucher'::text, 'refund_voucher'::text, 'credit_note'::text, 'statement'::text])));
CREATE UNIQUE INDEX invoices_number ON invoices USING btree (account_id, number);
CREATE UNIQUE INDEX invoices_reference ON invoices USING btree (account_id, reference);
alter table invoices enable row level security;
alter table invoices force row level security;
create policy tenant on invoices for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on invoices for all to dawk_worker using (true);
grant delete, insert, select on invoices to dawk_app;
grant delete, insert, select on invoices to dawk_worker;

create table jobs (
  account_id uuid not null,
  kind text not null,
  key text not null,
  due_at timestamp with time zone not null,
  payload jsonb default '{}'::jsonb not null,
  progress jsonb,
  attempts integer default 0 not null,
  claim uuid,
  due_again_at timestamp with time zone,
  dead_at timestamp with time zone,
  error text,
  created_at timestamp with time zone default now() not null
) with (fillfactor=50, autovacuum_vacuum_scale_factor=0.02, autovacuum_vacuum_threshold=2000, autovacuum_vacuum_cost_delay=0);
alter table jobs add constraint jobs_pkey PRIMARY KEY (account_id, kind, key);
CREATE INDEX jobs_dead ON jobs USING btree (kind, dead_at) WHERE (dead_at IS NOT NULL);
CREATE INDEX jobs_due ON jobs USING btree (kind, due_at);
alter table jobs enable row level security;
alter table jobs force row level security;
create policy tenant on jobs for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on jobs for all to dawk_worker using (true);
grant delete, insert, select, update on jobs to dawk_app;
grant delete, insert, select, update on jobs to dawk_worker;

create table journal (
  id uuid not null,
  received_at timestamp with time zone default now() not null,
  app_fingerprint text not null,
  bodies text[] not null,
  payload_ids uuid[]
) partition by RANGE (id);
alter table journal add constraint journal_pkey PRIMARY KEY (id);
grant delete, insert, select, update on journal to dawk_worker;

create table journal_default partition of journal DEFAULT;
grant delete, insert, select, update on journal_default to dawk_worker;

create table journal_pending (
  id uuid not null,
  run_at timestamp with time zone default now() not null
);
alter table journal_pending add constraint journal_pending_pkey PRIMARY KEY (id);
CREATE INDEX journal_pending_due ON journal_pending USING btree (run_at, id);
grant delete, insert, select, update on journal_pending to dawk_worker;

create table labels (
  account_id uuid not null,
  id uuid not null,
  name text not null,
  name_key text collate "C" not null,
  colour text,
  created_at timestamp with time zone default now() not null
);
alter table labels add constraint labels_pkey PRIMARY KEY (account_id, id);
alter table labels add constraint labels_account_id_name_key_key UNIQUE (account_id, name_key);
alter table labels enable row level security;
alter table labels force row level security;
create policy tenant on labels for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on labels for all to dawk_worker using (true);
grant delete, insert, select, update on labels to dawk_app;
grant delete, insert, select, update on labels to dawk_worker;

create table lane_items (
  lane_id bigint not null,
  ordering_key bigint not null,
  id bigint default nextval('lane_item_ids'::regclass) not null,
  account_id uuid not null,
  priority smallint not null,
  run_at timestamp with time zone default now() not null,
  ref uuid not null,
  event_id uuid,
  attempts smallint default 0 not null,
  started_at timestamp with time zone
) with (fillfactor=50, autovacuum_vacuum_scale_factor=0.02, autovacuum_vacuum_threshold=2000, autovacuum_vacuum_cost_delay=0);
alter table lane_items add constraint lane_items_pkey PRIMARY KEY (id);
CREATE INDEX lane_items_due ON lane_items USING btree (lane_id, priority, run_at, id);
CREATE INDEX lane_items_message ON lane_items USING btree (ref) WHERE (event_id IS NULL);
alter table lane_items enable row level security;
alter table lane_items force row level security;
create policy tenant on lane_items for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on lane_items for all to dawk_worker using (true);
grant delete, insert, select, update on lane_items to dawk_app;
grant delete, insert, select, update on lane_items to dawk_worker;

create table lanes (
  id bigint default nextval('lane_ids'::regclass) not null,
  account_id uuid not null,
  kind text not null,
  ref uuid not null,
  per_second double precision,
  ordered boolean default true not null,
  lease_owner uuid,
  lease_until timestamp with time zone,
  paused_until timestamp with time zone,
  pause_reason text,
  delivered_through bigint,
  stopped_at timestamp with time zone,
  stop_reason text,
  full_until timestamp with time zone
);
alter table lanes add constraint lanes_pkey PRIMARY KEY (id);
alter table lanes add constraint lanes_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE;
alter table lanes add constraint lanes_kind_check CHECK ((kind = ANY (ARRAY['number'::text, 'endpoint'::text])));
alter table lanes add constraint lanes_ref_key UNIQUE (ref);
alter table lanes enable row level security;
alter table lanes force row level security;
create policy tenant on lanes for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on lanes for all to dawk_worker using (true);
grant delete, insert, select, update on lanes to dawk_app;
grant delete, insert, select, update on lanes to dawk_worker;

create table ledger_balances (
  account_id uuid not null,
  currency text not null,
  code text not null,
  debits bigint not null,
  credits bigint not null
) with (fillfactor=50);
alter table ledger_balances add constraint ledger_balances_pkey PRIMARY KEY (account_id, currency, code);
alter table ledger_balances enable row level security;
alter table ledger_balances force row level security;
create policy tenant on ledger_balances for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on ledger_balances for all to dawk_worker using (true);
grant delete, insert, select, update on ledger_balances to dawk_app;
grant delete, insert, select, update on ledger_balances to dawk_worker;

create table ledger_lines (
  account_id uuid not null,
  transaction_id uuid not null,
  line bigint not null,
  debit text not null,
  credit text not null,
  amount bigint not null
);
alter table ledger_lines add constraint ledger_lines_pkey PRIMARY KEY (account_id, transaction_id, line);
alter table ledger_lines add constraint ledger_lines_amount_check CHECK ((amount > 0));
alter table ledger_lines enable row level security;
alter table ledger_lines force row level security;
create policy tenant on ledger_lines for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on ledger_lines for all to dawk_worker using (true);
grant insert, select on ledger_lines to dawk_app;
grant insert, select on ledger_lines to dawk_worker;

create table ledger_references (
  account_id uuid not null,
  reference text not null,
  transaction_id uuid not null
);
alter table ledger_references add constraint ledger_references_pkey PRIMARY KEY (account_id, reference);
alter table ledger_references enable row level security;
alter table ledger_references force row level security;
create policy tenant on ledger_references for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on ledger_references for all to dawk_worker using (true);
grant insert, select on ledger_references to dawk_app;
grant insert, select on ledger_references to dawk_worker;

create table ledger_transactions (
  account_id uuid not null,
  id uuid not null,
  currency text not null,
  sequence bigint not null,
  kind text not null,
  amount bigint not null,
  balance_after bigint not null,
  message_id uuid,
  reference text,
  details jsonb default '{}'::jsonb not null,
  created_at timestamp with time zone not null
);
alter table ledger_transactions add constraint ledger_transactions_pkey PRIMARY KEY (account_id, id);
CREATE UNIQUE INDEX ledger_transactions_sequence ON ledger_transactions USING btree (account_id, currency, sequence);
alter table ledger_transactions enable row level security;
alter table ledger_transactions force row level security;
create policy tenant on ledger_transactions for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on ledger_transactions for all to dawk_worker using (true);
grant insert, select on ledger_transactions to dawk_app;
grant insert, select on ledger_transactions to dawk_worker;

create table link_settings (
  account_id uuid not null,
  tag text collate "C" not null,
  base_url text,
  allowed_domains jsonb default '[]'::jsonb not null,
  utm jsonb default '{}'::jsonb not null,
  expires_days integer default 365 not null
);
alter table link_settings add constraint link_settings_pkey PRIMARY KEY (account_id);
alter table link_settings add constraint link_settings_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE;
alter table link_settings add constraint link_settings_tag_key UNIQUE (tag);
alter table link_settings enable row level security;
alter table link_settings force row level security;
create policy tenant on link_settings for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on link_settings for all to dawk_worker using (true);
grant delete, insert, select, update on link_settings to dawk_app;
grant delete, insert, select, update on link_settings to dawk_worker;

create table links (
  account_id uuid not null,
  code text collate "C" not null,
  origin text not null,
  origin_id uuid not null,
  seq integer not null,
  contact_id uuid,
  name text not null,
  target text not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  clicked_at timestamp with time zone,
  clicks integer default 0 not null,
  robot_clicks integer default 0 not null
) with (fillfactor=90);
alter table links add constraint links_pkey PRIMARY KEY (account_id, code);
alter table links add constraint links_origin_check CHECK ((origin = ANY (ARRAY['campaign'::text, 'drip'::text, 'event'::text])));
CREATE INDEX links_contact ON links USING btree (account_id, contact_id) WHERE (contact_id IS NOT NULL);
CREATE INDEX links_origin ON links USING btree (account_id, origin_id, seq);
alter table links enable row level security;
alter table links force row level security;
create policy tenant on links for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on links for all to dawk_worker using (true);
grant delete, insert, select, update on links to dawk_app;
grant delete, insert, select, update on links to dawk_worker;

create table macros (
  account_id uuid not null,
  id uuid not null,
  name text not null,
  name_key text collate "C" not null,
  steps jsonb not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null
);
alter table macros add constraint macros_pkey PRIMARY KEY (account_id, id);
alter table macros add constraint macros_account_id_name_key_key UNIQUE (account_id, name_key);
alter table macros enable row level security;
alter table macros force row level security;
create policy tenant on macros for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on macros for all to dawk_worker using (true);
grant delete, insert, select, update on macros to dawk_app;
grant delete, insert, select, update on macros to dawk_worker;

create table marketing_sends (
  account_id uuid not null,
  message_id uuid not null,
  contact_id uuid not null,
  digest text not null,
  sent_at timestamp with time zone not null
);
alter table marketing_sends add constraint marketing_sends_pkey PRIMARY KEY (account_id, message_id);
CREATE INDEX marketing_sends_age ON marketing_sends USING btree (sent_at);
CREATE INDEX marketing_sends_contact ON marketing_sends USING btree (account_id, contact_id, sent_at DESC);
alter table marketing_sends enable row level security;
alter table marketing_sends force row level security;
create policy tenant on marketing_sends for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on marketing_sends for all to dawk_worker using (true);
grant delete, insert, select, update on marketing_sends to dawk_app;
grant delete, insert, select, update on marketing_sends to dawk_worker;

create table media (
  id uuid not null,
  account_id uuid not null,
  blob_id uuid not null,
  direction text not null,
  kind text not null,
  mime_type text not null,
  filename text,
  voice boolean default false not null,
  message_id uuid,
  meta_id text,
  number_id uuid,
  created_at timestamp with time zone default now() not null
);
alter table media add constraint media_pkey PRIMARY KEY (account_id, id);
alter table media add constraint media_account_id_blob_id_fkey FOREIGN KEY (account_id, blob_id) REFERENCES media_blobs(account_id, id);
alter table media add constraint media_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE;
alter table media add constraint media_direction_check CHECK ((direction = ANY (ARRAY['out'::text, 'in'::text, 'own'::text])));
CREATE INDEX media_age ON media USING btree (created_at);
CREATE INDEX media_blob ON media USING btree (account_id, blob_id);
CREATE UNIQUE INDEX media_message ON media USING btree (account_id, message_id) WHERE (message_id IS NOT NULL);
CREATE INDEX media_meta_id ON media USING btree (account_id, meta_id) WHERE (meta_id IS NOT NULL);
alter table media enable row level security;
alter table media force row level security;
create policy tenant on media for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on media for all to dawk_worker using (true);
grant delete, insert, select, update on media to dawk_app;
grant delete, insert, select, update on media to dawk_worker;

create table media_at_meta (
  account_id uuid not null,
  blob_id uuid not null,
  mime_type text not null,
  number_id uuid not null,
  meta_id text not null,
  uploaded_at timestamp with time zone default now() not null
);
alter table media_at_meta add constraint media_at_meta_pkey PRIMARY KEY (account_id, blob_id, mime_type, number_id);
alter table media_at_meta add constraint media_at_meta_account_id_blob_id_fkey FOREIGN KEY (account_id, blob_id) REFERENCES media_blobs(account_id, id) ON DELETE CASCADE;
alter table media_at_meta enable row level security;
alter table media_at_meta force row level security;
create policy tenant on media_at_meta for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on media_at_meta for all to dawk_worker using (true);
grant delete, insert, select, update on media_at_meta to dawk_app;
grant delete, insert, select, update on media_at_meta to dawk_worker;

create table media_blobs (
  id uuid not null,
  account_id uuid not null,
  sha256 text not null,
  size_bytes bigint not null,
  state text not null,
  changed_at timestamp with time zone default now() not null
);
alter table media_blobs add constraint media_blobs_pkey PRIMARY KEY (account_id, id);
alter table media_blobs add constraint media_blobs_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE;
alter table media_blobs add constraint media_blobs_state_check CHECK ((state = ANY (ARRAY['storing'::text, 'stored'::text, 'deleting'::text])));
CREATE UNIQUE INDEX media_blobs_content ON media_blobs USING btree (account_id, sha256) WHERE (state = 'stored'::text);
CREATE INDEX media_blobs_unfinished ON media_blobs USING btree (changed_at) WHERE (state <> 'stored'::text);
alter table media_blobs enable row level security;
alter table media_blobs force row level security;
create policy tenant on media_blobs for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on media_blobs for all to dawk_worker using (true);
grant delete, insert, select, update on media_blobs to dawk_app;
grant delete, insert, select, update on media_blobs to dawk_worker;

create table media_downloads (
  message_id uuid not null,
  account_id uuid not null,
  number_id uuid not null,
  meta_id text not null,
  kind text not null,
  mime_type text,
  filename text,
  sha256 text,
  attempts integer default 0 not null,
  run_at timestamp with time zone default now() not null,
  created_at timestamp with time zone default now() not null,
  error text,
  given_up_at timestamp with time zone
);
alter table media_downloads add constraint media_downloads_pkey PRIMARY KEY (message_id);
CREATE INDEX media_downloads_due ON media_downloads USING btree (run_at) WHERE (given_up_at IS NULL);
CREATE INDEX media_downloads_meta_id ON media_downloads USING btree (account_id, meta_id);
alter table media_downloads enable row level security;
alter table media_downloads force row level security;
create policy tenant on media_downloads for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on media_downloads for all to dawk_worker using (true);
grant delete, insert, select, update on media_downloads to dawk_app;
grant delete, insert, select, update on media_downloads to dawk_worker;

create table members (
  id uuid not null,
  account_id uuid not null,
  person_id uuid not null,
  email text not null,
  name text not null,
  role text not null,
  created_at timestamp with time zone default now() not null
);
alter table members add constraint members_pkey PRIMARY KEY (id);
alter table members add constraint members_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE;
alter table members add constraint members_account_id_person_id_key UNIQUE (account_id, person_id);
alter table members add constraint members_person_id_email_fkey FOREIGN KEY (person_id, email) REFERENCES people(id, email) ON UPDATE CASCADE;
alter table members add constraint members_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'admin'::text, 'agent'::text, 'developer'::text, 'billing'::text, 'viewer'::text])));
CREATE INDEX members_account ON members USING btree (account_id, id);
CREATE INDEX members_person ON members USING btree (person_id);
alter table members enable row level security;
alter table members force row level security;
create policy tenant on members for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on members for all to dawk_worker using (true);
grant delete, insert, select, update on members to dawk_app;
grant delete, insert, select, update on members to dawk_worker;

create table message_authors (
  account_id uuid not null,
  message_id uuid not null,
  conversation_id uuid not null,
  kind text not null,
  author_id uuid,
  author_name text
);
alter table message_authors add constraint message_authors_pkey PRIMARY KEY (account_id, message_id);
CREATE INDEX message_authors_conversation ON message_authors USING btree (account_id, conversation_id);
alter table message_authors enable row level security;
alter table message_authors force row level security;
create policy tenant on message_authors for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on message_authors for all to dawk_worker using (true);
grant delete, insert, select, update on message_authors to dawk_app;
grant delete, insert, select, update on message_authors to dawk_worker;

create table message_charges (
  account_id uuid not null,
  message_id uuid not null,
  currency text not null,
  state text not null,
  held bigint not null,
  captured bigint,
  category text not null,
  quote jsonb not null,
  price jsonb,
  expires_at timestamp with time zone not null,
  settled_at timestamp with time zone,
  buy bigint
) with (fillfactor=50);
alter table message_charges add constraint message_charges_pkey PRIMARY KEY (account_id, message_id);
alter table message_charges add constraint message_charges_state_check CHECK ((state = ANY (ARRAY['held'::text, 'captured'::text, 'released'::text, 'refunded'::text])));
CREATE INDEX message_charges_due ON message_charges USING btree (expires_at) WHERE (state = 'held'::text);
alter table message_charges enable row level security;
alter table message_charges force row level security;
create policy tenant on message_charges for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on message_charges for all to dawk_worker using (true);
grant delete, insert, select, update on message_charges to dawk_app;
grant delete, insert, select, update on message_charges to dawk_worker;

create table message_count_floors (
  account_id uuid not null,
  kept_from timestamp with time zone not null
);
alter table message_count_floors add constraint message_count_floors_pkey PRIMARY KEY (account_id);
alter table message_count_floors add constraint message_count_floors_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE;
alter table message_count_floors enable row level security;
alter table message_count_floors force row level security;
create policy tenant on message_count_floors for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on message_count_floors for all to dawk_worker using (true);
grant delete, insert, select, update on message_count_floors to dawk_app;
grant delete, insert, select, update on message_count_floors to dawk_worker;

create table message_counting (
  only_row boolean default true not null,
  counted_before timestamp with time zone not null
);
alter table message_counting add constraint message_counting_pkey PRIMARY KEY (only_row);
alter table message_counting add constraint message_counting_only_row_check CHECK (only_row);
grant delete, insert, select, update on message_counting to dawk_worker;
grant select on message_counting to dawk_app;

create table message_counts (
  account_id uuid not null,
  quarter timestamp with time zone not null,
  number_id uuid not null,
  direction text not null,
  type text not null,
  template text not null,
  category text not null,
  status text not null,
  error_code text not null,
  count bigint not null
);
alter table message_counts add constraint message_counts_pkey PRIMARY KEY (account_id, quarter, number_id, direction, type, template, category, status, error_code);
alter table message_counts add constraint message_counts_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE;
alter table message_counts enable row level security;
alter table message_counts force row level security;
create policy tenant on message_counts for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on message_counts for all to dawk_worker using (true);
grant delete, insert, select, update on message_counts to dawk_app;
grant delete, insert, select, update on message_counts to dawk_worker;

create table message_texts (
  account_id uuid not null,
  message_id uuid not null,
  number_id uuid not null,
  words tsvector not null
);
alter table message_texts add constraint message_texts_pkey PRIMARY KEY (account_id, message_id);
CREATE INDEX message_texts_words ON message_texts USING gin (words);
alter table message_texts enable row level security;
alter table message_texts force row level security;
create policy tenant on message_texts for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on message_texts for all to dawk_worker using (true);
grant delete, insert, select, update on message_texts to dawk_app;
grant delete, insert, select, update on message_texts to dawk_worker;

create table messages (
  id uuid not null,
  account_id uuid not null,
  number_id uuid not null,
  direction text not null,
  peer text,
  peer_user_id text,
  type text not null,
  content jsonb not null,
  state message_state not null,
  policy text default 'resend'::text not null,
  dry_run boolean default false not null,
  priority smallint default 2 not null,
  batch_id uuid,
  wamid text,
  metadata jsonb,
  pricing jsonb,
  error jsonb,
  timeline jsonb default '[]'::jsonb not null,
  scheduled_at timestamp with time zone,
  sent_at timestamp with time zone,
  delivered_at timestamp with time zone,
  read_at timestamp with time zone,
  failed_at timestamp with time zone,
  created_at timestamp with time zone default now() not null
) partition by RANGE (id);
alter table messages add constraint messages_pkey PRIMARY KEY (account_id, id);
alter table messages add constraint messages_direction_check CHECK ((direction = ANY (ARRAY['out'::text, 'in'::text])));
alter table messages add constraint messages_policy_check CHECK ((policy = ANY (ARRAY['resend'::text, 'fail'::text])));
CREATE INDEX messages_batch ON ONLY messages USING btree (account_id, batch_id) WHERE (batch_id IS NOT NULL);
CREATE INDEX messages_failed ON ONLY messages USING btree (account_id, id) WHERE (failed_at IS NOT NULL);
CREATE INDEX messages_peer ON ONLY messages USING btree (account_id, number_id, (
CASE
    WHEN (peer IS NULL) THEN peer_user_id
    ELSE peer
END), id);
alter table messages enable row level security;
alter table messages force row level security;
create policy tenant on messages for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on messages for all to dawk_worker using (true);
grant delete, insert, select, update on messages to dawk_app;
grant delete, insert, select, update on messages to dawk_worker;

create table messages_default partition of messages DEFAULT;
grant delete, insert, select, update on messages_default to dawk_worker;

create table number_coverage (
  number_id uuid not null,
  account_id uuid not null,
  phone_number_id text not null,
  since timestamp with time zone not null,
  seen_at timestamp with time zone not null,
  sent_at timestamp with time zone
);
alter table number_coverage add constraint number_coverage_pkey PRIMARY KEY (number_id);
alter table number_coverage add constraint number_coverage_number_id_fkey FOREIGN KEY (number_id) REFERENCES numbers(id) ON DELETE CASCADE;
alter table number_coverage enable row level security;
alter table number_coverage force row level security;
create policy tenant on number_coverage for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on number_coverage for all to dawk_worker using (true);
grant delete, insert, select, update on number_coverage to dawk_app;
grant delete, insert, select, update on number_coverage to dawk_worker;

create table number_health (
  number_id uuid not null,
  account_id uuid not null,
  facts jsonb default '{}'::jsonb not null,
  observed_at timestamp with time zone,
  next_at timestamp with time zone default now() not null,
  read_at timestamp with time zone,
  failures integer default 0 not null,
  error text
);
alter table number_health add constraint number_health_pkey PRIMARY KEY (number_id);
alter table number_health add constraint number_health_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE;
alter table number_health add constraint number_health_number_id_fkey FOREIGN KEY (number_id) REFERENCES numbers(id) ON DELETE CASCADE;
CREATE INDEX number_health_account ON number_health USING btree (account_id, number_id);
CREATE INDEX number_health_due ON number_health USING btree (next_at);
alter table number_health enable row level security;
alter table number_health force row level security;
create policy tenant on number_health for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on number_health for all to dawk_worker using (true);
grant delete, insert, select, update on number_health to dawk_app;
grant delete, insert, select, update on number_health to dawk_worker;

create table number_signups (
  account_id uuid not null,
  phone_number_id text not null,
  waba_id text not null,
  sandbox boolean not null,
  code_fingerprint text,
  token_cipher bytea,
  pin_cipher bytea,
  pin_generated boolean default false not null,
  code_exchanged_at timestamp with time zone,
  token_checked_at timestamp with time zone,
  app_subscribed_at timestamp with time zone,
  number_registered_at timestamp with time zone,
  number_connected_at timestamp with time zone,
  failure jsonb,
  busy_by uuid,
  busy_until timestamp with time zone,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null
);
alter table number_signups add constraint number_signups_pkey PRIMARY KEY (account_id, phone_number_id);
alter table number_signups add constraint number_signups_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE;
CREATE INDEX number_signups_unfinished ON number_signups USING btree (updated_at) WHERE (number_connected_at IS NULL);
alter table number_signups enable row level security;
alter table number_signups force row level security;
create policy tenant on number_signups for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on number_signups for all to dawk_worker using (true);
grant delete, insert, select, update on number_signups to dawk_app;
grant delete, insert, select, update on number_signups to dawk_worker;

create table numbers (
  id uuid not null,
  account_id uuid not null,
  phone_number_id text not null,
  waba_id text,
  display_phone_number text,
  verified_name text,
  sandbox boolean not null,
  token_cipher bytea not null,
  app_secret_cipher bytea,
  app_fingerprint text,
  lane_id bigint not null,
  verified_at timestamp with time zone,
  proven_at timestamp with time zone,
  created_at timestamp with time zone default now() not null,
  claimed_at timestamp with time zone default now() not null,
  announced_at timestamp with time zone
);
alter table numbers add constraint numbers_pkey PRIMARY KEY (id);
alter table numbers add constraint numbers_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE;
alter table numbers add constraint numbers_account_id_phone_number_id_key UNIQUE (account_id, phone_number_id);
CREATE INDEX numbers_account ON numbers USING btree (account_id, id);
CREATE UNIQUE INDEX numbers_proven ON numbers USING btree (phone_number_id) WHERE (proven_at IS NOT NULL);
CREATE INDEX numbers_waba ON numbers USING btree (waba_id) WHERE (waba_id IS NOT NULL);
alter table numbers enable row level security;
alter table numbers force row level security;
create policy tenant on numbers for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on numbers for all to dawk_worker using (true);
grant delete, insert, select, update on numbers to dawk_app;
grant delete, insert, select, update on numbers to dawk_worker;

create table onboarding_links (
  account_id uuid not null,
  id uuid not null,
  partner_id uuid not null,
  token_hash bytea not null,
  success_url text,
  failure_url text,
  state text,
  language text not null,
  status text not null,
  busy_until timestamp with time zone,
  opened_at timestamp with time zone,
  used_at timestamp with time zone,
  number_id uuid,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null
);
alter table onboarding_links add constraint onboarding_links_pkey PRIMARY KEY (id);
alter table onboarding_links add constraint onboarding_links_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE;
alter table onboarding_links add constraint onboarding_links_status_check CHECK ((status = ANY (ARRAY['open'::text, 'used'::text, 'revoked'::text])));
alter table onboarding_links add constraint onboarding_links_token_hash_key UNIQUE (token_hash);
CREATE INDEX onboarding_links_account ON onboarding_links USING btree (account_id, id);
CREATE INDEX onboarding_links_number ON onboarding_links USING btree (account_id, number_id) WHERE (number_id IS NOT NULL);
alter table onboarding_links enable row level security;
alter table onboarding_links force row level security;
create policy tenant on onboarding_links for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on onboarding_links for all to dawk_worker using (true);
grant delete, insert, select, update on onboarding_links to dawk_app;
grant delete, insert, select, update on onboarding_links to dawk_worker;

create table operator_keys (
  id uuid not null,
  name text not null,
  hash bytea not null,
  read_only boolean not null,
  created_at timestamp with time zone not null,
  revoked_at timestamp with time zone
);
alter table operator_keys add constraint operator_keys_pkey PRIMARY KEY (id);
alter table operator_keys add constraint operator_keys_hash_key UNIQUE (hash);
grant delete, insert, select, update on operator_keys to dawk_worker;

create table parked_statuses (
  id bigint default nextval('parked_status_ids'::regclass) not null,
  wamid text not null,
  number_id uuid not null,
  report jsonb not null,
  run_at timestamp with time zone default now() not null,
  parked_at timestamp with time zone default now() not null
);
alter table parked_statuses add constraint parked_statuses_pkey PRIMARY KEY (id);
CREATE INDEX parked_statuses_wamid ON parked_statuses USING btree (wamid);
grant delete, insert, select, update on parked_statuses to dawk_worker;

create table partner_accounts (
  account_id uuid not null,
  partner_id uuid not null,
  external_id text collate "C" not null,
  owner_name text,
  language text not null,
  country text not null,
  currency text not null,
  timezone text not null,
  tags text[] default '{}'::text[] not null,
  metadata jsonb default '{}'::jsonb not null,
  access text default 'read'::text not null,
  closing_at timestamp with time zone,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  wallet_mode text default 'own'::text not null,
  pool_limit bigint
);
alter table partner_accounts add constraint partner_accounts_pkey PRIMARY KEY (account_id);
alter table partner_accounts add constraint partner_accounts_access_check CHECK ((access = ANY (ARRAY['none'::text, 'read'::text, 'full'::text])));
alter table partner_accounts add constraint partner_accounts_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE;
alter table partner_accounts add constraint partner_accounts_partner_id_fkey FOREIGN KEY (partner_id) REFERENCES partners(account_id) ON DELETE CASCADE;
alter table partner_accounts add constraint partner_accounts_pool_limit_check CHECK ((pool_limit >= 0));
alter table partner_accounts add constraint partner_accounts_wallet_mode_check CHECK ((wallet_mode = ANY (ARRAY['own'::text, 'prepaid_by_partner'::text, 'pooled'::text, 'credit'::text])));
CREATE UNIQUE INDEX partner_accounts_external ON partner_accounts USING btree (partner_id, external_id);
CREATE INDEX partner_accounts_partner ON partner_accounts USING btree (partner_id, account_id);
alter table partner_accounts enable row level security;
alter table partner_accounts force row level security;
create policy tenant on partner_accounts for all to dawk_app using (((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])) OR (partner_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[]))));
create policy worker on partner_accounts for all to dawk_worker using (true);
grant delete, insert, select, update on partner_accounts to dawk_app;
grant delete, insert, select, update on partner_accounts to dawk_worker;

create table partners (
  account_id uuid not null,
  last_sequence bigint default 0 not null,
  created_at timestamp with time zone not null,
  marketing_reserve bigint default 0 not null
);
alter table partners add constraint partners_pkey PRIMARY KEY (account_id);
alter table partners add constraint partners_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE;
alter table partners add constraint partners_marketing_reserve_check CHECK ((marketing_reserve >= 0));
alter table partners enable row level security;
alter table partners force row level security;
create policy tenant on partners for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on partners for all to dawk_worker using (true);
grant delete, insert, select, update on partners to dawk_app;
grant delete, insert, select, update on partners to dawk_worker;

create table password_resets (
  token_hash bytea not null,
  person_id uuid not null,
  mailed boolean not null,
  expires_at timestamp with time zone not null
);
alter table password_resets add constraint password_resets_pkey PRIMARY KEY (token_hash);
alter table password_resets add constraint password_resets_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE;
CREATE INDEX password_resets_person ON password_resets USING btree (person_id);
grant delete, insert, select, update on password_resets to dawk_worker;

create table payment_events (
  id text not null,
  received_at timestamp with time zone default now() not null
);
alter table payment_events add constraint payment_events_pkey PRIMARY KEY (id);
CREATE INDEX payment_events_age ON payment_events USING btree (received_at);
grant delete, insert, select, update on payment_events to dawk_worker;

create table payment_methods (
  account_id uuid not null,
  id uuid not null,
  provider text not null,
  customer_id text not null,
  method_id text not null,
  label text not null,
  created_at timestamp with time zone not null
);
alter table payment_methods add constraint payment_methods_pkey PRIMARY KEY (account_id, id);
alter table payment_methods add constraint payment_methods_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE;
alter table payment_methods add constraint payment_methods_account_id_provider_method_id_key UNIQUE (account_id, provider, method_id);
alter table payment_methods enable row level security;
alter table payment_methods force row level security;
create policy tenant on payment_methods for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on payment_methods for all to dawk_worker using (true);
grant delete, insert, select, update on payment_methods to dawk_app;
grant delete, insert, select, update on payment_methods to dawk_worker;

create table payments (
  account_id uuid not null,
  provider text not null,
  id text not null,
  top_up_id uuid not null,
  state text not null,
  currency text not null,
  amount bigint not null,
  fee bigint,
  transaction_id uuid,
  problem text,
  failure text,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null
);
alter table payments add constraint payments_pkey PRIMARY KEY (account_id, provider, id);
alter table payments add constraint payments_state_check CHECK ((state = ANY (ARRAY['authorized'::text, 'captured'::text, 'failed'::text])));
CREATE INDEX payments_top_up ON payments USING btree (account_id, top_up_id);
alter table payments enable row level security;
alter table payments force row level security;
create policy tenant on payments for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on payments for all to dawk_worker using (true);
grant delete, insert, select, update on payments to dawk_app;
grant delete, insert, select, update on payments to dawk_worker;

create table people (
  id uuid not null,
  email text not null,
  password_hash text,
  credentials integer default 1 not null,
  email_proved_at timestamp with time zone,
  totp_cipher bytea,
  totp_enabled_at timestamp with time zone,
  totp_last_step bigint default 0 not null,
  created_at timestamp with time zone default now() not null
);
alter table people add constraint people_pkey PRIMARY KEY (id);
alter table people add constraint people_id_email_key UNIQUE (id, email);
CREATE UNIQUE INDEX people_email ON people USING btree (email);
grant delete, insert, select, update on people to dawk_worker;

create table pool_draws (
  account_id uuid not null,
  currency text not null,
  day date not null,
  drawn bigint not null
) with (fillfactor=50);
alter table pool_draws add constraint pool_draws_pkey PRIMARY KEY (account_id, currency, day);
alter table pool_draws add constraint pool_draws_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE;
alter table pool_draws enable row level security;
alter table pool_draws force row level security;
create policy tenant on pool_draws for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on pool_draws for all to dawk_worker using (true);
grant delete, insert, select, update on pool_draws to dawk_app;
grant delete, insert, select, update on pool_draws to dawk_worker;

create table promo_lots (
  account_id uuid not null,
  id uuid not null,
  currency text not null,
  granted bigint not null,
  remaining bigint not null,
  expires_at timestamp with time zone,
  created_at timestamp with time zone not null
);
alter table promo_lots add constraint promo_lots_pkey PRIMARY KEY (account_id, id);
alter table promo_lots add constraint promo_lots_granted_check CHECK ((granted > 0));
alter table promo_lots add constraint promo_lots_remaining_check CHECK ((remaining >= 0));
CREATE INDEX promo_lots_open ON promo_lots USING btree (account_id, currency, expires_at) WHERE (remaining > 0);
alter table promo_lots enable row level security;
alter table promo_lots force row level security;
create policy tenant on promo_lots for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on promo_lots for all to dawk_worker using (true);
grant delete, insert, select, update on promo_lots to dawk_app;
grant delete, insert, select, update on promo_lots to dawk_worker;

create table provider_ids (
  provider text not null,
  id text not null,
  account_id uuid not null,
  top_up_id uuid not null
);
alter table provider_ids add constraint provider_ids_pkey PRIMARY KEY (provider, id);
alter table provider_ids add constraint provider_ids_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE;
CREATE INDEX provider_ids_account ON provider_ids USING btree (account_id);
alter table provider_ids enable row level security;
alter table provider_ids force row level security;
create policy tenant on provider_ids for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on provider_ids for all to dawk_worker using (true);
grant delete, insert, select, update on provider_ids to dawk_app;
grant delete, insert, select, update on provider_ids to dawk_worker;

create table quota_usage (
  account_id uuid not null,
  per text not null,
  starts_on date not null,
  taken bigint not null
);
alter table quota_usage add constraint quota_usage_pkey PRIMARY KEY (account_id, per, starts_on);
alter table quota_usage add constraint quota_usage_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE;
alter table quota_usage add constraint quota_usage_per_check CHECK ((per = ANY (ARRAY['day'::text, 'month'::text])));
alter table quota_usage enable row level security;
alter table quota_usage force row level security;
create policy tenant on quota_usage for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on quota_usage for all to dawk_worker using (true);
grant delete, insert, select, update on quota_usage to dawk_app;
grant delete, insert, select, update on quota_usage to dawk_worker;

create table rate_cards (
  id uuid not null,
  name text not null,
  currency text not null,
  effective_from date not null,
  source text not null,
  sha256 text not null,
  rates jsonb not null,
  created_at timestamp with time zone not null
);
alter table rate_cards add constraint rate_cards_pkey PRIMARY KEY (id);
CREATE INDEX rate_cards_name ON rate_cards USING btree (name, currency, effective_from);
grant delete, insert, select, update on rate_cards to dawk_worker;
grant select on rate_cards to dawk_app;

create table receiving (
  single boolean default true not null,
  alive_at timestamp with time zone not null,
  settled_at timestamp with time zone not null,
  gap_at timestamp with time zone not null
);
alter table receiving add constraint receiving_pkey PRIMARY KEY (single);
alter table receiving add constraint receiving_single_check CHECK (single);
grant delete, insert, select, update on receiving to dawk_worker;
grant select on receiving to dawk_app;

create table recovery_codes (
  person_id uuid not null,
  code_hash bytea not null
);
alter table recovery_codes add constraint recovery_codes_pkey PRIMARY KEY (person_id, code_hash);
alter table recovery_codes add constraint recovery_codes_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE;
grant delete, insert, select, update on recovery_codes to dawk_worker;

create table refunds (
  account_id uuid not null,
  id uuid not null,
  top_up_id uuid not null,
  provider text not null,
  payment_id text not null,
  currency text not null,
  amount bigint not null,
  tax bigint default 0 not null,
  taxes jsonb not null,
  state text not null,
  provider_id text,
  reason text,
  failure text,
  created_by text,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null
);
alter table refunds add constraint refunds_pkey PRIMARY KEY (account_id, id);
alter table refunds add constraint refunds_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE;
alter table refunds add constraint refunds_amount_check CHECK ((amount > 0));
alter table refunds add constraint refunds_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'processed'::text, 'failed'::text])));
CREATE INDEX refunds_top_up ON refunds USING btree (account_id, top_up_id);
alter table refunds enable row level security;
alter table refunds force row level security;
create policy tenant on refunds for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on refunds for all to dawk_worker using (true);
grant delete, insert, select, update on refunds to dawk_app;
grant delete, insert, select, update on refunds to dawk_worker;

create table released_phones (
  account_id uuid not null,
  phone text collate "C" not null,
  contact_id uuid not null,
  released_id uuid not null
);
alter table released_phones add constraint released_phones_pkey PRIMARY KEY (account_id, phone, contact_id);
CREATE INDEX released_phones_contact ON released_phones USING btree (account_id, contact_id);
alter table released_phones enable row level security;
alter table released_phones force row level security;
create policy tenant on released_phones for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on released_phones for all to dawk_worker using (true);
grant delete, insert, select, update on released_phones to dawk_app;
grant delete, insert, select, update on released_phones to dawk_worker;

create table remote_records (
  account_id uuid not null,
  connection_id uuid not null,
  remote_id text collate "C" not null,
  hash text not null,
  remote_updated_at timestamp with time zone not null,
  contact_id uuid,
  seen_in uuid not null,
  deleted_at timestamp with time zone
);
alter table remote_records add constraint remote_records_pkey PRIMARY KEY (account_id, connection_id, remote_id);
alter table remote_records add constraint remote_records_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE;
CREATE INDEX remote_records_contact ON remote_records USING btree (account_id, contact_id) WHERE (contact_id IS NOT NULL);
alter table remote_records enable row level security;
alter table remote_records force row level security;
create policy tenant on remote_records for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on remote_records for all to dawk_worker using (true);
grant delete, insert, select, update on remote_records to dawk_app;
grant delete, insert, select, update on remote_records to dawk_worker;

create table reply_claims (
  account_id uuid not null,
  conversation_id uuid not null,
  claim_id uuid not null,
  by_id uuid,
  claimed_at timestamp with time zone not null
);
alter table reply_claims add constraint reply_claims_pkey PRIMARY KEY (account_id, conversation_id);
alter table reply_claims enable row level security;
alter table reply_claims force row level security;
create policy tenant on reply_claims for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on reply_claims for all to dawk_worker using (true);
grant delete, insert, select, update on reply_claims to dawk_app;
grant delete, insert, select, update on reply_claims to dawk_worker;

create table scheduled_messages (
  message_id uuid not null,
  account_id uuid not null,
  lane_id bigint not null,
  ordering_key bigint not null,
  priority smallint not null,
  run_at timestamp with time zone not null,
  held_by uuid
);
alter table scheduled_messages add constraint scheduled_messages_pkey PRIMARY KEY (message_id);
CREATE INDEX scheduled_messages_due ON scheduled_messages USING btree (run_at);
CREATE INDEX scheduled_messages_held ON scheduled_messages USING btree (held_by) WHERE (held_by IS NOT NULL);
alter table scheduled_messages enable row level security;
alter table scheduled_messages force row level security;
create policy tenant on scheduled_messages for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on scheduled_messages for all to dawk_worker using (true);
grant delete, insert, select, update on scheduled_messages to dawk_app;
grant delete, insert, select, update on scheduled_messages to dawk_worker;

create table search_indexes (
  account_id uuid not null,
  indexed_to uuid not null,
  asked_at timestamp with time zone not null
);
alter table search_indexes add constraint search_indexes_pkey PRIMARY KEY (account_id);
alter table search_indexes enable row level security;
alter table search_indexes force row level security;
create policy tenant on search_indexes for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on search_indexes for all to dawk_worker using (true);
grant delete, insert, select, update on search_indexes to dawk_app;
grant delete, insert, select, update on search_indexes to dawk_worker;

create table segment_members (
  account_id uuid not null,
  segment_id uuid not null,
  contact_id uuid not null,
  added_at timestamp with time zone default now() not null
);
alter table segment_members add constraint segment_members_pkey PRIMARY KEY (account_id, segment_id, contact_id);
CREATE INDEX segment_members_contact ON segment_members USING btree (account_id, contact_id);
alter table segment_members enable row level security;
alter table segment_members force row level security;
create policy tenant on segment_members for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on segment_members for all to dawk_worker using (true);
grant delete, insert, select, update on segment_members to dawk_app;
grant delete, insert, select, update on segment_members to dawk_worker;

create table segments (
  account_id uuid not null,
  id uuid not null,
  name text not null,
  name_key text collate "C" not null,
  kind text not null,
  filter jsonb,
  revision integer default 1 not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  followed boolean default false not null,
  followed_since timestamp with time zone
);
alter table segments add constraint segments_pkey PRIMARY KEY (account_id, id);
alter table segments add constraint segments_account_id_name_key_key UNIQUE (account_id, name_key);
alter table segments add constraint segments_check CHECK (((kind = 'dynamic'::text) = (filter IS NOT NULL)));
alter table segments add constraint segments_kind_check CHECK ((kind = ANY (ARRAY['dynamic'::text, 'static'::text])));
CREATE INDEX segments_followed ON segments USING btree (account_id, id) WHERE followed;
alter table segments enable row level security;
alter table segments force row level security;
create policy tenant on segments for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on segments for all to dawk_worker using (true);
grant delete, insert, select, update on segments to dawk_app;
grant delete, insert, select, update on segments to dawk_worker;

create table sellers (
  id text not null,
  settings jsonb not null,
  updated_at timestamp with time zone not null
);
alter table sellers add constraint sellers_pkey PRIMARY KEY (id);
grant delete, insert, select, update on sellers to dawk_worker;
grant select on sellers to dawk_app;

create table sessions (
  id uuid not null,
  account_id uuid not null,
  member_id uuid not null,
  person_id uuid not null,
  token_hash bytea not null,
  ip text,
  user_agent text,
  signed_in_at timestamp with time zone default now() not null,
  last_seen_at timestamp with time zone default now() not null,
  expires_at timestamp with time zone not null
);
alter table sessions add constraint sessions_pkey PRIMARY KEY (id);
alter table sessions add constraint sessions_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE;
alter table sessions add constraint sessions_member_id_fkey FOREIGN KEY (member_id) REFERENCES members(id) ON DELETE CASCADE;
alter table sessions add constraint sessions_token_hash_key UNIQUE (token_hash);
CREATE INDEX sessions_account ON sessions USING btree (account_id, member_id);
CREATE INDEX sessions_age ON sessions USING btree (expires_at);
CREATE INDEX sessions_person ON sessions USING btree (person_id, id);
alter table sessions enable row level security;
alter table sessions force row level security;
create policy tenant on sessions for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on sessions for all to dawk_worker using (true);
grant delete, insert, select, update on sessions to dawk_app;
grant delete, insert, select, update on sessions to dawk_worker;

create table sign_in_attempts (
  key_hash bytea not null,
  attempts integer not null,
  ends_at timestamp with time zone not null
);
alter table sign_in_attempts add constraint sign_in_attempts_pkey PRIMARY KEY (key_hash);
CREATE INDEX sign_in_attempts_age ON sign_in_attempts USING btree (ends_at);
grant delete, insert, select, update on sign_in_attempts to dawk_worker;

create table subscriptions (
  account_id uuid not null,
  customer_id text,
  subscription_id text,
  status text,
  plan text,
  period_end timestamp with time zone,
  read_at timestamp with time zone
);
alter table subscriptions add constraint subscriptions_pkey PRIMARY KEY (account_id);
alter table subscriptions add constraint subscriptions_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE;
alter table subscriptions add constraint subscriptions_customer_id_key UNIQUE (customer_id);
alter table subscriptions add constraint subscriptions_subscription_id_key UNIQUE (subscription_id);
alter table subscriptions enable row level security;
alter table subscriptions force row level security;
create policy tenant on subscriptions for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on subscriptions for all to dawk_worker using (true);
grant delete, insert, select, update on subscriptions to dawk_app;
grant delete, insert, select, update on subscriptions to dawk_worker;

create table suppressions (
  account_id uuid not null,
  id uuid not null,
  hash text not null,
  kind text,
  value text collate "C",
  scope text not null,
  reason text not null,
  note text,
  until timestamp with time zone,
  created_at timestamp with time zone not null
);
alter table suppressions add constraint suppressions_pkey PRIMARY KEY (account_id, id);
alter table suppressions add constraint suppressions_kind_check CHECK ((kind = ANY (ARRAY['phone'::text, 'user_id'::text])));
alter table suppressions add constraint suppressions_scope_check CHECK ((scope = ANY (ARRAY['all'::text, 'marketing'::text])));
CREATE UNIQUE INDEX suppressions_hash ON suppressions USING btree (account_id, hash);
CREATE INDEX suppressions_identifier ON suppressions USING btree (account_id, kind, value) WHERE (value IS NOT NULL);
alter table suppressions enable row level security;
alter table suppressions force row level security;
create policy tenant on suppressions for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on suppressions for all to dawk_worker using (true);
grant delete, insert, select, update on suppressions to dawk_app;
grant delete, insert, select, update on suppressions to dawk_worker;

create table sync_errors (
  account_id uuid not null,
  connection_id uuid not null,
  remote_id text collate "C" not null,
  code text not null,
  detail text not null,
  at timestamp with time zone not null
);
alter table sync_errors add constraint sync_errors_pkey PRIMARY KEY (account_id, connection_id, remote_id);
alter table sync_errors add constraint sync_errors_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE;
alter table sync_errors enable row level security;
alter table sync_errors force row level security;
create policy tenant on sync_errors for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on sync_errors for all to dawk_worker using (true);
grant delete, insert, select, update on sync_errors to dawk_app;
grant delete, insert, select, update on sync_errors to dawk_worker;

create table sync_runs (
  account_id uuid not null,
  id uuid not null,
  connection_id uuid not null,
  kind text not null,
  state text not null,
  counts jsonb not null,
  problem text,
  started_at timestamp with time zone not null,
  ended_at timestamp with time zone
);
alter table sync_runs add constraint sync_runs_pkey PRIMARY KEY (account_id, id);
alter table sync_runs add constraint sync_runs_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE;
alter table sync_runs add constraint sync_runs_kind_check CHECK ((kind = ANY (ARRAY['full'::text, 'incremental'::text])));
alter table sync_runs add constraint sync_runs_state_check CHECK ((state = ANY (ARRAY['running'::text, 'completed'::text, 'failed'::text])));
CREATE INDEX sync_runs_connection ON sync_runs USING btree (account_id, connection_id, id);
alter table sync_runs enable row level security;
alter table sync_runs force row level security;
create policy tenant on sync_runs for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on sync_runs for all to dawk_worker using (true);
grant delete, insert, select, update on sync_runs to dawk_app;
grant delete, insert, select, update on sync_runs to dawk_worker;

create table tags (
  account_id uuid not null,
  id uuid not null,
  name text not null,
  name_key text collate "C" not null,
  colour text,
  created_at timestamp with time zone default now() not null
);
alter table tags add constraint tags_pkey PRIMARY KEY (account_id, id);
alter table tags add constraint tags_account_id_name_key_key UNIQUE (account_id, name_key);
alter table tags enable row level security;
alter table tags force row level security;
create policy tenant on tags for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on tags for all to dawk_worker using (true);
grant delete, insert, select, update on tags to dawk_app;
grant delete, insert, select, update on tags to dawk_worker;

create table team_members (
  account_id uuid not null,
  team_id uuid not null,
  member_id uuid not null
);
alter table team_members add constraint team_members_pkey PRIMARY KEY (account_id, team_id, member_id);
alter table team_members enable row level security;
alter table team_members force row level security;
create policy tenant on team_members for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on team_members for all to dawk_worker using (true);
grant delete, insert, select, update on team_members to dawk_app;
grant delete, insert, select, update on team_members to dawk_worker;

create table teams (
  account_id uuid not null,
  id uuid not null,
  name text not null,
  name_key text collate "C" not null,
  created_at timestamp with time zone default now() not null
);
alter table teams add constraint teams_pkey PRIMARY KEY (account_id, id);
alter table teams add constraint teams_account_id_name_key_key UNIQUE (account_id, name_key);
alter table teams enable row level security;
alter table teams force row level security;
create policy tenant on teams for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on teams for all to dawk_worker using (true);
grant delete, insert, select, update on teams to dawk_app;
grant delete, insert, select, update on teams to dawk_worker;

create table template_syncs (
  account_id uuid not null,
  waba_id text not null,
  next_at timestamp with time zone default now() not null,
  requested_at timestamp with time zone default now() not null,
  synced_at timestamp with time zone,
  failures integer default 0 not null,
  error text
);
alter table template_syncs add constraint template_syncs_pkey PRIMARY KEY (account_id, waba_id);
alter table template_syncs add constraint template_syncs_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE;
CREATE INDEX template_syncs_due ON template_syncs USING btree (next_at);
alter table template_syncs enable row level security;
alter table template_syncs force row level security;
create policy tenant on template_syncs for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on template_syncs for all to dawk_worker using (true);
grant delete, insert, select, update on template_syncs to dawk_app;
grant delete, insert, select, update on template_syncs to dawk_worker;

create table templates (
  id uuid not null,
  account_id uuid not null,
  waba_id text not null,
  meta_id text not null,
  name text not null,
  language text not null,
  category text not null,
  status text not null,
  quality text not null,
  rejected_reason text,
  announced_category text,
  flagged boolean not null,
  parameter_format text not null,
  components jsonb not null,
  contract jsonb not null,
  ttl_seconds integer,
  hold_before timestamp with time zone,
  status_at timestamp with time zone not null,
  synced_at timestamp with time zone not null,
  created_at timestamp with time zone default now() not null
);
alter table templates add constraint templates_pkey PRIMARY KEY (id);
alter table templates add constraint templates_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE;
CREATE INDEX templates_account ON templates USING btree (account_id, id);
CREATE INDEX templates_holding ON templates USING btree (account_id) WHERE ((status <> 'APPROVED'::text) OR (hold_before IS NOT NULL));
CREATE INDEX templates_meta ON templates USING btree (account_id, meta_id);
CREATE UNIQUE INDEX templates_name ON templates USING btree (account_id, waba_id, name, language);
alter table templates enable row level security;
alter table templates force row level security;
create policy tenant on templates for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on templates for all to dawk_worker using (true);
grant delete, insert, select, update on templates to dawk_app;
grant delete, insert, select, update on templates to dawk_worker;

create table top_ups (
  account_id uuid not null,
  id uuid not null,
  provider text not null,
  currency text not null,
  amount bigint not null,
  tax bigint default 0 not null,
  tax_treatment jsonb,
  state text not null,
  order_id text,
  payment_url text,
  return_url text not null,
  origin text not null,
  created_by text,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  saves_method boolean default false not null,
  method_id uuid
);
alter table top_ups add constraint top_ups_pkey PRIMARY KEY (account_id, id);
alter table top_ups add constraint top_ups_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE;
alter table top_ups add constraint top_ups_amount_check CHECK ((amount > 0));
alter table top_ups add constraint top_ups_origin_check CHECK ((origin = ANY (ARRAY['customer'::text, 'auto_recharge'::text])));
alter table top_ups add constraint top_ups_state_check CHECK ((state = ANY (ARRAY['creating'::text, 'requires_payment'::text, 'paid'::text, 'expired'::text])));
CREATE INDEX top_ups_by_themselves ON top_ups USING btree (account_id, currency, created_at) WHERE (origin = 'auto_recharge'::text);
alter table top_ups enable row level security;
alter table top_ups force row level security;
create policy tenant on top_ups for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on top_ups for all to dawk_worker using (true);
grant delete, insert, select, update on top_ups to dawk_app;
grant delete, insert, select, update on top_ups to dawk_worker;

create table unapplied_items (
  journal_id uuid not null,
  digest text not null,
  app_fingerprint text not null,
  payload text not null,
  attempts integer default 1 not null,
  run_at timestamp with time zone default (now() + '00:00:01'::interval),
  error text not null,
  set_aside_at timestamp with time zone default now() not null
);
alter table unapplied_items add constraint unapplied_items_pkey PRIMARY KEY (journal_id, digest);
CREATE INDEX unapplied_items_due ON unapplied_items USING btree (run_at) WHERE (run_at IS NOT NULL);
grant delete, insert, select, update on unapplied_items to dawk_worker;

create table wallets (
  account_id uuid not null,
  currency text not null,
  paid bigint default 0 not null,
  promo bigint default 0 not null,
  held bigint default 0 not null,
  credit_limit bigint default 0 not null,
  reserve bigint default 0 not null,
  last_sequence bigint default 0 not null,
  thresholds jsonb default '[]'::jsonb not null,
  crossed text[] default '{}'::text[] not null,
  updated_at timestamp with time zone not null
) with (fillfactor=50);
alter table wallets add constraint wallets_pkey PRIMARY KEY (account_id, currency);
alter table wallets add constraint wallets_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE;
alter table wallets enable row level security;
alter table wallets force row level security;
create policy tenant on wallets for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on wallets for all to dawk_worker using (true);
grant delete, insert, select, update on wallets to dawk_app;
grant delete, insert, select, update on wallets to dawk_worker;

create table wamids (
  account_id uuid not null,
  wamid text not null,
  message_id uuid not null
);
alter table wamids add constraint wamids_pkey PRIMARY KEY (account_id, wamid);
alter table wamids enable row level security;
alter table wamids force row level security;
create policy tenant on wamids for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on wamids for all to dawk_worker using (true);
grant delete, insert, select, update on wamids to dawk_app;
grant delete, insert, select, update on wamids to dawk_worker;

create table webhook_replays (
  id uuid not null,
  account_id uuid not null,
  endpoint_id uuid not null,
  what text not null,
  from_at timestamp with time zone not null,
  to_at timestamp with time zone not null,
  state text default 'running'::text not null,
  "position" uuid,
  examined integer default 0 not null,
  queued integer default 0 not null,
  detail text,
  created_at timestamp with time zone default now() not null,
  finished_at timestamp with time zone
);
alter table webhook_replays add constraint webhook_replays_pkey PRIMARY KEY (account_id, id);
alter table webhook_replays add constraint webhook_replays_endpoint_id_fkey FOREIGN KEY (endpoint_id) REFERENCES endpoints(id) ON DELETE CASCADE;
alter table webhook_replays add constraint webhook_replays_state_check CHECK ((state = ANY (ARRAY['running'::text, 'done'::text, 'stopped'::text])));
alter table webhook_replays add constraint webhook_replays_what_check CHECK ((what = ANY (ARRAY['failed'::text, 'missing'::text, 'all'::text])));
CREATE INDEX webhook_replays_endpoint ON webhook_replays USING btree (account_id, endpoint_id, id);
alter table webhook_replays enable row level security;
alter table webhook_replays force row level security;
create policy tenant on webhook_replays for all to dawk_app using ((account_id = ANY ((NULLIF(current_setting('app.account_ids'::text, true), ''::text))::uuid[])));
create policy worker on webhook_replays for all to dawk_worker using (true);
grant delete, insert, select, update on webhook_replays to dawk_app;
grant delete, insert, select, update on webhook_replays to dawk_worker;

grant usage on sequence event_sequence to dawk_app;
grant usage on sequence event_sequence to dawk_worker;

grant usage on sequence lane_ids to dawk_app;
grant usage on sequence lane_ids to dawk_worker;

grant usage on sequence lane_item_ids to dawk_app;
grant usage on sequence lane_item_ids to dawk_worker;

grant usage on sequence parked_status_ids to dawk_app;
grant usage on sequence parked_status_ids to dawk_worker;
