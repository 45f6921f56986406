-- Changes that Meta is being asked for: each becomes a record of the audit log when its outcome is known, or when it is clear
-- that nobody will say. Unlike records these rows go, so that the log holds one record for each change.
create table audit_attempts (
  id uuid primary key,
  account_id uuid not null references accounts (id) on delete cascade,
  entry jsonb not null,            -- what the record will say, without secrets; see audit/attempts.ts
  at timestamptz not null default now()
);
select isolate('audit_attempts');
create index audit_attempts_account on audit_attempts (account_id);
