-- Reads what a report's decisions are applied to.

-- Those of some reports that decisions are about, and those that decisions leave because their bytes came again under another id.
-- name: reports
SELECT report_id FROM store.decided_report WHERE report_id IN (SELECT unnest($ids::VARCHAR[]))
UNION
SELECT d.report_id FROM store.decision d JOIN store.report o ON o.sha256 = d.sha256 JOIN store.report r ON r.report_id = d.report_id
WHERE o.report_id IN (SELECT unnest($ids::VARCHAR[])) AND o.report_id <> r.report_id
ORDER BY report_id;

-- name: facts
SELECT report_id, fact_id, family, position, machine, rule, role_rule, confidence, flags FROM store.fact
WHERE report_id = ? AND machine IS NOT NULL ORDER BY family, position;

-- name: evidence
SELECT report_id, fact_id, position, quote, section, page, "start", "end", boxes, by_person FROM store.evidence
WHERE report_id = ? AND NOT by_person ORDER BY fact_id, position;

-- name: decisions
SELECT d.seq, d.decided_at, d.reviewer, d.role, d.action, d.fact_key, d.family, d.field, d.value, d.machine, d.evidence
FROM store.decision d JOIN store.decided_report r USING (seq)
WHERE r.report_id = ? ORDER BY d.role = 'adjudicator', d.seq;

-- name: report
SELECT report_id, sha256, pipeline, text FROM store.report WHERE report_id = ?;

-- name: sections
SELECT kind, "start", "end" FROM store.section WHERE report_id = ? ORDER BY position;

-- name: pages
SELECT number, "start", "end" FROM store.page WHERE report_id = ? ORDER BY number;

-- name: next
SELECT coalesce(max(seq), 0) + 1 AS seq FROM store.decision;

-- name: all_decisions
SELECT seq, decided_at, reviewer, role, action, report_id, sha256, fact_key, family, field, value, machine, evidence, pipeline, why
FROM store.decision ORDER BY seq;
