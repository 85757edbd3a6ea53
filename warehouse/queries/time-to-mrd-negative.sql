-- How long did it take from the cells to the first MRD-negative complete remission?
-- Grain: one row per infusion that reached it: both on one assessment, or MRD-negative from 7 days before to 31 days after the remission. `methods` and `threshold` are those told of the patient (NULL: not told).
SELECT i.report_id, i.patient, i.infusion, i.name, min(greatest(r.days_after, m.days_after)) AS days,
       arg_min(r.days_after_exact AND m.days_after_exact, (greatest(r.days_after, m.days_after), r.days_after_exact AND m.days_after_exact)) AS exact,
       a.methods, a.threshold
FROM infusions i
JOIN responses r ON r.after_fact_id = i.fact_id AND r.category IN ('CR', 'CRi', 'sCR')
JOIN responses m ON m.after_fact_id = i.fact_id AND m.mrd = 'negative'
 AND (m.fact_id = r.fact_id OR m.days_after BETWEEN r.days_after - 7 AND r.days_after + 31)
LEFT JOIN (SELECT report_id, patient, string_agg(DISTINCT value_text, ', ' ORDER BY value_text) AS methods, min(value) AS threshold
           FROM findings WHERE name = 'MRD assay' GROUP BY ALL) a ON a.report_id = i.report_id AND a.patient = i.patient
GROUP BY ALL HAVING days IS NOT NULL ORDER BY i.report_id, i.patient, i.infusion
