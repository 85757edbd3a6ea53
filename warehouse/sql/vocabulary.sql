-- The tables that come with the package, from their CSV files.

-- name: codes
INSERT INTO store.code BY NAME FROM read_csv(?, header := true, all_varchar := true, delim := ',', quote := '"');

-- name: drug_codes
INSERT INTO store.code BY NAME
SELECT *, 'drug-named-entity-recognition' AS source FROM read_csv(?, header := true, all_varchar := true, delim := ',', quote := '"');

-- name: regimens
INSERT INTO store.regimen BY NAME
SELECT name, unnest(string_split(components, ';')) AS component
FROM read_csv(?, header := true, all_varchar := true, delim := ',', quote := '"') WHERE components IS NOT NULL;
