-- From which peppers and fingerprints follow, sealed: it stays the same when the secret key is changed. Null until the first start.
alter table installation add column root_cipher bytea;
