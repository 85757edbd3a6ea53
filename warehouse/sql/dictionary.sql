-- Words about products that reports leave out because the field knows them. Source: the products' prescribing information.
CREATE OR REPLACE VIEW products AS
SELECT * FROM (VALUES
    ('axicabtagene ciloleucel', 'CD19', 'CD28'),
    ('brexucabtagene autoleucel', 'CD19', 'CD28'),
    ('tisagenlecleucel', 'CD19', '4-1BB'),
    ('lisocabtagene maraleucel', 'CD19', '4-1BB'),
    ('obecabtagene autoleucel', 'CD19', '4-1BB'),
    ('relmacabtagene autoleucel', 'CD19', '4-1BB'),
    ('inaticabtagene autoleucel', 'CD19', '4-1BB'),
    ('varnimcabtagene autoleucel', 'CD19', '4-1BB'),
    ('idecabtagene vicleucel', 'BCMA', '4-1BB'),
    ('ciltacabtagene autoleucel', 'BCMA', '4-1BB'),
    ('equecabtagene autoleucel', 'BCMA', '4-1BB'),
    ('zevorcabtagene autoleucel', 'BCMA', '4-1BB')
) AS p(name, target, costimulatory_domain);

-- T-cell engagers: they cause CRS and ICANS too.
CREATE OR REPLACE VIEW t_cell_engagers AS
SELECT unnest(['blinatumomab', 'teclistamab', 'elranatamab', 'talquetamab', 'linvoseltamab', 'glofitamab', 'epcoritamab', 'mosunetuzumab',
               'odronextamab', 'tarlatamab', 'tebentafusp']) AS name;

-- Vasopressors; ASTCT 2019 does not count vasopressin as one of several (Lee 2019, Biol Blood Marrow Transplant 25:625).
CREATE OR REPLACE VIEW vasopressors AS
SELECT unnest(['norepinephrine', 'epinephrine', 'dopamine', 'phenylephrine', 'vasopressin', 'angiotensin II', 'metaraminol']) AS name;

-- Milligrams of prednisone that one milligram is worth (glucocorticoid effect, as steroid conversion tables give it).
CREATE OR REPLACE VIEW corticosteroids AS
SELECT name, prednisone_equivalent::DOUBLE AS prednisone_equivalent FROM (VALUES
    ('hydrocortisone', 0.25), ('prednisone', 1.0), ('prednisolone', 1.0), ('methylprednisolone', 1.25), ('triamcinolone', 1.25),
    ('dexamethasone', 6.67), ('betamethasone', 6.67)
) AS c(name, prednisone_equivalent);

-- Codes of drugs and products in vocabularies, where a public source shows one.
CREATE OR REPLACE VIEW codes AS FROM store.code ORDER BY name, system, code;
