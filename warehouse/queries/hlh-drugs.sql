-- What was given for HLH after cell therapy (IEC-HS), in what order?
-- Grain: one row per episode, drug and stated dose, in the order told.
SELECT report_id, patient, after_name, grade, onset_day, drug_order, drug, value, unit, basis, frequency, duration, route, day
FROM toxicity_drugs WHERE toxicity = 'IEC-HS' ORDER BY report_id, patient, fact_id, drug_order, day
