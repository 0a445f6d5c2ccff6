-- Settings that this role, this database or both bring.
SELECT d.datname AS database, r.rolname AS role, pg_catalog.unnest(s.setconfig) AS setting
  FROM pg_catalog.pg_db_role_setting s
  LEFT JOIN pg_catalog.pg_database d ON d.oid = s.setdatabase
  LEFT JOIN pg_catalog.pg_roles r ON r.oid = s.setrole
 WHERE (s.setdatabase = 0 OR d.datname = pg_catalog.current_database())
   AND (s.setrole = 0 OR r.rolname = current_user)
 ORDER BY 1, 2, 3;
