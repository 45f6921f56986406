-- Keys by which a partner acts within an account of its own.

-- Null: the account made the key itself. See partners/delegation.ts
alter table api_keys add column delegation jsonb;
create index api_keys_delegated on api_keys (account_id, id) where delegation is not null;
