-- Messages counted by the quarter of an hour in which they were made: every time zone of today is some quarters away from UTC.
-- A row says how many messages are alike in all that can be asked for. They outlive the messages.

/* The quarter of an hour in which a UUIDv7 was made. */
create function uuid_v7_quarter(id uuid) returns timestamptz language sql immutable parallel safe as $$
  select to_timestamp(('x' || left(translate(id::text, '-', ''), 12))::bit(48)::bigint / 900000 * 900)
$$;

create table message_counts (
  account_id uuid not null references accounts (id) on delete cascade,
  quarter timestamptz not null,
  number_id uuid not null,
  direction text not null,
  type text not null,
  template text not null, -- its name; '': none
  category text not null, -- as Meta priced the message; '': it has not said
  status text not null,
  error_code text not null, -- of failed ones; '': none
  count bigint not null,
  primary key (account_id, quarter, number_id, direction, type, template, category, status, error_code)
);
select isolate('message_counts');

-- A message of an hour that may be counted already has changed: until the hour is counted again, it is read from the messages. One row
-- for each change, so that nobody waits for anybody: whoever counts again deletes the rows that were there before.
create table changed_message_hours (
  account_id uuid not null references accounts (id) on delete cascade,
  hour timestamptz not null,
  id uuid not null,
  primary key (account_id, hour, id)
);
select isolate('changed_message_hours');

-- Messages from before this hour are deleted, or about to be: what was counted of them stands.
create table message_count_floors (
  account_id uuid primary key references accounts (id) on delete cascade,
  kept_from timestamptz not null
);
select isolate('message_count_floors');

-- One row: the hours before this one are counted, of every account.
create table message_counting (
  only_row boolean primary key default true check (only_row),
  counted_before timestamptz not null
);
insert into message_counting (counted_before) values ('2020-01-01T00:00:00Z');
grant select, update on message_counting to dawk_worker;
grant select on message_counting to dawk_app;
