-- What operators do: keys of their own API, and lanes that they have stopped.

create table operator_keys (
  id uuid primary key,
  name text not null,
  hash bytea not null unique, -- SHA-256 of the key, which is random
  read_only boolean not null,
  created_at timestamptz not null,
  revoked_at timestamptz
);

-- A stopped lane is accepted into, and nothing leaves it until an operator lets it go on. A pause is the lane's own.
alter table lanes add column stopped_at timestamptz, add column stop_reason text;
