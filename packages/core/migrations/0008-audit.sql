-- Who did what to what, from where, with before and after; written in the transaction of the change itself. Rows are
-- only ever added: neither role may change or remove one. It refers to no account, so that it outlives what it tells of.
create table audit_log (
  id uuid primary key,
  account_id uuid not null,
  at timestamptz not null default now(),
  actor_kind text not null check (actor_kind in ('api_key', 'member', 'operator', 'system')),
  actor_id uuid,      -- of the key or the member
  actor_name text,    -- how a key is displayed, a member's e-mail address
  ip text,
  request_id text,
  action text not null, -- as api_key.rotated
  target_kind text not null,
  target_id text not null,
  before jsonb,       -- what was there, without secrets; null: nothing was
  after jsonb
);
select isolate('audit_log');
revoke update, delete, truncate on audit_log from dawk_app, dawk_worker;
create index audit_log_account on audit_log (account_id, id);
