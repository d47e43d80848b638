-- The whole ladder of outreach: its steps and how they end, what people report of it, what was handed out.

-- ---------------------------------------------------------------- tasks of every step
--
-- A list of codes cannot be changed in place: the table is made anew, and with it the view that reads it.

DROP VIEW outreach_queue;

CREATE TABLE task_of_every_step (
    task_id INTEGER NOT NULL,
    entry_id INTEGER NOT NULL,
    step TEXT NOT NULL CHECK (
        step IN (
            'letter', 'phone', 'sms_letter', 'knock_card', 'home_visit', 'recheck', 'support', 'info_20',
            'handover_20', 'manual_contact'
        )
    ),
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
    ended_reason TEXT CHECK (
        ended_reason IN (
            'unanswered', 'reached', 'undeliverable', 'sent', 'overtaken', 'left_register', 'lane_changed',
            'replanned'
        )
    ),
    from_run INTEGER NOT NULL REFERENCES run (run_id),
    to_run INTEGER REFERENCES run (run_id) CHECK (to_run > from_run),
    PRIMARY KEY (task_id, from_run),
    CHECK ((ended_on IS NULL) = (ended_reason IS NULL))
) STRICT, WITHOUT ROWID;

INSERT INTO task_of_every_step (
    task_id, entry_id, step, attempt, variant, owner, status, not_before, due_by, created_on, ended_on,
    ended_reason, from_run, to_run
)
SELECT
    task_id, entry_id, step, attempt, variant, owner, status, not_before, due_by, created_on, ended_on,
    ended_reason, from_run, to_run
FROM task;

DROP TABLE task;
ALTER TABLE task_of_every_step RENAME TO task;
CREATE UNIQUE INDEX task_present ON task (task_id) WHERE to_run IS NULL;
CREATE INDEX task_by_entry ON task (entry_id);

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

-- Which tasks have been handed out: none is handed out twice.
CREATE TABLE exported_task (
    task_id INTEGER PRIMARY KEY,
    exported_at TEXT NOT NULL,
    exported_by TEXT NOT NULL
) STRICT;

-- ---------------------------------------------------------------- what people report of it

-- Somebody who was not in the register when it was told: what came before an entry climbs nothing in it.
ALTER TABLE contact ADD COLUMN of_registered INTEGER NOT NULL DEFAULT 1 CHECK (of_registered IN (0, 1));

-- The newest row of a number holds; older ones are emptied when it comes.
CREATE TABLE contact_detail (
    contact_detail_id INTEGER PRIMARY KEY,
    number TEXT NOT NULL,
    telephone TEXT NOT NULL,
    email TEXT NOT NULL,
    -- Whether there was a telephone number: emptied rows still tell earlier nights.
    callable INTEGER NOT NULL CHECK (callable IN (0, 1)),
    recording_id INTEGER NOT NULL REFERENCES recording (recording_id)
) STRICT;

CREATE INDEX contact_detail_by_number ON contact_detail (number);

-- A provider's TF number, or a samordningsnummer (no provider), and whose it is; the newest row holds.
CREATE TABLE pairing (
    pairing_id INTEGER PRIMARY KEY,
    provider TEXT,
    paired_number TEXT NOT NULL,
    number TEXT NOT NULL,
    recording_id INTEGER NOT NULL REFERENCES recording (recording_id)
) STRICT;

CREATE INDEX pairing_by_id ON pairing (paired_number);

-- Another register's entries, told before the first night.
CREATE TABLE taken_over (
    taken_over_id INTEGER PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    entered_on TEXT NOT NULL,
    reason TEXT NOT NULL CHECK (
        reason IN (
            'decided', 'introduction_programme', 'study_certificate', 'introduction_certificate',
            'interrupted_national', 'interrupted_introduction', 'interrupted_adapted', 'moved_in',
            'never_started'
        )
    ),
    lane TEXT NOT NULL CHECK (
        lane IN ('protected', 'in_school', 'occupied', 'awaiting_start', 'outreach')
    ),
    climbed TEXT CHECK (
        climbed IN (
            'letter', 'phone', 'sms_letter', 'knock_card', 'home_visit', 'recheck', 'support', 'info_20',
            'handover_20', 'manual_contact'
        )
    ),
    recording_id INTEGER NOT NULL REFERENCES recording (recording_id)
) STRICT;
