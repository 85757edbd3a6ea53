-- Which patients of different reports may be one person (a case told in two publications)?
-- Grain: one row per pair of patients of one sex, about one age, a diagnosis in common, and the same first product on dates that do not differ; `used` is the report that counts where both are one publication.
SELECT a.report_id, a.patient, b.report_id AS other_report_id, b.patient AS other_patient, a.sex, a.age_years, b.age_years AS other_age_years,
       i.name AS product, i.start, j.start AS other_start, coalesce(i.start = j.start, false) AS same_date, CASE WHEN p.publication = q.publication THEN p.publication END AS used
FROM patients a JOIN patients b ON b.sex = a.sex AND b.report_id > a.report_id AND abs(b.age_years - a.age_years) <= 1 AND list_has_any(a.diagnoses, b.diagnoses)
JOIN infusions i ON i.report_id = a.report_id AND i.patient = a.patient AND i.infusion = 1
JOIN infusions j ON j.report_id = b.report_id AND j.patient = b.patient AND j.infusion = 1 AND j.name = i.name
LEFT JOIN publications p ON p.report_id = a.report_id LEFT JOIN publications q ON q.report_id = b.report_id
WHERE coalesce(starts_with(i.start, j.start) OR starts_with(j.start, i.start), true)
ORDER BY same_date DESC, a.report_id, a.patient, b.report_id, b.patient
