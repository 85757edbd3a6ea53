-- Which grades do the reported signs imply by ASTCT 2019, beside the authors' own?
-- Grain: one row per CRS or ICANS of which any sign is told; `derived_grade` is empty where the signs do not settle it.
SELECT g.report_id, g.patient, g.toxicity, x.after_name, g.author_grade, g.system, g.derived_grade, g.signs
FROM derived_grades g JOIN toxicities x USING (fact_id) ORDER BY g.report_id, g.patient, g.toxicity DESC
