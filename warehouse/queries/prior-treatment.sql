-- How many lines came before the first infusion, and was there prior blinatumomab, inotuzumab or a BTK inhibitor?
-- Grain: one row per patient with an infusion. A line is a regimen, or a drug outside one, for induction, consolidation or salvage; `stated_lines` is what the report says.
SELECT l.report_id, l.patient, l.lines, d.stated_lines, d.stated_lines_operator, l.regimens, l.blinatumomab, l.inotuzumab, l.btk_inhibitor, l.transplant AS allogeneic_transplant
FROM prior_treatment l LEFT JOIN disease_status d USING (report_id, patient) ORDER BY l.report_id, l.patient
