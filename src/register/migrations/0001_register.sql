-- The register from the beginning: versions of what was told and derived, what people reported, the
-- ledger, and the public views.
--
-- A version is present in the state before run r when from_run < r and (to_run is null or to_run >= r).
-- from_run is the run that wrote it, to_run the run that ended it.

PRAGMA application_id = 1262567763; -- 'KAAS'

-- ---------------------------------------------------------------- ledger

-- Who has looked at whom: kept for accountability, never about whom.
CREATE TABLE access (
    access_id INTEGER PRIMARY KEY,
    looked_at TEXT NOT NULL,
    user TEXT NOT NULL,
    command TEXT NOT NULL,
    persons INTEGER NOT NULL
) STRICT;

CREATE TABLE run (
    run_id INTEGER PRIMARY KEY,
    as_of TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('done', 'done_with_faults', 'held', 'refused')),
    opened INTEGER NOT NULL DEFAULT 0,
    closed INTEGER NOT NULL DEFAULT 0,
    corrected INTEGER NOT NULL DEFAULT 0,
    lane_changes INTEGER NOT NULL DEFAULT 0,
    held INTEGER NOT NULL DEFAULT 0,
    undetermined INTEGER NOT NULL DEFAULT 0,
    quarantined INTEGER NOT NULL DEFAULT 0,
    config_digest TEXT NOT NULL,
    input_digest TEXT NOT NULL,
    register_digest TEXT,
    program_version TEXT NOT NULL,
    supersedes INTEGER REFERENCES run (run_id),
    started_at TEXT NOT NULL,
    finished_at TEXT
) STRICT;

CREATE INDEX run_by_supersedes ON run (supersedes) WHERE supersedes IS NOT NULL;

CREATE TABLE source (
    run_id INTEGER NOT NULL REFERENCES run (run_id),
    source TEXT NOT NULL,
    provider TEXT NOT NULL,
    file_date TEXT,
    sha256 TEXT,
    rows INTEGER,
    quarantined INTEGER,
    unmatched INTEGER,
    verdict TEXT NOT NULL CHECK (
        verdict IN ('accepted', 'unchanged', 'carried_forward', 'silent', 'refused', 'absent')
    ),
    code TEXT CHECK (
        code IN (
            'missing', 'stale', 'still_being_written', 'empty', 'encoding_mismatch', 'header_mismatch',
            'truncated', 'no_rows', 'wrong_municipality', 'flags_unreadable', 'too_many_rejects',
            'row_count_drop'
        )
    ),
    PRIMARY KEY (run_id, source, provider)
) STRICT, WITHOUT ROWID;

CREATE TABLE quarantined_row (
    run_id INTEGER NOT NULL,
    source TEXT NOT NULL,
    provider TEXT NOT NULL,
    line INTEGER NOT NULL,
    field TEXT,
    code TEXT NOT NULL CHECK (
        code IN (
            'bad_personnummer', 'bad_date', 'bad_school_unit', 'missing_field', 'wrong_field_count',
            'end_before_start', 'ended_without_date', 'unknown_school_form', 'unknown_status', 'bad_code',
            'line_break_in_field', 'duplicate_conflicting'
        )
    ),
    times_seen INTEGER NOT NULL CHECK (times_seen >= 1),
    fingerprint TEXT NOT NULL,
    FOREIGN KEY (run_id, source, provider) REFERENCES source (run_id, source, provider)
) STRICT;

CREATE INDEX quarantined_row_by_provider ON quarantined_row (run_id, source, provider);

CREATE TABLE change (
    change_id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES run (run_id),
    kind TEXT NOT NULL CHECK (
        kind IN ('opened', 'closed', 'corrected', 'lane', 'held_open', 'held_close')
    ),
    person_id INTEGER NOT NULL,
    entry_id INTEGER,
    reason TEXT NOT NULL,
    effective_on TEXT NOT NULL,
    explained INTEGER NOT NULL CHECK (explained IN (0, 1))
) STRICT;

CREATE INDEX change_by_run ON change (run_id);
CREATE INDEX change_by_person ON change (person_id);

CREATE TABLE undetermined_person (
    run_id INTEGER NOT NULL REFERENCES run (run_id),
    person_id INTEGER NOT NULL,
    reason TEXT NOT NULL CHECK (
        reason IN (
            'protected_registration', 'unknown_deregistration', 'unseen_in_population', 'contradictory',
            'quarantined_row', 'source_silent', 'unknown_programme', 'unknown_document'
        )
    ),
    PRIMARY KEY (run_id, person_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE allowance (
    run_id INTEGER NOT NULL REFERENCES run (run_id),
    class TEXT NOT NULL CHECK (
        class IN ('unexplained_removals', 'unexplained_additions', 'removals', 'additions')
    ),
    ceiling INTEGER NOT NULL,
    because TEXT NOT NULL,
    given_by TEXT NOT NULL,
    PRIMARY KEY (run_id, class)
) STRICT, WITHOUT ROWID;

CREATE TABLE acceptance (
    run_id INTEGER NOT NULL REFERENCES run (run_id),
    provider TEXT NOT NULL,
    code TEXT NOT NULL CHECK (
        code IN (
            'missing', 'stale', 'still_being_written', 'empty', 'encoding_mismatch', 'header_mismatch',
            'truncated', 'no_rows', 'wrong_municipality', 'flags_unreadable', 'too_many_rejects',
            'row_count_drop'
        )
    ),
    at_least_rows INTEGER NOT NULL,
    because TEXT NOT NULL,
    given_by TEXT NOT NULL,
    PRIMARY KEY (run_id, provider, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE coverage_count (
    run_id INTEGER NOT NULL REFERENCES run (run_id),
    group_name TEXT NOT NULL,
    persons INTEGER NOT NULL,
    PRIMARY KEY (run_id, group_name)
) STRICT, WITHOUT ROWID;

-- ---------------------------------------------------------------- staged facts, as versions
--
-- In the two large tables codes are compared one by one: SQLite builds the list of an IN anew for every
-- row it checks.

CREATE TABLE staged_resident (
    number TEXT NOT NULL,
    replaced_by TEXT,
    municipality TEXT NOT NULL,
    area TEXT NOT NULL,
    moved_in_on TEXT,
    secrecy_marked INTEGER NOT NULL CHECK (secrecy_marked IN (0, 1)),
    protected_registration INTEGER NOT NULL CHECK (protected_registration IN (0, 1)),
    deregistration TEXT CHECK (
        deregistration = 'deceased' OR deregistration = 'emigrated' OR deregistration = 'untraceable'
        OR deregistration = 'number_replaced' OR deregistration = 'other' OR deregistration = 'unknown'
    ),
    deregistered_on TEXT,
    given_name TEXT NOT NULL,
    middle_name TEXT NOT NULL,
    family_name TEXT NOT NULL,
    care_of TEXT NOT NULL,
    street TEXT NOT NULL,
    postcode TEXT NOT NULL,
    town TEXT NOT NULL,
    first_seen_on TEXT,
    municipality_seen_on TEXT,
    deregistration_seen_on TEXT,
    misses INTEGER NOT NULL CHECK (misses BETWEEN 0 AND 3),
    missing_since_on TEXT,
    file_date TEXT NOT NULL,
    line INTEGER NOT NULL,
    from_run INTEGER NOT NULL REFERENCES run (run_id),
    to_run INTEGER REFERENCES run (run_id) CHECK (to_run > from_run),
    PRIMARY KEY (number, from_run)
) STRICT, WITHOUT ROWID;

CREATE TABLE staged_placement (
    source TEXT NOT NULL,
    provider TEXT NOT NULL,
    number TEXT NOT NULL,
    form TEXT NOT NULL CHECK (
        form = 'GR' OR form = 'GRAN' OR form = 'SP' OR form = 'SAM' OR form = 'GY' OR form = 'GYAN'
        OR form = 'VUX' OR form = 'SFI' OR form = 'FHS' OR form = 'HS' OR form = 'UTL'
    ),
    unit TEXT NOT NULL,
    programme TEXT NOT NULL,
    start_on TEXT NOT NULL,
    year INTEGER,
    status TEXT NOT NULL CHECK (
        status = 'ANTAGEN' OR status = 'INSKRIVEN' OR status = 'AVSLUTAD' OR status = 'AVBRUTEN'
    ),
    ends_on TEXT,
    broken_off_on TEXT,
    document TEXT CHECK (
        document = 'EXAMENSBEVIS' OR document = 'GYMNASIEBEVIS_ANPASSAD' OR document = 'IB_DIPLOM'
        OR document = 'UTLANDSK_EXAMEN' OR document = 'FHS_BEHORIGHET' OR document = 'STUDIEBEVIS'
        OR document = 'GYMNASIEINTYG' OR document = 'BETYGSUTDRAG' OR document = 'SLUTBETYG_GR'
        OR document = 'unknown_document'
    ),
    document_on TEXT,
    first_seen_on TEXT,
    document_seen_on TEXT,
    misses INTEGER NOT NULL CHECK (misses BETWEEN 0 AND 3),
    missing_since_on TEXT,
    file_date TEXT NOT NULL,
    line INTEGER NOT NULL,
    from_run INTEGER NOT NULL REFERENCES run (run_id),
    to_run INTEGER REFERENCES run (run_id) CHECK (to_run > from_run),
    PRIMARY KEY (source, provider, number, form, unit, programme, start_on, from_run)
) STRICT, WITHOUT ROWID;

CREATE TABLE staged_credential (
    source TEXT NOT NULL,
    provider TEXT NOT NULL,
    number TEXT NOT NULL,
    document TEXT NOT NULL CHECK (
        document IN (
            'EXAMENSBEVIS', 'GYMNASIEBEVIS_ANPASSAD', 'IB_DIPLOM', 'UTLANDSK_EXAMEN', 'FHS_BEHORIGHET',
            'STUDIEBEVIS', 'GYMNASIEINTYG', 'BETYGSUTDRAG', 'SLUTBETYG_GR', 'unknown_document'
        )
    ),
    document_on TEXT,
    first_seen_on TEXT,
    file_date TEXT NOT NULL,
    line INTEGER NOT NULL,
    from_run INTEGER NOT NULL REFERENCES run (run_id),
    to_run INTEGER REFERENCES run (run_id) CHECK (to_run > from_run),
    PRIMARY KEY (source, provider, number, document, from_run)
) STRICT, WITHOUT ROWID;

-- A row that was quarantined but names somebody. The key is all null where it could not be read.
CREATE TABLE staged_reject (
    source TEXT NOT NULL,
    provider TEXT NOT NULL,
    number TEXT NOT NULL,
    key_number TEXT,
    form TEXT CHECK (
        form IN ('GR', 'GRAN', 'SP', 'SAM', 'GY', 'GYAN', 'VUX', 'SFI', 'FHS', 'HS', 'UTL')
    ),
    unit TEXT,
    programme TEXT,
    start_on TEXT,
    contradictory INTEGER NOT NULL CHECK (contradictory IN (0, 1)),
    from_run INTEGER NOT NULL REFERENCES run (run_id),
    to_run INTEGER REFERENCES run (run_id) CHECK (to_run > from_run)
) STRICT;

CREATE INDEX staged_reject_by_number ON staged_reject (number);

-- What is remembered of each provider's last accepted file.
CREATE TABLE staged_memory (
    source TEXT NOT NULL,
    provider TEXT NOT NULL,
    accepted_on TEXT NOT NULL,
    file_date TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    rows INTEGER NOT NULL,
    unreadable_streak INTEGER NOT NULL,
    from_run INTEGER NOT NULL REFERENCES run (run_id),
    to_run INTEGER REFERENCES run (run_id) CHECK (to_run > from_run),
    PRIMARY KEY (source, provider, from_run)
) STRICT, WITHOUT ROWID;

-- ---------------------------------------------------------------- register, as versions

CREATE TABLE person (
    person_id INTEGER NOT NULL,
    number TEXT NOT NULL,
    protected INTEGER NOT NULL CHECK (protected IN (0, 1)),
    area TEXT NOT NULL,
    owner TEXT NOT NULL,
    from_run INTEGER NOT NULL REFERENCES run (run_id),
    to_run INTEGER REFERENCES run (run_id) CHECK (to_run > from_run),
    PRIMARY KEY (person_id, from_run)
) STRICT, WITHOUT ROWID;

CREATE TABLE person_number (
    number TEXT NOT NULL,
    person_id INTEGER NOT NULL,
    from_run INTEGER NOT NULL REFERENCES run (run_id),
    to_run INTEGER REFERENCES run (run_id) CHECK (to_run > from_run),
    PRIMARY KEY (number, from_run)
) STRICT, WITHOUT ROWID;

CREATE INDEX person_number_by_person ON person_number (person_id);
CREATE UNIQUE INDEX person_present ON person (person_id) WHERE to_run IS NULL;
CREATE UNIQUE INDEX person_number_present ON person_number (number) WHERE to_run IS NULL;

CREATE TABLE entry (
    entry_id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    opened_on TEXT NOT NULL,
    opened_known_on TEXT NOT NULL,
    opened_reason TEXT NOT NULL CHECK (
        opened_reason IN (
            'decided', 'introduction_programme', 'study_certificate', 'introduction_certificate',
            'interrupted_national', 'interrupted_introduction', 'interrupted_adapted', 'moved_in',
            'never_started'
        )
    ),
    closed_on TEXT,
    closed_known_on TEXT,
    closed_reason TEXT CHECK (
        closed_reason IN (
            'deceased', 'turned_20', 'decided', 'emigrated', 'untraceable', 'deregistered', 'moved_out',
            'left_population', 'not_resident', 'compulsory_school', 'completed', 'attending',
            'awaiting_document', 'awaiting_autumn_term', 'merged'
        )
    ),
    from_run INTEGER NOT NULL REFERENCES run (run_id),
    to_run INTEGER REFERENCES run (run_id) CHECK (to_run > from_run),
    PRIMARY KEY (entry_id, from_run),
    CHECK (closed_on >= opened_on),
    CHECK ((closed_on IS NULL) = (closed_known_on IS NULL)),
    CHECK ((closed_on IS NULL) = (closed_reason IS NULL))
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX entry_present ON entry (entry_id) WHERE to_run IS NULL;
CREATE INDEX entry_by_person ON entry (person_id);

CREATE TABLE entry_lane (
    entry_id INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    lane TEXT NOT NULL CHECK (
        lane IN ('protected', 'in_school', 'occupied', 'awaiting_start', 'outreach')
    ),
    from_on TEXT NOT NULL,
    known_on TEXT NOT NULL,
    from_run INTEGER NOT NULL REFERENCES run (run_id),
    to_run INTEGER REFERENCES run (run_id) CHECK (to_run > from_run),
    PRIMARY KEY (entry_id, seq, from_run)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX entry_lane_present ON entry_lane (entry_id, seq) WHERE to_run IS NULL;

CREATE TABLE task (
    task_id INTEGER NOT NULL,
    entry_id INTEGER NOT NULL,
    step TEXT NOT NULL CHECK (step IN ('letter', 'info_20', 'manual_contact')),
    attempt INTEGER NOT NULL CHECK (attempt >= 1),
    variant TEXT NOT NULL CHECK (variant IN ('standard', 'study_certificate')),
    owner TEXT NOT NULL,
    status TEXT NOT NULL CHECK (
        status IN ('waiting', 'ready', 'sent', 'done', 'suspended', 'withdrawn')
    ),
    not_before TEXT NOT NULL,
    due_by TEXT NOT NULL,
    created_on TEXT NOT NULL,
    ended_on TEXT,
    ended_reason TEXT CHECK (ended_reason IN ('left_register', 'lane_changed')),
    from_run INTEGER NOT NULL REFERENCES run (run_id),
    to_run INTEGER REFERENCES run (run_id) CHECK (to_run > from_run),
    PRIMARY KEY (task_id, from_run),
    CHECK ((ended_on IS NULL) = (ended_reason IS NULL))
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX task_present ON task (task_id) WHERE to_run IS NULL;
CREATE INDEX task_by_entry ON task (entry_id);

-- Each night ranks anew and nobody asks for yesterday's rank: only the present one is kept.
CREATE TABLE task_priority (
    task_id INTEGER PRIMARY KEY,
    priority INTEGER NOT NULL CHECK (priority >= 1)
) STRICT;

-- ---------------------------------------------------------------- reported by people, under the number received

CREATE TABLE decision (
    decision_id INTEGER PRIMARY KEY,
    number TEXT NOT NULL,
    ruling TEXT NOT NULL CHECK (ruling IN ('OMFATTAS', 'OMFATTAS_EJ')),
    reason TEXT NOT NULL CHECK (
        reason IN (
            'SKYDDAD_FOLKBOKFORING', 'UTLANDSSTUDIER', 'MOTSVARANDE_UTBILDNING', 'FELREGISTRERAD', 'ANNAN'
        )
    ),
    from_on TEXT NOT NULL,
    to_on TEXT NOT NULL CHECK (to_on >= from_on),
    UNIQUE (number, ruling, reason, from_on, to_on)
) STRICT;

CREATE TABLE interruption (
    interruption_id INTEGER PRIMARY KEY,
    number TEXT NOT NULL,
    unit TEXT NOT NULL,
    last_day_on TEXT NOT NULL,
    UNIQUE (number, unit, last_day_on)
) STRICT;

CREATE TABLE occupation (
    occupation_id INTEGER PRIMARY KEY,
    number TEXT NOT NULL,
    occupation TEXT NOT NULL CHECK (
        occupation IN (
            'GYMNASIUM', 'KOMVUX', 'FOLKHOGSKOLA', 'SFI', 'HOGSKOLA', 'ARBETE', 'PRAKTIK', 'UTLANDET',
            'ANNAN_AKTIVITET', 'INGEN', 'OKAND'
        )
    ),
    from_on TEXT NOT NULL,
    to_on TEXT,
    source TEXT NOT NULL
) STRICT;

CREATE UNIQUE INDEX occupation_once
    ON occupation (number, occupation, from_on, coalesce(to_on, ''), source);

CREATE TABLE contact (
    contact_id INTEGER PRIMARY KEY,
    number TEXT NOT NULL,
    contacted_on TEXT NOT NULL,
    channel TEXT NOT NULL CHECK (
        channel IN (
            'BREV', 'TELEFON', 'SMS', 'MEJL', 'KNACKKORT', 'HEMBESOK', 'BESOK', 'SKOLA', 'SOCIALA_MEDIER'
        )
    ),
    outcome TEXT NOT NULL CHECK (
        outcome IN (
            'SKICKAT', 'EJ_SVAR', 'RETUR', 'FEL_NUMMER', 'NADD_STOD_UTBILDNING', 'NADD_STOD_ARBETE',
            'NADD_SYSSELSATT', 'NADD_AVBOJER'
        )
    ),
    answered_on_channel TEXT CHECK (
        answered_on_channel IN (
            'BREV', 'TELEFON', 'SMS', 'MEJL', 'KNACKKORT', 'HEMBESOK', 'BESOK', 'SKOLA', 'SOCIALA_MEDIER'
        )
    ),
    occupation TEXT CHECK (
        occupation IN (
            'GYMNASIUM', 'KOMVUX', 'FOLKHOGSKOLA', 'SFI', 'HOGSKOLA', 'ARBETE', 'PRAKTIK', 'UTLANDET',
            'ANNAN_AKTIVITET', 'INGEN', 'OKAND'
        )
    )
) STRICT;

CREATE UNIQUE INDEX contact_once ON contact (
    number, contacted_on, channel, outcome, coalesce(answered_on_channel, ''), coalesce(occupation, '')
);

CREATE TABLE measure (
    measure_id INTEGER PRIMARY KEY,
    number TEXT NOT NULL,
    measure TEXT NOT NULL CHECK (
        measure IN (
            'STUDIE_YRKESVAGLEDNING', 'MOTIVERANDE_SAMTAL', 'INTRODUKTIONSPROGRAM', 'KOMVUX',
            'FOLKHOGSKOLA', 'STUDIEMOTIVERANDE_KURS', 'PRAKTIK', 'ANNAN'
        )
    ),
    from_on TEXT NOT NULL,
    to_on TEXT,
    ended_reason TEXT,
    occupation_before TEXT CHECK (
        occupation_before IN (
            'GYMNASIUM', 'KOMVUX', 'FOLKHOGSKOLA', 'SFI', 'HOGSKOLA', 'ARBETE', 'PRAKTIK', 'UTLANDET',
            'ANNAN_AKTIVITET', 'INGEN', 'OKAND'
        )
    ),
    occupation_after TEXT CHECK (
        occupation_after IN (
            'GYMNASIUM', 'KOMVUX', 'FOLKHOGSKOLA', 'SFI', 'HOGSKOLA', 'ARBETE', 'PRAKTIK', 'UTLANDET',
            'ANNAN_AKTIVITET', 'INGEN', 'OKAND'
        )
    )
) STRICT;

CREATE UNIQUE INDEX measure_once ON measure (
    number, measure, from_on, coalesce(to_on, ''), coalesce(ended_reason, ''),
    coalesce(occupation_before, ''), coalesce(occupation_after, '')
);

-- ---------------------------------------------------------------- public views
--
-- Names and columns are an interface. A number is shown only of somebody known not to be protected.

CREATE VIEW register AS
SELECT
    entry.entry_id,
    entry.person_id,
    CASE person.protected WHEN 0 THEN person.number END AS personnummer,
    entry.opened_on,
    entry.opened_known_on,
    entry.opened_reason,
    entry.closed_on,
    entry.closed_known_on,
    entry.closed_reason,
    (
        SELECT entry_lane.lane FROM entry_lane
        WHERE entry_lane.entry_id = entry.entry_id AND entry_lane.to_run IS NULL
        ORDER BY entry_lane.seq DESC LIMIT 1
    ) AS lane,
    coalesce(entry.closed_on = entry.opened_on, 0) AS annulled
FROM entry
LEFT JOIN person ON person.person_id = entry.person_id AND person.to_run IS NULL
WHERE entry.to_run IS NULL;

-- Who is protected has no area, age or sex here: each would narrow down who and where.
-- Who is born on 29 February turns a year older on 1 March of a common year.
CREATE VIEW register_current AS
SELECT
    register.*,
    CASE person.protected WHEN 0 THEN person.area END AS area,
    CASE person.protected WHEN 0 THEN person.owner END AS owner,
    CAST(substr(night.as_of, 1, 4) AS INTEGER) - CAST(substr(register.personnummer, 1, 4) AS INTEGER)
        - (
            CAST(substr(night.as_of, 6, 2) || substr(night.as_of, 9, 2) AS INTEGER)
            < CAST(substr(register.personnummer, 5, 4) AS INTEGER)
                - CASE WHEN substr(register.personnummer, 7, 2) > '60' THEN 60 ELSE 0 END
        ) AS age,
    CASE CAST(substr(register.personnummer, 11, 1) AS INTEGER) % 2
        WHEN 0 THEN 'female'
        WHEN 1 THEN 'male'
    END AS sex
FROM register
JOIN (SELECT max(run.as_of) AS as_of FROM run WHERE run.outcome <> 'refused') AS night
LEFT JOIN person ON person.person_id = register.person_id AND person.to_run IS NULL
WHERE register.closed_on IS NULL;

CREATE VIEW register_lanes AS
SELECT
    entry.entry_id,
    entry.person_id,
    entry_lane.lane,
    entry_lane.from_on,
    min(
        coalesce(next_lane.from_on, entry.closed_on),
        coalesce(entry.closed_on, next_lane.from_on)
    ) AS to_on
FROM entry
JOIN entry_lane ON entry_lane.entry_id = entry.entry_id AND entry_lane.to_run IS NULL
LEFT JOIN entry_lane AS next_lane
    ON next_lane.entry_id = entry_lane.entry_id
    AND next_lane.seq = entry_lane.seq + 1
    AND next_lane.to_run IS NULL
WHERE entry.to_run IS NULL
    -- A closing learnt late may lie before a lane that began meanwhile: then that lane never was.
    AND (entry.closed_on IS NULL OR entry_lane.from_on < entry.closed_on
        OR entry_lane.from_on = entry.opened_on);

CREATE VIEW register_changes AS
SELECT
    run.as_of,
    change.run_id,
    change.kind AS change,
    coalesce(person.person_id, change.person_id) AS person_id,
    change.entry_id,
    CASE person.protected WHEN 0 THEN person.number END AS personnummer,
    change.reason,
    change.effective_on,
    change.explained
FROM change
JOIN run ON run.run_id = change.run_id
-- Whoever turned out to be another person is shown as that person.
LEFT JOIN person ON person.to_run IS NULL AND person.person_id = coalesce(
    (
        SELECT same.person_id FROM person AS same
        WHERE same.person_id = change.person_id AND same.to_run IS NULL
    ),
    (
        SELECT now.person_id
        FROM person_number AS once
        JOIN person_number AS now ON now.number = once.number AND now.to_run IS NULL
        WHERE once.person_id = change.person_id
        LIMIT 1
    )
)
WHERE NOT EXISTS (
    SELECT 1 FROM run AS later WHERE later.supersedes = run.run_id AND later.outcome <> 'refused'
);

CREATE VIEW outreach_queue AS
SELECT
    task.task_id,
    task.entry_id,
    entry.person_id,
    CASE person.protected WHEN 0 THEN person.number END AS personnummer,
    task.step,
    task.attempt,
    task.variant,
    task.owner,
    task.status,
    task.not_before,
    task.due_by,
    task_priority.priority,
    task.created_on,
    task.ended_on,
    task.ended_reason
FROM task
JOIN entry ON entry.entry_id = task.entry_id AND entry.to_run IS NULL
LEFT JOIN person ON person.person_id = entry.person_id AND person.to_run IS NULL
LEFT JOIN task_priority ON task_priority.task_id = task.task_id
WHERE task.to_run IS NULL;

CREATE VIEW contacts AS
SELECT
    person_number.person_id,
    CASE person.protected WHEN 0 THEN contact.number END AS personnummer,
    contact.contacted_on,
    contact.channel,
    contact.outcome,
    contact.answered_on_channel,
    contact.occupation
FROM contact
LEFT JOIN person_number ON person_number.number = contact.number AND person_number.to_run IS NULL
LEFT JOIN person ON person.person_id = person_number.person_id AND person.to_run IS NULL;

CREATE VIEW measures AS
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
LEFT JOIN person ON person.person_id = person_number.person_id AND person.to_run IS NULL;

CREATE VIEW occupations AS
SELECT
    person_number.person_id,
    CASE person.protected WHEN 0 THEN occupation.number END AS personnummer,
    occupation.occupation,
    occupation.from_on,
    occupation.to_on,
    occupation.source
FROM occupation
LEFT JOIN person_number ON person_number.number = occupation.number AND person_number.to_run IS NULL
LEFT JOIN person ON person.person_id = person_number.person_id AND person.to_run IS NULL;

CREATE VIEW decisions AS
SELECT
    person_number.person_id,
    CASE person.protected WHEN 0 THEN decision.number END AS personnummer,
    decision.ruling,
    decision.reason,
    decision.from_on,
    decision.to_on
FROM decision
LEFT JOIN person_number ON person_number.number = decision.number AND person_number.to_run IS NULL
LEFT JOIN person ON person.person_id = person_number.person_id AND person.to_run IS NULL;

-- A night that was run again counts as it was last run.
CREATE VIEW undetermined AS
SELECT
    run.as_of,
    coalesce(person.person_id, undetermined_person.person_id) AS person_id,
    CASE person.protected WHEN 0 THEN person.number END AS personnummer,
    undetermined_person.reason
FROM undetermined_person
JOIN run ON run.run_id = undetermined_person.run_id
-- Whoever turned out to be another person is shown as that person.
LEFT JOIN person ON person.to_run IS NULL AND person.person_id = coalesce(
    (
        SELECT same.person_id FROM person AS same
        WHERE same.person_id = undetermined_person.person_id AND same.to_run IS NULL
    ),
    (
        SELECT now.person_id
        FROM person_number AS once
        JOIN person_number AS now ON now.number = once.number AND now.to_run IS NULL
        WHERE once.person_id = undetermined_person.person_id
        LIMIT 1
    )
)
WHERE NOT EXISTS (
    SELECT 1 FROM run AS later WHERE later.supersedes = run.run_id AND later.outcome <> 'refused'
);

CREATE VIEW runs AS
SELECT
    run_id, as_of, outcome, opened, closed, corrected, lane_changes, held, undetermined, quarantined,
    config_digest, register_digest, program_version, supersedes, started_at, finished_at
FROM run;

CREATE VIEW sources AS
SELECT run_id, source, provider, file_date, sha256, rows, quarantined, unmatched, verdict, code
FROM source;

CREATE VIEW quarantine AS
SELECT run_id, source, provider, line, field, code, times_seen
FROM quarantined_row;

-- A night that was run again counts as it was last run.
CREATE VIEW coverage AS
SELECT run.as_of, coverage_count.group_name AS "group", coverage_count.persons
FROM coverage_count
JOIN run ON run.run_id = coverage_count.run_id
WHERE NOT EXISTS (
    SELECT 1 FROM run AS later WHERE later.supersedes = run.run_id AND later.outcome <> 'refused'
);
