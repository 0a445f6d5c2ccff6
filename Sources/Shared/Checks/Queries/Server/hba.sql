-- The lines of pg_hba.conf; superusers only.
SELECT line_number, type, database AS databases, user_name AS users, address, netmask,
       auth_method, error
  FROM pg_catalog.pg_hba_file_rules ORDER BY line_number;
