-- Which facts should a person look at first?
-- Grain: one row per fact that nobody checked and that has a flag or a low confidence.
-- Param below = 0.5: the confidence below which a fact is listed
SELECT f.report_id, f.fact_id, f.family, f.value, f.confidence, f.flags FROM fact_values f
WHERE f.decided IS NULL AND (f.confidence < $below::DOUBLE OR len(f.flags) > 0) ORDER BY f.confidence, f.report_id, f.fact_id
