-- Whole months go when the operator's time for them is over (see core/src/retention.ts).

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
