/* More waits in the lane than its limit: until then nothing more is accepted for it. Whoever leases the lane renews it while that holds. */
alter table lanes add column full_until timestamptz;
