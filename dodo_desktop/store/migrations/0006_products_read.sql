-- When the products were read last, on this computer's clock; NULL for never.
ALTER TABLE directory ADD COLUMN products_at INTEGER;
