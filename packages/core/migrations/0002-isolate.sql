/* Puts a tenant's table, one with an `account_id`, behind forced row-level security: for migrations, once after each `create table`. */
create function isolate(name regclass) returns void language plpgsql set search_path = public as $$
begin
  execute format('alter table %s enable row level security', name);
  execute format('alter table %s force row level security', name);
  execute format('create policy tenant on %s to dawk_app using (account_id = any ((select current_accounts())::uuid[]))', name);
  execute format('create policy worker on %s to dawk_worker using (true)', name);
  execute format('grant select, insert, update, delete on %s to dawk_app, dawk_worker', name);
end $$;
revoke execute on function isolate(regclass) from public;
