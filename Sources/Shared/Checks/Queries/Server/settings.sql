-- Settings that decide whether CDC works, as they apply to this role, and those that identify a provider.
SELECT name, setting, unit, context, source, pending_restart FROM pg_catalog.pg_settings
 WHERE name ~ '^(rds|apg|aurora|cloudsql|alloydb|azure|neon|supautils|aiven|extwlist|timescaledb)\.'
    OR name IN ('wal_level', 'effective_wal_level', 'max_replication_slots', 'max_wal_senders',
                'wal_sender_timeout', 'max_slot_wal_keep_size', 'idle_replication_slot_timeout',
                'wal_keep_size', 'wal_keep_segments', 'logical_decoding_work_mem',
                'output_plugin_libraries', 'synchronous_standby_names', 'synchronous_commit',
                'synchronized_standby_slots', 'sync_replication_slots', 'hot_standby_feedback',
                'primary_slot_name', 'statement_timeout', 'lock_timeout',
                'idle_in_transaction_session_timeout', 'transaction_timeout',
                'idle_session_timeout', 'max_connections', 'superuser_reserved_connections',
                'reserved_connections', 'max_prepared_transactions', 'DateStyle',
                'IntervalStyle', 'TimeZone', 'bytea_output', 'extra_float_digits', 'lc_monetary',
                'xmlbinary', 'server_encoding', 'row_security', 'default_transaction_read_only',
                'max_wal_size', 'shared_preload_libraries', 'vacuum_defer_cleanup_age',
                'archive_timeout', 'checkpoint_timeout', 'data_directory', 'wal_segment_size', 'wal_block_size',
                'wal_writer_delay');
