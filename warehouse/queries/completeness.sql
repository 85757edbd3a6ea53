-- How complete is each key field?
-- Grain: one row: the number of patients, and of those with a value (a stated absence of CRS or ICANS is a value).
SELECT count(*) AS patients, count(p.age_years) AS age, count(p.sex) AS sex, count(i.fact_id) AS infusion, count(i.costimulatory_domain) AS costimulatory_domain,
       count(coalesce(i.cells_per_kg, i.cells)) AS cell_dose, count(x.crs) AS crs, count(x.icans) AS icans, count(b.category) AS best_response,
       count(coalesce(d.status, d.last_category)) AS disease_status, count(s.state) AS last_status, count(f.os_days) AS follow_up
FROM patients p
LEFT JOIN infusions i ON i.report_id = p.report_id AND i.patient = p.patient AND i.infusion = 1
LEFT JOIN patient_toxicities x ON x.report_id = p.report_id AND x.patient = p.patient
LEFT JOIN best_responses b ON b.after_fact_id = i.fact_id
LEFT JOIN disease_status d ON d.report_id = p.report_id AND d.patient = p.patient
LEFT JOIN last_status s ON s.report_id = p.report_id AND s.patient = p.patient LEFT JOIN follow_up f ON f.fact_id = i.fact_id
