-- What an operator asks.

-- name: reports
SELECT pipeline, count(*) AS reports, min(loaded_at) AS first, max(loaded_at) AS last FROM store.report GROUP BY pipeline ORDER BY pipeline;

-- name: linked
SELECT count(*) FILTER (NOT counts) AS linked FROM publications;

-- name: facts
SELECT count(*) AS facts, count(decided) AS checked, count(attention) AS to_recheck,
       count(*) FILTER (decided IS NULL AND is_doubtful(confidence, flags)) AS doubtful
FROM store.fact;

-- name: failures
SELECT reason, count(*) AS files, max(failed_at) AS last FROM store.failure GROUP BY reason ORDER BY files DESC, reason;

-- name: runs
SELECT started_at, ended_at, pipelines, loaded, replaced, unchanged, failed FROM store.run ORDER BY loaded_at DESC, rowid DESC LIMIT 5;

-- name: changes
SELECT count(*) AS changes, count(DISTINCT report_id) AS reports FROM store.change;
