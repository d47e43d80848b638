-- What deciding a night again takes: which rows each file held, what people had told by then, and what
-- they had asked of the night.

-- ---------------------------------------------------------------- what people told, and when

-- One file of what people told.
CREATE TABLE recording (
    recording_id INTEGER PRIMARY KEY,
    recorded_at TEXT NOT NULL,
    recorded_by TEXT NOT NULL,
    rows INTEGER NOT NULL CHECK (rows >= 0)
) STRICT;

-- Null where it was recorded before recordings were counted: every night knows of it.
ALTER TABLE decision ADD COLUMN recording_id INTEGER REFERENCES recording (recording_id);
ALTER TABLE interruption ADD COLUMN recording_id INTEGER REFERENCES recording (recording_id);
ALTER TABLE occupation ADD COLUMN recording_id INTEGER REFERENCES recording (recording_id);
ALTER TABLE contact ADD COLUMN recording_id INTEGER REFERENCES recording (recording_id);
ALTER TABLE measure ADD COLUMN recording_id INTEGER REFERENCES recording (recording_id);

-- ---------------------------------------------------------------- what a night was asked, and what it knew

-- Somebody said that it was the first load.
ALTER TABLE run ADD COLUMN initial_load INTEGER NOT NULL DEFAULT 0 CHECK (initial_load IN (0, 1));
-- The last recording that the night knew; 0 for none.
ALTER TABLE run ADD COLUMN recorded_through INTEGER NOT NULL DEFAULT 0;
-- Staged versions that ended with this run or an earlier one have been erased; 0 for none.
ALTER TABLE run ADD COLUMN erased_through INTEGER NOT NULL DEFAULT 0;

UPDATE run SET initial_load = 1
WHERE run_id = (SELECT min(run_id) FROM run WHERE outcome <> 'refused' AND opened > 0);

-- Of the nights so far it was not kept which rows each file held, nor on which lines: none of them can be
-- decided again from what was staged.
UPDATE run SET erased_through = run_id
WHERE run_id = (SELECT max(run_id) FROM run WHERE outcome <> 'refused');

-- ---------------------------------------------------------------- which rows the last accepted file held

ALTER TABLE staged_resident ADD COLUMN told INTEGER NOT NULL DEFAULT 1 CHECK (told IN (0, 1));
ALTER TABLE staged_resident ADD COLUMN unheard INTEGER NOT NULL DEFAULT 0 CHECK (unheard IN (0, 1));
ALTER TABLE staged_placement ADD COLUMN told INTEGER NOT NULL DEFAULT 1 CHECK (told IN (0, 1));
ALTER TABLE staged_credential ADD COLUMN told INTEGER NOT NULL DEFAULT 1 CHECK (told IN (0, 1));
ALTER TABLE staged_reject ADD COLUMN line INTEGER NOT NULL DEFAULT 0;

UPDATE staged_resident SET told = 0 WHERE misses > 0;
UPDATE staged_placement SET told = 0 WHERE misses > 0;

-- ---------------------------------------------------------------- the order of people in the queue

ALTER TABLE person ADD COLUMN seniority INTEGER NOT NULL DEFAULT 0;
UPDATE person SET seniority = person_id;

-- ---------------------------------------------------------------- the nights as they were last run

CREATE VIEW nights AS
SELECT run.run_id, run.as_of
FROM run
WHERE run.outcome <> 'refused' AND NOT EXISTS (
    SELECT 1 FROM run AS later WHERE later.supersedes = run.run_id AND later.outcome <> 'refused'
);
