-- What is kept when persons are erased: how many rows they had in the nights' counts, and what reports of past
-- periods counted while they were there. Nothing in these tables is about anybody.

-- Every time that somebody was erased.
CREATE TABLE erasure (
    erasure_id INTEGER PRIMARY KEY,
    -- The last committed night.
    as_of TEXT NOT NULL,
    persons INTEGER NOT NULL CHECK (persons >= 0),
    -- The last day on which any of them was covered; null if nobody was.
    covered_through TEXT,
    -- The highest numbers given by then: none is given again.
    last_person INTEGER NOT NULL,
    last_entry INTEGER NOT NULL,
    last_task INTEGER NOT NULL,
    -- The file has been written anew since, and its log emptied.
    swept INTEGER NOT NULL DEFAULT 0 CHECK (swept IN (0, 1))
) STRICT;

-- Rows that a run counted and that are no longer there.
CREATE TABLE erased_row (
    run_id INTEGER NOT NULL REFERENCES run (run_id),
    kind TEXT NOT NULL CHECK (
        kind IN ('opened', 'closed', 'corrected', 'lane', 'held_open', 'held_close', 'undetermined')
    ),
    rows INTEGER NOT NULL CHECK (rows > 0),
    PRIMARY KEY (run_id, kind)
) STRICT, WITHOUT ROWID;

-- What a report said of a period before the first person covered in it was erased. A period is a school year
-- (2016/2017), a month (2016-11) or a day (2016-11-30); key names the figure; those of outreach are
-- among a school year's.
CREATE TABLE frozen_figure (
    report TEXT NOT NULL CHECK (report IN ('register', 'flows', 'year')),
    period TEXT NOT NULL,
    key TEXT NOT NULL,
    value INTEGER NOT NULL,
    -- The last night that it knows of.
    frozen_on TEXT NOT NULL,
    PRIMARY KEY (report, period, key)
) STRICT, WITHOUT ROWID;
