-- Where does the authors' grade differ from the one that the reported signs imply by ASTCT 2019?
-- Grain: one row per episode with signs that settle a grade; the authors' grade stays as written.
-- Param toxicity = CRS: CRS or ICANS
SELECT g.report_id, g.patient, x.after_name, g.author_grade, g.system, g.derived_grade, g.signs
FROM derived_grades g JOIN toxicities x USING (fact_id)
WHERE g.toxicity = $toxicity AND g.derived_grade IS DISTINCT FROM g.author_grade AND g.derived_grade IS NOT NULL
ORDER BY g.report_id, g.patient
