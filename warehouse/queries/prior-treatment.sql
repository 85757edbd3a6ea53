-- How many lines came before the first infusion, and was there prior blinatumomab, inotuzumab or a BTK inhibitor?
-- Grain: one row per patient with an infusion. A line is a regimen, or a drug outside one, for induction, consolidation or salvage.
SELECT report_id, patient, lines, regimens, blinatumomab, inotuzumab, btk_inhibitor, transplant AS allogeneic_transplant
FROM prior_treatment ORDER BY report_id, patient
