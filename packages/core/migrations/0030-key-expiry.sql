-- How urgently the owner of a key was last told that it expires: days before, 0 while nothing was said of this expiry.
alter table api_keys add column expiry_notice smallint not null default 0;
create index api_keys_expiring on api_keys (expires_at) where expires_at is not null and revoked_at is null;
