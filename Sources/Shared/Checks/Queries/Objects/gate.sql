-- The physical slots that failover slots wait for; from 17.
SELECT w.name, s.slot_name IS NOT NULL AS present, s.active
  FROM (SELECT pg_catalog.btrim(x, ' "') AS name
          FROM pg_catalog.unnest(pg_catalog.string_to_array(
                 pg_catalog.current_setting('synchronized_standby_slots', true), ',')) x) w
  LEFT JOIN pg_catalog.pg_replication_slots s
       ON s.slot_name = w.name::name AND s.slot_type = 'physical'
 WHERE w.name <> '';
