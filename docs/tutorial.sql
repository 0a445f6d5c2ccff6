-- The tables of the tutorial, with rows in them; scripts/demo creates them, too.
CREATE TABLE taxi_rides (
  log_id integer PRIMARY KEY, timestamp varchar, driver_id numeric(8,0) NOT NULL);
CREATE TABLE customers (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text NOT NULL,
  tags text[] NOT NULL DEFAULT '{}', prefs jsonb);
CREATE TYPE order_status AS ENUM ('pending', 'paid', 'shipped');
CREATE TABLE orders (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(), customer_id bigint NOT NULL REFERENCES customers,
  status order_status NOT NULL DEFAULT 'pending', total numeric(12,2) NOT NULL,
  placed_at timestamptz NOT NULL DEFAULT now());

INSERT INTO taxi_rides SELECT g, '2026-11-24 12:00:' || g % 60, g % 17 FROM generate_series(1, 1000) g;
INSERT INTO customers (email, tags, prefs)
  SELECT 'c' || g || '@example.com', ARRAY['new'], '{"news": true}' FROM generate_series(1, 200) g;
INSERT INTO orders (customer_id, total) SELECT 1 + g % 200, g * 1.25 FROM generate_series(1, 500) g;
ANALYZE;
