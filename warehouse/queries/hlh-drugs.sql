-- What was given for HLH after cell therapy (IEC-HS), in what order, at which peak ferritin, and did it help?
-- Grain: one row per episode, drug and stated dose, in the order told; an episode without drugs has one row; `helped` is NULL where nothing is said.
SELECT x.report_id, x.patient, x.after_name, x.grade, x.onset_day, p.operator, p.value AS peak_ferritin, p.unit AS ferritin_unit, d.drug_order, d.drug, d.value, d.unit, d.basis,
       d.frequency, d.duration, d.route, d.day, d.helped
FROM toxicities x LEFT JOIN toxicity_drugs d USING (fact_id)
LEFT JOIN peak_values p ON p.report_id = x.report_id AND p.patient = x.patient AND p.test = 'ferritin'
WHERE x.name = 'IEC-HS' AND x.occurred ORDER BY x.report_id, x.patient, x.fact_id, d.drug_order, d.day
