# A ledger in R. Fill one first: `make run` makes var/ledger.duckdb. Run from the folder of the project: Rscript examples/ledger.R
# Needs DBI with duckdb, which reads the ledger itself, or with RSQLite, which reads an export of it (Debian: r-cran-dbi, r-cran-rsqlite);
# metafor and survival for the last two steps only.
library(DBI)

path <- Sys.getenv("CASELEDGER_WAREHOUSE", "var/ledger.duckdb")
if (!file.exists(path)) stop(path, " does not exist: fill a ledger with `make run`, or name one in CASELEDGER_WAREHOUSE")

# An SQLite file with the ledger's views, for an R without duckdb.
exported <- function(path) {
  file <- tempfile(fileext = ".sqlite")
  command <- if (nzchar(Sys.which("caseledger"))) "caseledger" else ".venv/bin/caseledger"
  if (system2(command, c("export", "sqlite", file, "--warehouse", path), stdout = FALSE) != 0) stop("caseledger could not export ", path)
  file
}

has_duckdb <- requireNamespace("duckdb", quietly = TRUE)
ledger <- if (has_duckdb) dbConnect(duckdb::duckdb(), dbdir = path, read_only = TRUE) else dbConnect(RSQLite::SQLite(), exported(path))

# Patients, with the product and the highest grades.
patients <- dbGetQuery(ledger, "
  SELECT p.report_id, p.patient, p.age_years, p.sex, i.name AS product, x.crs_max_grade, x.icans_max_grade
  FROM patients p
  LEFT JOIN infusions i ON i.report_id = p.report_id AND i.patient = p.patient AND i.infusion = 1
  LEFT JOIN patient_toxicities x ON x.report_id = p.report_id AND x.patient = p.patient
  ORDER BY p.report_id, p.patient")
print(patients)

# The words behind every toxicity.
quotes <- dbGetQuery(ledger, "
  SELECT x.report_id, x.name, x.grade, e.quote, e.section, e.page
  FROM toxicities x JOIN evidence e USING (fact_id) ORDER BY x.report_id, x.name")
print(quotes)

# Severe CRS pooled over reports: xi events among ni patients. Reports of single patients give 0/1 or 1/1, so a GLMM and no inverse variance.
severe <- dbGetQuery(ledger, "
  SELECT report_id AS slab, CAST(sum(CASE WHEN occurred AND grade >= 3 THEN 1 ELSE 0 END) AS INTEGER) AS xi, CAST(count(*) AS INTEGER) AS ni
  FROM toxicities WHERE name = 'CRS' AND (grade IS NOT NULL OR NOT occurred) GROUP BY report_id ORDER BY report_id")
print(severe)
if (requireNamespace("metafor", quietly = TRUE) && nrow(severe) > 1) {
  print(metafor::rma.glmm(measure = "PLO", xi = xi, ni = ni, data = severe, slab = slab))
}

# Overall survival from the first infusion.
follow_up <- dbGetQuery(ledger, "
  SELECT report_id, patient, os_days, os_event, pfs_days, pfs_event FROM follow_up
  WHERE infusion = 1 AND os_days IS NOT NULL ORDER BY report_id, patient")
print(follow_up)
if (requireNamespace("survival", quietly = TRUE) && nrow(follow_up) > 0) {
  print(summary(survival::survfit(survival::Surv(os_days, os_event) ~ 1, data = follow_up)))
}

if (has_duckdb) dbDisconnect(ledger, shutdown = TRUE) else dbDisconnect(ledger)
