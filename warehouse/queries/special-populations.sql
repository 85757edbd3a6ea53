-- Patients with a condition (HIV, pregnancy, organ transplant, CNS involvement …): who are they, and what happened?
-- Grain: one row per patient and condition that is present.
-- Param condition = : one condition only, else all
SELECT c.condition, p.report_id, p.patient, p.age_years, p.sex, p.diagnoses, d.status, i.name AS product, x.crs_max_grade, x.icans_max_grade,
       b.category AS best_response, f.os_days, f.os_event, f.pfs_days, f.pfs_event
FROM conditions c JOIN patients p USING (report_id, patient) LEFT JOIN disease_status d USING (report_id, patient)
LEFT JOIN infusions i ON i.report_id = p.report_id AND i.patient = p.patient AND i.infusion = 1
LEFT JOIN patient_toxicities x ON x.report_id = p.report_id AND x.patient = p.patient
LEFT JOIN best_responses b ON b.after_fact_id = i.fact_id LEFT JOIN follow_up f ON f.fact_id = i.fact_id
WHERE c.present AND coalesce(nullif($condition, ''), c.condition) = c.condition ORDER BY c.condition, p.report_id, p.patient
