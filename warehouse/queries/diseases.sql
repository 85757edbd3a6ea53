-- How many reports, patients and infusions are there per disease?
-- Grain: one row per diagnosis as written by the extraction; a patient with two diagnoses counts in both.
SELECT d.diagnosis, count(DISTINCT p.report_id) AS reports, count(DISTINCT p.fact_id) AS patients, count(DISTINCT i.fact_id) AS infusions
FROM patients p, unnest(p.diagnoses) AS d(diagnosis)
LEFT JOIN infusions i ON i.report_id = p.report_id AND i.patient = p.patient
GROUP BY d.diagnosis ORDER BY patients DESC, diagnosis
