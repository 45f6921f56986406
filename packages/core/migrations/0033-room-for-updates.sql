/* Room on a page for the next version of each row, so that an update touches no index (HOT). A batch updates the neighbours of a page
   together, before what it replaces may go: more than half of the page has to be free, for they grow. What is only appended to needs no room. */
alter table lane_items set (fillfactor = 50);

create or replace function ensure_partitions(months_ahead int) returns void language plpgsql security definer set search_path = public as $$
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

/* Those that are there: it holds for what they are filled with from now on. */
do $$
declare part regclass; filled int;
begin
  for part, filled in
    select i.inhrelid::regclass, f.filled from pg_inherits i
      join (values ('messages', 40), ('journal', 100), ('events', 100)) f (parent, filled) on i.inhparent = f.parent::regclass
  loop
    execute format('alter table %s set (fillfactor = %s)', part, filled);
  end loop;
end $$;
