-- The table of patient characteristics.
-- Grain: one row per patient; the cell product, dose and response are those of the first infusion.
SELECT p.report_id, p.patient, p.age_years, p.sex, p.diagnoses, l.lines AS prior_lines, l.transplant AS prior_allogeneic_transplant,
       coalesce(n.infusions, 0) AS infusions, i.name AS product, i.target, i.costimulatory_domain, i.cell_source, i.cells_per_kg,
       x.crs, x.crs_max_grade, x.icans, x.icans_max_grade, x.drugs AS toxicity_drugs, b.category AS best_response, b.mrd
FROM patients p
LEFT JOIN prior_treatment l USING (report_id, patient)
LEFT JOIN (SELECT report_id, patient, count(*) AS infusions FROM infusions GROUP BY ALL) n USING (report_id, patient)
LEFT JOIN infusions i ON i.report_id = p.report_id AND i.patient = p.patient AND i.infusion = 1
LEFT JOIN patient_toxicities x ON x.report_id = p.report_id AND x.patient = p.patient
LEFT JOIN best_responses b ON b.after_fact_id = i.fact_id
ORDER BY p.report_id, p.patient
