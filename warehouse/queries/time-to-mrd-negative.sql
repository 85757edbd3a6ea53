-- How long did it take from the cells to the first MRD-negative complete remission?
-- Grain: one row per infusion that reached it: both on one assessment, or MRD-negative from 7 days before to 31 days after the remission.
SELECT i.report_id, i.patient, i.infusion, i.name, min(greatest(r.days_after, m.days_after)) AS days,
       arg_min(r.days_after_exact AND m.days_after_exact, (greatest(r.days_after, m.days_after), r.days_after_exact AND m.days_after_exact)) AS exact
FROM infusions i
JOIN responses r ON r.after_fact_id = i.fact_id AND r.category IN ('CR', 'CRi', 'sCR')
JOIN responses m ON m.after_fact_id = i.fact_id AND m.mrd = 'negative'
 AND (m.fact_id = r.fact_id OR m.days_after BETWEEN r.days_after - 7 AND r.days_after + 31)
GROUP BY ALL HAVING days IS NOT NULL ORDER BY i.report_id, i.patient, i.infusion
