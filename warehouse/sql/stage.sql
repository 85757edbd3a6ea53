-- A batch on its way into the ledger: one row a report with all its rows, or one row a file that could not be read.

-- name: pack
COPY (
    SELECT r AS report, s.rows AS section, p.rows AS page, f.rows AS fact, e.rows AS evidence
    FROM report r
    LEFT JOIN (SELECT report_id, list(x ORDER BY position) AS rows FROM section x GROUP BY report_id) s USING (report_id)
    LEFT JOIN (SELECT report_id, list(x ORDER BY number) AS rows FROM page x GROUP BY report_id) p USING (report_id)
    LEFT JOIN (SELECT report_id, list(x ORDER BY family, position) AS rows FROM (SELECT * REPLACE (machine AS record) FROM fact) x GROUP BY report_id) f USING (report_id)
    LEFT JOIN (SELECT report_id, list(x ORDER BY fact_id, position) AS rows FROM evidence x GROUP BY report_id) e USING (report_id)
    UNION ALL BY NAME
    SELECT x AS failure FROM failure x
) TO '{}' (FORMAT parquet, COMPRESSION zstd);
