-- Who got a drug for a toxicity, at what dose, and for which grade?
-- Grain: one row per toxicity and stated dose of the drug (one without a dose where none is stated).
-- Param drug = tocilizumab: the drug's international nonproprietary name
-- Param toxicity = CRS: CRS, ICANS, GVHD or IEC-HS
-- Param min_grade = 1: the lowest grade to list; toxicities without a grade are listed too when it is 1
SELECT report_id, patient, after_name, grade, system, drug, value, value_high, unit, basis, frequency, duration, route, day, doses_given, helped,
       e.dose_text
FROM toxicity_drugs LEFT JOIN (SELECT fact_id AS dose_fact_id, arg_min(quote, start) AS dose_text FROM evidence GROUP BY fact_id) e USING (dose_fact_id)
WHERE drug = $drug AND toxicity = $toxicity AND coalesce(grade, 1) >= $min_grade::INTEGER
ORDER BY report_id, patient, grade, day, fact_id, dose_fact_id, doses_given, helped
