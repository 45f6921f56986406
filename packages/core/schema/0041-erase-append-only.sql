/* Tables whose rows nobody may change or delete, of an account that is being erased, a batch at a time: the one way in which rows go. */
create function erase_append_only(kept text, account uuid, batch int) returns int
language plpgsql security definer set search_path = public as $$
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
end $$;
revoke execute on function erase_append_only(text, uuid, int) from public;
grant execute on function erase_append_only(text, uuid, int) to dawk_worker;

drop function erase_audit_log(uuid, int);
drop function erase_consent_events(uuid, int);
drop function erase_ledger_lines(uuid, int);
drop function erase_ledger_references(uuid, int);
drop function erase_ledger_transactions(uuid, int);
