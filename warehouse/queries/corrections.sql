-- What did people change, from what to what, when and why?
-- Grain: one row per decision that corrected a field, or rejected, merged or added a fact; rows are only ever added.
SELECT decided_at, reviewer, role, report_id, fact_id, family, action, field, machine_value, value, quote, why, pipeline
FROM decisions WHERE action <> 'accept' ORDER BY seq
