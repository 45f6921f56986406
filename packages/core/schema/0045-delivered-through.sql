-- Deliveries that leave from the memory of the process that leases their endpoint's lane have no row in the queue. `delivered_through` is
-- how far the log of events has been dealt with: whatever was recorded up to it is delivered, waits as a row, or was not wanted. Whoever
-- takes a lane over whose holder died reads the log from there on. Null: nothing was left to memory alone.
alter table lanes add column delivered_through bigint;
