-- What was the response about a day after the infusion?
-- Grain: one row per infusion that has an assessment in the window: the nearest to the day.
-- Param day = 28: the day after the infusion
-- Param earliest = 21: the first day of the window
-- Param latest = 42: the last day of the window
SELECT i.report_id, i.patient, i.infusion, i.name, r.category, r.mrd, r.site, c.criteria, r.days_after, r.days_after_exact
FROM infusions i JOIN responses r ON r.after_fact_id = i.fact_id
LEFT JOIN response_criteria c ON c.report_id = i.report_id AND c.patient = i.patient
WHERE r.days_after BETWEEN $earliest::INTEGER AND $latest::INTEGER
QUALIFY row_number() OVER (PARTITION BY i.fact_id ORDER BY abs(r.days_after - $day::INTEGER), r.category IS NULL, r.fact_id) = 1
ORDER BY i.report_id, i.patient, i.infusion
