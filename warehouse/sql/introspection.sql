-- What the ledger's views are made of.

-- name: columns
SELECT table_name, column_name, data_type FROM duckdb_columns()
WHERE schema_name = 'main' AND NOT internal AND database_name = current_database()
ORDER BY table_name, column_index;
