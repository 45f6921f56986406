-- The number from which an account sends when a request names none. It is chosen, and no number that is connected later takes its
-- place. Null: the account has not chosen one; see numbers/default-number.ts. It is no foreign key, because accounts are known
-- on every node and numbers on one; whatever removes a number clears it.
alter table accounts add column default_number_id uuid;
update accounts a set default_number_id = (
  select n.id from numbers n where n.account_id = a.id and not n.sandbox order by n.proven_at is null, n.id desc limit 1);

-- Bytes of files that the account may keep; null: what the operator allows every account.
alter table accounts add column storage_bytes bigint;

-- Members without a second factor may do nothing in the account but set one up.
alter table accounts add column requires_two_factor boolean not null default false;
