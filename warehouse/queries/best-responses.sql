-- What was the best response, by disease and criteria?
-- Grain: one row per first diagnosis, category and criteria (NULL: none are named); the deepest response after each infusion.
SELECT p.diagnoses[1] AS diagnosis, b.category, b.mrd, c.criteria, count(*) AS infusions
FROM best_responses b JOIN infusions i ON i.fact_id = b.after_fact_id
JOIN patients p ON p.report_id = b.report_id AND p.patient = b.patient
LEFT JOIN response_criteria c ON c.report_id = b.report_id AND c.patient = b.patient
GROUP BY ALL ORDER BY diagnosis, infusions DESC, b.category, b.mrd, c.criteria
