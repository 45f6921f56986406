-- Money between a partner and its accounts. Amounts are millionths of the currency's unit.

-- How an account pays: by what it tops up itself; by what its partner transfers; from the partner's wallet; on credit that the partner grants.
alter table partner_accounts add column wallet_mode text not null default 'own'
  check (wallet_mode in ('own', 'prepaid_by_partner', 'pooled', 'credit'));
alter table partner_accounts add column pool_limit bigint check (pool_limit >= 0); -- of a day; null: none but the partner's wallet

-- What marketing leaves of the partner's wallet when its accounts draw on it; what all but authentication leaves is the wallet's own reserve.
alter table partners add column marketing_reserve bigint not null default 0 check (marketing_reserve >= 0);

-- What an account has drawn from its partner's wallet on a day of its own time zone.
create table pool_draws (
  account_id uuid not null references accounts (id) on delete cascade,
  currency text not null,
  day date not null,
  drawn bigint not null,
  primary key (account_id, currency, day)
) with (fillfactor = 50);
select isolate('pool_draws');

-- What the operator takes from the partner for a message of its account, by the partner's own pricing; null: not known, or no partner.
alter table message_charges add column buy bigint;
