-- How much logical decoding wrote to disk because of its memory limit; from 14.
SELECT slot_name, spill_txns, spill_bytes FROM pg_catalog.pg_stat_replication_slots;
