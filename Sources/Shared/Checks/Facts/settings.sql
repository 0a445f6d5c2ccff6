-- Settings that decide whether CDC works, and those that tell a provider.
SELECT name, setting, unit, source, pending_restart FROM pg_catalog.pg_settings
 WHERE name ~ '^(rds|azure|cloudsql|alloydb|neon|supautils)\.'
    OR name IN ('wal_level', 'max_replication_slots', 'max_wal_senders', 'wal_sender_timeout',
                'max_slot_wal_keep_size', 'wal_keep_size', 'server_encoding');
