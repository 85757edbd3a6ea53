-- The quote, section and page behind every value of a report.
-- Grain: one row per fact and quote.
-- Param report: the report's id
SELECT f.fact_id, f.family, f.value, e.quote, e.section, e.page, e.start, e.end, f.rule, f.role_rule, f.confidence, f.flags, f.decided
FROM fact_values f LEFT JOIN evidence e USING (fact_id) WHERE f.report_id = $report ORDER BY f.family, f.fact_id, e.start
