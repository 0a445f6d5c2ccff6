-- Drops the slot named $1 if it is one of this database's that pgoutput decodes for; the server
-- refuses (55006) while somebody uses it.
SELECT pg_catalog.pg_drop_replication_slot(s.slot_name)
  FROM pg_catalog.pg_replication_slots s
 WHERE s.slot_name = $1 AND s.slot_type = 'logical' AND s.plugin = 'pgoutput'
   AND s.database = pg_catalog.current_database();
