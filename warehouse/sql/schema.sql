-- Tables of the ledger. Reviewers read the views (views.sql); these are the store behind them.
CREATE SCHEMA IF NOT EXISTS store;

-- One row: the version of these tables, and a digest of the scripts that defined the views.
CREATE TABLE IF NOT EXISTS store.ledger (schema_version INTEGER NOT NULL, definition VARCHAR NOT NULL);

-- One row per report_id and per sha256, as merging sees to; keys would be held in memory, and grow with the ledger.
CREATE TABLE IF NOT EXISTS store.report (
    report_id VARCHAR NOT NULL, sha256 VARCHAR NOT NULL, source VARCHAR NOT NULL, pipeline VARCHAR NOT NULL,
    title VARCHAR, doi VARCHAR, pmid VARCHAR, pmcid VARCHAR, journal VARCHAR, year INTEGER, article_type VARCHAR,
    authors VARCHAR[], language VARCHAR, licence VARCHAR, flags VARCHAR[], text VARCHAR NOT NULL, loaded_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE IF NOT EXISTS store.section (
    report_id VARCHAR NOT NULL, position INTEGER NOT NULL, kind VARCHAR NOT NULL, heading VARCHAR, "start" INTEGER NOT NULL, "end" INTEGER NOT NULL
);

CREATE TABLE IF NOT EXISTS store.page (
    report_id VARCHAR NOT NULL, number INTEGER NOT NULL, "start" INTEGER NOT NULL, "end" INTEGER NOT NULL,
    width DOUBLE, height DOUBLE, needs_ocr BOOLEAN NOT NULL
);

-- One row per fact: `machine` is what the pipeline said (NULL: it does not find it), `record` what counts (NULL: a person took it out).
-- `decided`: accepted, corrected, rejected, merged, added; `attention`: machine_changed, machine_lost, disputed, therapy_gone.
CREATE TABLE IF NOT EXISTS store.fact (
    report_id VARCHAR NOT NULL, fact_id VARCHAR NOT NULL, family VARCHAR NOT NULL, position INTEGER NOT NULL,
    machine JSON, record JSON, rule VARCHAR, confidence DOUBLE, flags VARCHAR[], decided VARCHAR, attention VARCHAR
);
-- Of a therapy: which rule decided its role.
ALTER TABLE store.fact ADD COLUMN IF NOT EXISTS role_rule VARCHAR;

CREATE TABLE IF NOT EXISTS store.evidence (
    report_id VARCHAR NOT NULL, fact_id VARCHAR NOT NULL, position INTEGER NOT NULL, quote VARCHAR NOT NULL,
    section VARCHAR, page INTEGER, "start" INTEGER, "end" INTEGER,
    boxes STRUCT(page INTEGER, x0 DOUBLE, top DOUBLE, x1 DOUBLE, bottom DOUBLE)[], by_person BOOLEAN NOT NULL DEFAULT false
);

-- What people decided: rows are only ever added. `fact_key` is a fact's id without the report's; in `machine` and `value` another fact is
-- named by its key ('@key'), because the numbers of therapies may change from one extraction to the next.
CREATE TABLE IF NOT EXISTS store.decision (
    seq BIGINT PRIMARY KEY, decided_at TIMESTAMPTZ NOT NULL, reviewer VARCHAR NOT NULL, role VARCHAR NOT NULL, action VARCHAR NOT NULL,
    report_id VARCHAR NOT NULL, sha256 VARCHAR NOT NULL, fact_key VARCHAR NOT NULL, family VARCHAR NOT NULL, field VARCHAR, value JSON,
    machine JSON, evidence JSON, pipeline VARCHAR, why VARCHAR
);

-- What each person holds each field of a fact to be, derived from the decisions.
CREATE TABLE IF NOT EXISTS store.judgement (
    report_id VARCHAR NOT NULL, fact_id VARCHAR NOT NULL, family VARCHAR NOT NULL, reviewer VARCHAR NOT NULL, role VARCHAR NOT NULL,
    field VARCHAR NOT NULL, value VARCHAR
);

CREATE TABLE IF NOT EXISTS store.patient (
    report_id VARCHAR, fact_id VARCHAR, position INTEGER, patient INTEGER, age_years DOUBLE, sex VARCHAR, diagnoses VARCHAR[]
);

CREATE TABLE IF NOT EXISTS store.therapy (
    report_id VARCHAR, fact_id VARCHAR, position INTEGER, id VARCHAR, patient INTEGER, name VARCHAR, kind VARCHAR, role VARCHAR, status VARCHAR,
    part_of VARCHAR, target VARCHAR, cell_source VARCHAR, "start" VARCHAR, "end" VARCHAR, start_day INTEGER, end_day INTEGER
);

CREATE TABLE IF NOT EXISTS store.dose (
    report_id VARCHAR, fact_id VARCHAR, position INTEGER, therapy VARCHAR, component VARCHAR, value DOUBLE, value_high DOUBLE, unit VARCHAR,
    basis VARCHAR, frequency VARCHAR, duration VARCHAR, route VARCHAR, day INTEGER
);

CREATE TABLE IF NOT EXISTS store.temporal (
    report_id VARCHAR, fact_id VARCHAR, position INTEGER, text VARCHAR, kind VARCHAR, value VARCHAR, anchor VARCHAR, resolved VARCHAR
);

CREATE TABLE IF NOT EXISTS store.toxicity (
    report_id VARCHAR, fact_id VARCHAR, position INTEGER, patient INTEGER, name VARCHAR, occurred BOOLEAN, grade INTEGER, system VARCHAR,
    onset VARCHAR, onset_day INTEGER, onset_day_high INTEGER, managed_with VARCHAR[]
);

CREATE TABLE IF NOT EXISTS store.response (
    report_id VARCHAR, fact_id VARCHAR, position INTEGER, patient INTEGER, category VARCHAR, mrd VARCHAR, mrd_percent DOUBLE, site VARCHAR,
    after VARCHAR, date VARCHAR, day INTEGER, time_after VARCHAR, duration VARCHAR, ongoing BOOLEAN
);

CREATE TABLE IF NOT EXISTS store.finding (
    report_id VARCHAR, fact_id VARCHAR, position INTEGER, patient INTEGER, name VARCHAR, present BOOLEAN, value_text VARCHAR, value DOUBLE,
    operator VARCHAR, unit VARCHAR, date VARCHAR, day INTEGER, time_after VARCHAR
);

CREATE TABLE IF NOT EXISTS store.failure (
    source VARCHAR PRIMARY KEY, sha256 VARCHAR, reason VARCHAR NOT NULL, message VARCHAR NOT NULL, failed_at TIMESTAMPTZ NOT NULL
);
-- Which version could not read it, and how often in a row: what is bad for good is not tried again.
ALTER TABLE store.failure ADD COLUMN IF NOT EXISTS pipeline VARCHAR;
ALTER TABLE store.failure ADD COLUMN IF NOT EXISTS tries INTEGER;

CREATE TABLE IF NOT EXISTS store.run (
    loaded_at TIMESTAMPTZ NOT NULL, pipelines VARCHAR[], loaded INTEGER, replaced INTEGER, unchanged INTEGER, failed INTEGER
);
ALTER TABLE store.run ADD COLUMN IF NOT EXISTS run_id VARCHAR;
ALTER TABLE store.run ADD COLUMN IF NOT EXISTS started_at TIMESTAMPTZ;
ALTER TABLE store.run ADD COLUMN IF NOT EXISTS ended_at TIMESTAMPTZ;

-- What the machine says otherwise than before, where a report was read again.
CREATE TABLE IF NOT EXISTS store.change (
    changed_at TIMESTAMPTZ NOT NULL, run_id VARCHAR NOT NULL, report_id VARCHAR NOT NULL, fact_id VARCHAR NOT NULL, family VARCHAR NOT NULL,
    before JSON, after JSON, pipeline_before VARCHAR, pipeline_after VARCHAR
);

CREATE TABLE IF NOT EXISTS store.accuracy (
    measured_at TIMESTAMPTZ NOT NULL, pipeline VARCHAR NOT NULL, gold_set VARCHAR NOT NULL, gold_digest VARCHAR NOT NULL,
    family VARCHAR NOT NULL, attribute VARCHAR NOT NULL, gold_count INTEGER, found_count INTEGER, right_count INTEGER,
    "precision" DOUBLE, recall DOUBLE, f1 DOUBLE
);

-- References of imported lists; which report each belongs to is looked up when it is asked (view `bibliography`).
CREATE TABLE IF NOT EXISTS store.reference (
    reference_id VARCHAR PRIMARY KEY, title VARCHAR, title_key VARCHAR, doi VARCHAR, pmid VARCHAR, pmcid VARCHAR, year INTEGER, journal VARCHAR,
    authors VARCHAR[], file VARCHAR, list VARCHAR NOT NULL
);

-- What comes with the package (vocabulary.sql).
CREATE OR REPLACE TABLE store.code (name VARCHAR NOT NULL, system VARCHAR NOT NULL, code VARCHAR NOT NULL, source VARCHAR);
CREATE OR REPLACE TABLE store.regimen (name VARCHAR NOT NULL, component VARCHAR NOT NULL);
