-- Segments whose comings and goings are told. Their members are kept in `segment_members`, also those of dynamic ones.

alter table segments
  add followed boolean not null default false,
  add followed_since timestamptz; -- when all who were in it from the start were stored; null: they are being stored, and nobody is told
create index segments_followed on segments (account_id, id) where followed;
