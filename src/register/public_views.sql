-- The public views as plain tables of the database `public`, an empty one.
--
-- Whoever is not known to be unprotected is in none of them: the flags, as in the views, but also whoever was ever
-- decided about because of protected registration, and whoever's stay was ever in lane `protected`, though only until
-- it was decided again: a task or a change of those days would tell. A row whose person is not in `persons` is left
-- out, so one about a number that no night knows, too: nobody can say whose it is.
-- One that is not left out by its query is refused by its reference, and the export with it.

CREATE TABLE public.persons (
    person_id INTEGER PRIMARY KEY, personnummer TEXT NOT NULL, born_on TEXT, sex TEXT, area TEXT,
    owner TEXT
);

INSERT INTO public.persons
SELECT person_id, personnummer, born_on, sex, area, owner
FROM main.persons
WHERE personnummer IS NOT NULL
    AND NOT EXISTS (
        SELECT 1 FROM main.person_number AS own
        JOIN main.decision ON decision.number = own.number
        WHERE own.person_id = persons.person_id AND own.to_run IS NULL
            AND decision.reason = 'SKYDDAD_FOLKBOKFORING'
    )
    AND NOT EXISTS (
        SELECT 1 FROM main.entry
        JOIN main.entry_lane ON entry_lane.entry_id = entry.entry_id
        WHERE entry.person_id = persons.person_id AND entry.to_run IS NULL
            AND entry_lane.lane = 'protected'
    )
ORDER BY person_id;

-- ---------------------------------------------------------------- about persons

CREATE TABLE public.contacts (
    person_id INTEGER NOT NULL REFERENCES persons (person_id), personnummer TEXT NOT NULL,
    contacted_on TEXT, channel TEXT, outcome TEXT, answered_on_channel TEXT, occupation TEXT
);

INSERT INTO public.contacts
SELECT person_id, personnummer, contacted_on, channel, outcome, answered_on_channel, occupation
FROM main.contacts
WHERE person_id IN (SELECT person_id FROM public.persons)
ORDER BY person_id, contacted_on, channel, outcome;

CREATE TABLE public.decisions (
    person_id INTEGER NOT NULL REFERENCES persons (person_id), personnummer TEXT NOT NULL,
    ruling TEXT, reason TEXT, from_on TEXT, to_on TEXT
);

INSERT INTO public.decisions
SELECT person_id, personnummer, ruling, reason, from_on, to_on
FROM main.decisions
WHERE person_id IN (SELECT person_id FROM public.persons)
ORDER BY person_id, from_on, to_on, ruling, reason;

CREATE TABLE public.delays (
    as_of TEXT, run_id INTEGER, change TEXT,
    person_id INTEGER NOT NULL REFERENCES persons (person_id), entry_id INTEGER, source TEXT,
    provider TEXT, school_unit TEXT, effective_on TEXT, days INTEGER, back_dated INTEGER
);

INSERT INTO public.delays
SELECT
    as_of, run_id, change, person_id, entry_id, source, provider, school_unit, effective_on, days,
    back_dated
FROM main.delays
WHERE person_id IN (SELECT person_id FROM public.persons)
ORDER BY as_of, person_id, entry_id, change;

CREATE TABLE public.measures (
    person_id INTEGER NOT NULL REFERENCES persons (person_id), personnummer TEXT NOT NULL,
    measure TEXT, from_on TEXT, to_on TEXT, ended_reason TEXT, occupation_before TEXT,
    occupation_after TEXT
);

INSERT INTO public.measures
SELECT
    person_id, personnummer, measure, from_on, to_on, ended_reason, occupation_before,
    occupation_after
FROM main.measures
WHERE person_id IN (SELECT person_id FROM public.persons)
ORDER BY person_id, from_on, measure, to_on;

CREATE TABLE public.measures_current (
    person_id INTEGER NOT NULL REFERENCES persons (person_id), personnummer TEXT NOT NULL,
    measure TEXT, from_on TEXT, to_on TEXT, ended_reason TEXT, occupation_before TEXT,
    occupation_after TEXT
);

INSERT INTO public.measures_current
SELECT
    person_id, personnummer, measure, from_on, to_on, ended_reason, occupation_before,
    occupation_after
FROM main.measures_current
WHERE person_id IN (SELECT person_id FROM public.persons)
ORDER BY person_id, from_on, measure;

CREATE TABLE public.occupations (
    person_id INTEGER NOT NULL REFERENCES persons (person_id), personnummer TEXT NOT NULL,
    occupation TEXT, from_on TEXT, to_on TEXT, source TEXT
);

INSERT INTO public.occupations
SELECT person_id, personnummer, occupation, from_on, to_on, source
FROM main.occupations
WHERE person_id IN (SELECT person_id FROM public.persons)
ORDER BY person_id, from_on, occupation, to_on, source;

CREATE TABLE public.outreach_queue (
    task_id INTEGER PRIMARY KEY, entry_id INTEGER,
    person_id INTEGER NOT NULL REFERENCES persons (person_id), personnummer TEXT NOT NULL,
    step TEXT, attempt INTEGER, variant TEXT, owner TEXT, status TEXT, not_before TEXT, due_by TEXT,
    priority INTEGER, created_on TEXT, ended_on TEXT, ended_reason TEXT
);

INSERT INTO public.outreach_queue
SELECT
    task_id, entry_id, person_id, personnummer, step, attempt, variant, owner, status, not_before,
    due_by, priority, created_on, ended_on, ended_reason
FROM main.outreach_queue
WHERE person_id IN (SELECT person_id FROM public.persons)
ORDER BY task_id;

CREATE TABLE public.register (
    entry_id INTEGER PRIMARY KEY, person_id INTEGER NOT NULL REFERENCES persons (person_id),
    personnummer TEXT NOT NULL, opened_on TEXT, opened_known_on TEXT, opened_reason TEXT,
    closed_on TEXT, closed_known_on TEXT, closed_reason TEXT, lane TEXT, annulled INTEGER
);

INSERT INTO public.register
SELECT
    entry_id, person_id, personnummer, opened_on, opened_known_on, opened_reason, closed_on,
    closed_known_on, closed_reason, lane, annulled
FROM main.register
WHERE person_id IN (SELECT person_id FROM public.persons)
ORDER BY entry_id;

CREATE TABLE public.register_changes (
    as_of TEXT, run_id INTEGER, change TEXT,
    person_id INTEGER NOT NULL REFERENCES persons (person_id), entry_id INTEGER,
    personnummer TEXT NOT NULL, reason TEXT, effective_on TEXT, explained INTEGER
);

INSERT INTO public.register_changes
SELECT as_of, run_id, change, person_id, entry_id, personnummer, reason, effective_on, explained
FROM main.register_changes
WHERE person_id IN (SELECT person_id FROM public.persons)
ORDER BY as_of, person_id, entry_id, change;

CREATE TABLE public.register_current (
    entry_id INTEGER PRIMARY KEY, person_id INTEGER NOT NULL REFERENCES persons (person_id),
    personnummer TEXT NOT NULL, opened_on TEXT, opened_known_on TEXT, opened_reason TEXT,
    closed_on TEXT, closed_known_on TEXT, closed_reason TEXT, lane TEXT, annulled INTEGER,
    area TEXT, owner TEXT, age INTEGER, sex TEXT
);

INSERT INTO public.register_current
SELECT
    entry_id, person_id, personnummer, opened_on, opened_known_on, opened_reason, closed_on,
    closed_known_on, closed_reason, lane, annulled, area, owner, age, sex
FROM main.register_current
WHERE person_id IN (SELECT person_id FROM public.persons)
ORDER BY entry_id;

CREATE TABLE public.register_lanes (
    entry_id INTEGER, person_id INTEGER NOT NULL REFERENCES persons (person_id), lane TEXT,
    from_on TEXT, to_on TEXT
);

INSERT INTO public.register_lanes
SELECT entry_id, person_id, lane, from_on, to_on
FROM main.register_lanes
WHERE person_id IN (SELECT person_id FROM public.persons)
ORDER BY entry_id, from_on, to_on IS NULL, to_on;

CREATE TABLE public.undetermined (
    as_of TEXT, person_id INTEGER NOT NULL REFERENCES persons (person_id),
    personnummer TEXT NOT NULL, reason TEXT
);

INSERT INTO public.undetermined
SELECT as_of, person_id, personnummer, reason
FROM main.undetermined
WHERE person_id IN (SELECT person_id FROM public.persons)
ORDER BY as_of, person_id;

-- ---------------------------------------------------------------- about nobody

CREATE TABLE public.coverage (
    as_of TEXT, "group" TEXT, persons INTEGER
);

INSERT INTO public.coverage
SELECT as_of, "group", persons
FROM main.coverage
ORDER BY as_of, "group";

CREATE TABLE public.nights (
    run_id INTEGER PRIMARY KEY, as_of TEXT
);

INSERT INTO public.nights
SELECT run_id, as_of
FROM main.nights
ORDER BY run_id;

CREATE TABLE public.quarantine (
    run_id INTEGER, source TEXT, provider TEXT, line INTEGER, field TEXT, code TEXT,
    times_seen INTEGER
);

INSERT INTO public.quarantine
SELECT run_id, source, provider, line, field, code, times_seen
FROM main.quarantine
ORDER BY run_id, source, provider, line, field, code;

CREATE TABLE public.runs (
    run_id INTEGER PRIMARY KEY, as_of TEXT, outcome TEXT, opened INTEGER, closed INTEGER,
    corrected INTEGER, lane_changes INTEGER, held INTEGER, undetermined INTEGER,
    quarantined INTEGER, config_digest TEXT, register_digest TEXT, program_version TEXT,
    supersedes INTEGER, started_at TEXT, finished_at TEXT
);

INSERT INTO public.runs
SELECT
    run_id, as_of, outcome, opened, closed, corrected, lane_changes, held, undetermined,
    quarantined, config_digest, register_digest, program_version, supersedes, started_at,
    finished_at
FROM main.runs
ORDER BY run_id;

CREATE TABLE public.sources (
    run_id INTEGER, source TEXT, provider TEXT, file_date TEXT, sha256 TEXT, rows INTEGER,
    quarantined INTEGER, unmatched INTEGER, verdict TEXT, code TEXT
);

INSERT INTO public.sources
SELECT run_id, source, provider, file_date, sha256, rows, quarantined, unmatched, verdict, code
FROM main.sources
ORDER BY run_id, source, provider;
