-- How much corticosteroid was given for toxicity, as prednisone equivalent?
-- Grain: one row per stated dose in mg; the total only where a daily amount and its duration, or a course total, are told.
SELECT d.report_id, d.patient, d.toxicity, d.grade, d.drug, d.value, d.basis, d.frequency, d.duration,
       round(c.prednisone_equivalent * CASE WHEN d.basis = 'total' THEN d.value
             ELSE d.value * period_days(d.duration) * CASE d.basis WHEN 'per_day' THEN 1 ELSE daily(d.frequency) END END, 1) AS prednisone_mg
FROM toxicity_drugs d JOIN corticosteroids c ON c.name = d.drug WHERE d.unit = 'mg'
ORDER BY d.report_id, d.patient, d.toxicity, d.drug_order, d.day
