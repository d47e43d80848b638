-- What reports of the register count from.

-- Whose word a change rests on, where it is a school's: null otherwise, and of nights before this version.
ALTER TABLE change ADD COLUMN source TEXT;
ALTER TABLE change ADD COLUMN provider TEXT;
ALTER TABLE change ADD COLUMN school_unit TEXT;

-- ---------------------------------------------------------------- public views

-- Who is protected has none of it here.
CREATE VIEW persons AS
SELECT
    person.person_id,
    CASE person.protected WHEN 0 THEN person.number END AS personnummer,
    -- The day of a samordningsnummer is 60 higher.
    CASE person.protected WHEN 0 THEN
        substr(person.number, 1, 4) || '-' || substr(person.number, 5, 2) || '-' || printf(
            '%02d',
            CAST(substr(person.number, 7, 2) AS INTEGER)
                - CASE WHEN substr(person.number, 7, 2) > '60' THEN 60 ELSE 0 END
        )
    END AS born_on,
    CASE person.protected WHEN 0 THEN
        CASE CAST(substr(person.number, 11, 1) AS INTEGER) % 2 WHEN 0 THEN 'female' ELSE 'male' END
    END AS sex,
    CASE person.protected WHEN 0 THEN person.area END AS area,
    CASE person.protected WHEN 0 THEN person.owner END AS owner
FROM person
WHERE person.to_run IS NULL;

-- Of several rows about the same beginning the newest holds: that something has ended is told by telling it
-- again.
CREATE VIEW measures_current AS
SELECT
    person_number.person_id,
    CASE person.protected WHEN 0 THEN measure.number END AS personnummer,
    measure.measure,
    measure.from_on,
    measure.to_on,
    measure.ended_reason,
    measure.occupation_before,
    measure.occupation_after
FROM measure
LEFT JOIN person_number ON person_number.number = measure.number AND person_number.to_run IS NULL
LEFT JOIN person ON person.person_id = person_number.person_id AND person.to_run IS NULL
WHERE measure.measure_id = (
    SELECT max(newest.measure_id)
    FROM measure AS newest
    WHERE newest.number = measure.number
        AND newest.measure = measure.measure
        AND newest.from_on = measure.from_on
);

-- How long after its first day each change that a school told of became known. What the first load found says
-- nothing about who told it.
CREATE VIEW delays AS
SELECT
    run.as_of,
    run.run_id,
    change.kind AS change,
    change.person_id,
    change.entry_id,
    change.source,
    change.provider,
    change.school_unit,
    change.effective_on,
    CAST(julianday(run.as_of) - julianday(change.effective_on) AS INTEGER) AS days,
    -- An earlier night could have known of it.
    change.effective_on <= (SELECT max(before.as_of) FROM nights AS before WHERE before.as_of < run.as_of)
        AS back_dated
FROM change
JOIN nights ON nights.run_id = change.run_id
JOIN run ON run.run_id = change.run_id
WHERE change.provider IS NOT NULL
    AND change.kind IN ('opened', 'closed', 'corrected')
    AND run.initial_load = 0;
