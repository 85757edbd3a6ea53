-- How long did responses last (event 1: relapse or progression, 0: still in response when last told)?
-- Grain: one row per infusion with a complete or partial response that has a day.
WITH placed AS (SELECT r.*, i.infusion, i.name FROM responses r JOIN infusions i ON i.fact_id = r.after_fact_id WHERE r.days_after IS NOT NULL),
     first_response AS (SELECT after_fact_id, min(days_after) AS day FROM placed WHERE category IN ('sCR', 'CR', 'CRi', 'VGPR', 'PR') GROUP BY ALL)
SELECT p.report_id, p.patient, p.infusion, p.name, any_value(f.day) AS first_response_day,
       coalesce(min(p.days_after) FILTER (p.category IN ('relapse', 'PD') AND p.days_after > f.day), max(p.days_after)) - any_value(f.day) AS days,
       (count(*) FILTER (p.category IN ('relapse', 'PD') AND p.days_after > f.day) > 0)::INTEGER AS event
FROM placed p JOIN first_response f USING (after_fact_id)
GROUP BY p.report_id, p.patient, p.infusion, p.name ORDER BY p.report_id, p.patient, p.infusion
