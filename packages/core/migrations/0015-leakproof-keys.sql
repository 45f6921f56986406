-- Behind row-level security only conditions that PostgreSQL takes for leakproof reach an index. `coalesce` and `reverse` are not among
-- them, `case` and plain columns are: with the former, reading one conversation read all messages of the account.
drop index messages_peer;
create index messages_peer on messages (account_id, number_id, (case when peer is null then peer_user_id else peer end), id);

drop index contact_identifiers_ending;
alter table contact_identifiers
  add column ending text collate "C" generated always as (case when kind = 'phone' then reverse(value) end) stored;
create index contact_identifiers_ending on contact_identifiers (account_id, ending) where ending is not null;
