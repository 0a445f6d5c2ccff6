/// A schema with every kind of type and table that `init` tells apart.
enum InitSchema {
  static let everything = """
    CREATE EXTENSION hstore; CREATE EXTENSION citext; CREATE SCHEMA ext; CREATE EXTENSION ltree SCHEMA ext;
    CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
    CREATE TYPE ext.color AS ENUM ('red');
    CREATE TYPE addr AS (street text, number int);
    CREATE TYPE spans AS RANGE (subtype = float8);
    CREATE DOMAIN email AS citext CHECK (value LIKE '%@%');
    CREATE DOMAIN work_email AS email NOT NULL;
    CREATE DOMAIN price AS numeric(12,2);
    CREATE DOMAIN ints AS int[];
    CREATE TABLE types (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, bo boolean, i2 smallint NOT NULL, i4 serial,
      n9 numeric(9,0), n18 numeric(18,0), n19 numeric(19,0), n2 numeric(12,2), nn numeric(3,-2), n numeric,
      f4 real, f8 double precision, mo money, t text, vc varchar(120), vcu varchar, ch char(3), bp bpchar,
      na name, c "char", ct citext, by bytea, bi bit(4), vb bit varying(9), u uuid, j json, jb jsonb, x xml,
      jp jsonpath, tv tsvector, tq tsquery, d date, ts timestamp, ts3 timestamp(3), tz timestamptz, ti time,
      tt timetz, iv interval, ivd interval day to second(3), ip inet, ci cidr, m macaddr, m8 macaddr8,
      pt point, bx box, oi oid, xi xid, x8 xid8, ls pg_lsn, rc regclass, r int4range, mr int4multirange,
      e mood, e2 ext.color, a addr, sp spans, em email, we work_email, pr price, dint ints,
      h hstore, l ext.ltree, ai int[], ai2 smallint[][], af real[], at text[], av varchar(9)[], an numeric(9,0)[],
      ae mood[], ab box[], aj jsonb[], aem email[], ar int4range[], aa addr[], ov oidvector,
      gen int GENERATED ALWAYS AS (i2 * 2) STORED);
    COMMENT ON TABLE types IS E'one of\\neach ${KIND}'; COMMENT ON COLUMN types.t IS 'free text';
    CREATE TABLE composite_key (b int, a int, PRIMARY KEY (a, b) INCLUDE (v), v text);
    CREATE TABLE full_identity (v text); ALTER TABLE full_identity REPLICA IDENTITY FULL;
    CREATE TABLE by_index (k int NOT NULL, v text); CREATE UNIQUE INDEX by_index_k ON by_index (k);
    ALTER TABLE by_index REPLICA IDENTITY USING INDEX by_index_k;
    CREATE TABLE candidate (k int NOT NULL UNIQUE, v text);
    CREATE TABLE deferred (id int PRIMARY KEY DEFERRABLE);
    CREATE TABLE nothing (id int PRIMARY KEY); ALTER TABLE nothing REPLICA IDENTITY NOTHING;
    CREATE TABLE log (line text);
    CREATE TABLE measures (id int, day date, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
    CREATE TABLE measures_2026 PARTITION OF measures FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
    CREATE TABLE dropped (gone int, id int PRIMARY KEY); ALTER TABLE dropped DROP COLUMN gone;
    CREATE TABLE child (extra int, PRIMARY KEY (id)) INHERITS (dropped);
    CREATE TABLE guarded (id int PRIMARY KEY); ALTER TABLE guarded ENABLE ROW LEVEL SECURITY;
    ALTER TABLE guarded FORCE ROW LEVEL SECURITY;
    CREATE TABLE ext.away (id int PRIMARY KEY, c ext.color, m mood);
    CREATE UNLOGGED TABLE cache (id int PRIMARY KEY);
    CREATE VIEW seen AS SELECT 1 AS one; CREATE MATERIALIZED VIEW kept AS SELECT 1 AS one;
    CREATE TABLE no_columns ();
    """
}
