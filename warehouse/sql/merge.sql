-- Merges staged batches into the ledger. `incoming` is a view of their files.

-- name: incoming
CREATE OR REPLACE TEMP VIEW incoming AS FROM read_parquet([{}], filename = true, file_row_number = true);

-- name: arrived
SELECT filename, file_row_number, report.report_id, report.sha256, report.pipeline, report.source
FROM incoming WHERE report IS NOT NULL ORDER BY report.source, filename, file_row_number;

-- name: stored
SELECT report_id, sha256, pipeline FROM store.report
WHERE report_id IN (SELECT unnest($ids::VARCHAR[])) OR sha256 IN (SELECT unnest($shas::VARCHAR[]));

-- What the reports that are about to be replaced said.
-- name: before
CREATE OR REPLACE TEMP TABLE before AS
SELECT f.fact_id, f.report_id, f.family, f.machine, r.pipeline FROM store.fact f JOIN store.report r USING (report_id)
WHERE f.machine IS NOT NULL AND r.report_id IN (SELECT unnest(?::VARCHAR[]));

-- name: chosen
CREATE OR REPLACE TEMP TABLE chosen AS SELECT unnest($files::VARCHAR[]) AS filename, unnest($rows::BIGINT[]) AS file_row_number;

-- A view: each table reads its own column of the files, and nothing is kept in between.
-- name: fresh
CREATE OR REPLACE TEMP VIEW fresh AS SELECT i.* FROM incoming i SEMI JOIN chosen USING (filename, file_row_number);

-- name: report
INSERT INTO store.report BY NAME SELECT unnest(report), ?::TIMESTAMPTZ AS loaded_at FROM fresh;

-- name: section
INSERT INTO store.section BY NAME SELECT unnest(x) FROM (SELECT unnest(section) AS x FROM fresh);

-- name: page
INSERT INTO store.page BY NAME SELECT unnest(x) FROM (SELECT unnest(page) AS x FROM fresh);

-- Facts are read twice: into their own table and into those of their families.
-- name: arrived_fact
CREATE OR REPLACE TEMP TABLE arrived_fact AS SELECT unnest(x) FROM (SELECT unnest(fact) AS x FROM fresh);

-- name: fact
INSERT INTO store.fact BY NAME FROM arrived_fact;

-- name: evidence
INSERT INTO store.evidence BY NAME SELECT unnest(x) FROM (SELECT unnest(evidence) AS x FROM fresh);

-- What counts of the facts of some reports, put apart: the ledger is not searched for each family.
-- name: accepted
CREATE OR REPLACE TEMP TABLE accepted AS SELECT report_id, fact_id, family, position, record FROM store.fact
WHERE record IS NOT NULL AND report_id IN (SELECT unnest(?::VARCHAR[]));

-- The same of what has just arrived, but for reports that somebody decided something about; the ledger is not searched at all.
-- name: accepted_as_arrived
CREATE OR REPLACE TEMP TABLE accepted AS SELECT report_id, fact_id, family, position, record FROM arrived_fact
WHERE record IS NOT NULL AND report_id NOT IN (SELECT unnest(?::VARCHAR[]));

-- name: forget
DROP TABLE IF EXISTS temp.accepted; DROP TABLE IF EXISTS temp.arrived_fact;

-- Two readings that differ in nothing but the numbers of their therapies say the same.
-- name: changes
INSERT INTO store.change
SELECT $now::TIMESTAMPTZ, $run, coalesce(n.report_id, o.report_id), coalesce(n.fact_id, o.fact_id), coalesce(n.family, o.family), o.machine, n.machine,
       b.pipeline, r.pipeline
FROM before o FULL JOIN (
    SELECT fact_id, report_id, family, machine FROM store.fact
    WHERE machine IS NOT NULL AND report_id IN (SELECT unnest($ids::VARCHAR[]))
) n USING (fact_id)
LEFT JOIN (SELECT DISTINCT report_id, pipeline FROM before) b ON b.report_id = coalesce(n.report_id, o.report_id)
LEFT JOIN store.report r ON r.report_id = coalesce(n.report_id, o.report_id)
WHERE unnumbered(o.machine) IS DISTINCT FROM unnumbered(n.machine);

-- What has been read meanwhile is no failure any more.
-- name: mended
DELETE FROM store.failure WHERE source IN (SELECT report.source FROM incoming WHERE report IS NOT NULL);

-- How often in a row one version failed on the same bytes is counted: what is bad for good is not tried again.
-- name: failure
INSERT OR REPLACE INTO store.failure BY NAME
SELECT DISTINCT ON (x.source) x.source, x.sha256, x.reason, x.message, x.pipeline, $now::TIMESTAMPTZ AS failed_at,
       1 + coalesce((SELECT f.tries FROM store.failure f WHERE f.source = x.source AND f.sha256 = x.sha256 AND f.pipeline = x.pipeline), 0) AS tries
FROM (SELECT unnest(failure), filename FROM incoming WHERE failure IS NOT NULL) x
WHERE NOT EXISTS (FROM store.report r WHERE r.sha256 = x.sha256 AND r.source = x.source)
ORDER BY x.source, x.filename DESC;

-- name: failures
SELECT count(*) FROM incoming WHERE failure IS NOT NULL;

-- name: run
INSERT INTO store.run BY NAME SELECT $run AS run_id, $started::TIMESTAMPTZ AS started_at, $now::TIMESTAMPTZ AS loaded_at, [] AS pipelines,
       0 AS loaded, 0 AS replaced, 0 AS unchanged, 0 AS failed
WHERE NOT EXISTS (FROM store.run WHERE run_id = $run);

-- name: count
UPDATE store.run SET loaded_at = $now::TIMESTAMPTZ, pipelines = list_sort(list_distinct(pipelines || $pipelines::VARCHAR[])),
       loaded = loaded + $loaded, replaced = replaced + $replaced, unchanged = unchanged + $unchanged, failed = failed + $failed
WHERE run_id = $run;

-- name: end
UPDATE store.run SET ended_at = $now::TIMESTAMPTZ WHERE run_id = $run;
