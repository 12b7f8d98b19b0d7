-- base tables: what the registry, the rubric and the received files say; filled once per build
create table build_info (
    as_of timestamp,             -- receipt of the last file taken in; null before the first
    registry_sha256 varchar,
    rubrics_sha256 varchar,      -- of the SHA-256 of all rubric files
    wordings_sha256 varchar,     -- of what workbooks are read by: the wording of all rubrics
    is_demo boolean
);
create table understood (        -- grain: received file; what it says, so that the builds after this one need not read it
    sha256 varchar,
    exhausted integer,           -- how often it ran out of its limits; 0 where it was read
    content varchar              -- as `etl/submission/stored_form.py` writes it
);
create table period (            -- grain: period
    period integer primary key,
    deadline date,
    rubric integer,              -- first period of the rubric in force
    rubric_name varchar,         -- 学会改革任务分解表
    issuer varchar,              -- 发文机关 and 主送 of the report; empty where the registry says nothing
    addressee varchar
);
create table main.society (           -- grain: society of the registry
    society_id varchar primary key,
    name varchar,
    former_names varchar,
    credit_code varchar,
    category varchar,
    supporting_unit varchar,
    renewal_years integer[],     -- empty: the registry does not say
    status varchar,
    is_expected boolean,
    first_period integer         -- the first year it reports for; empty: every year
);
create table registered_base (   -- grain: society × year: 个人会员数（核定） of the registry, with its cell
    society_id varchar,
    year integer,
    value bigint,
    cell varchar
);
create table task_group (        -- grain: rubric × group of tasks
    rubric integer,
    group_id varchar,
    kind varchar,                -- basic renewal optional
    title varchar,
    minimum integer,             -- of a choice: how many of the chosen tasks must be met
    cap bigint,                  -- the whole group adds or takes away so much at most, in hundredths of a point
    is_bonus boolean             -- no part of the full marks
);
create table parameter (rubric integer, name varchar, value bigint);
create table measure_source (    -- grain: rubric × measure that is a field of the form or a year-end of 会员情况
    rubric integer,
    measure varchar,
    field varchar,
    series varchar,              -- individual unit
    year_end integer             -- null: the period's own
);
create table measure_kind (measure varchar primary key, label varchar, unit varchar);
create table finding_kind (
    kind varchar primary key,
    severity varchar,
    title varchar,
    remedy varchar,
    judges varchar,              -- what a check of the kind judges beside what its sentence says: roster file
    is_answered_in_remark boolean
);
create table main.task (              -- grain: rubric × task
    rubric integer,
    task_id varchar,
    number integer,
    title varchar,
    short_title varchar,
    group_id varchar,
    task_group varchar,          -- the kind of its group: basic renewal optional
    content varchar,             -- 改革内容
    note varchar                 -- 备注
);
create table main.criterion (         -- grain: rubric × criterion
    rubric integer,
    criterion_id varchar,
    task_id varchar,
    position integer,
    text varchar,
    short_text varchar,
    source varchar,              -- 工作标准 or 改革内容
    decided_by varchar,          -- declared both rule
    is_required boolean,
    is_judged boolean,
    may_be_not_applicable boolean,
    no_counts_from integer,
    count_measure varchar,
    rule varchar                 -- printed for people
);
create table received (          -- grain: received file × society × period; nulls where it could not be attributed
    submission_id varchar primary key,
    receipt integer,             -- order of receipt
    society_id varchar,
    period integer,
    file_name varchar,
    format varchar,
    sha256 varchar,
    size bigint,
    way varchar,                 -- command or upload
    received_at timestamp,
    state varchar                -- accepted to_correct returned
);
create table held_table (        -- grain: submission × table of the workbook
    submission_id varchar,
    table_name varchar,          -- form answers membership council supervisors
    sheet varchar,
    row_count integer,
    is_empty boolean
);
create table main.sheet_account (     -- grain: submission × sheet of its file; filled = read + furniture + set_aside + unread
    submission_id varchar,
    sheet varchar,               -- its name; its place where the name is a person's
    is_hidden boolean,
    filled integer,              -- cells that hold something, a merge once
    read integer,                -- read into values, or with a finding of their own
    furniture integer,           -- titles, headings, labels, numbers of rows, notes, signatures, the template's words
    set_aside integer,           -- not ours, or not of this year
    unread integer,
    why varchar                  -- why cells were set aside or not read; empty where none were
);
create table answer (            -- grain: submission × work standard
    submission_id varchar,
    criterion_id varchar,
    declared varchar,            -- done partial not_done not_applicable; null: blank or not understood
    declared_written varchar,
    is_declared_unreadable boolean,
    chosen boolean,
    is_chosen_unreadable boolean, -- 是否选做 is written, and nobody can be sure what it says
    chosen_cell varchar,
    quantity bigint,
    quantity_cell varchar,
    is_quantity_unreadable boolean,
    sheet varchar,
    cell varchar                 -- of the answer
);
create table form_value (        -- grain: submission × field of 基本情况
    submission_id varchar,
    field varchar,
    value bigint,                -- counts; 1 and 0 for yes and no
    text varchar,
    is_unreadable boolean,
    sheet varchar,
    cell varchar
);
create table member_count (      -- grain: submission × year × series
    submission_id varchar,
    year integer,
    series varchar,              -- individual unit total
    value bigint,
    is_unreadable boolean,
    sheet varchar,
    cell varchar
);
create table council_member (    -- grain: submission × row of the council roster; nothing that names a person
    submission_id varchar,
    position integer,
    post varchar,                -- chair vice_chair secretary hired_secretary standing member staff unreadable; null: blank
    is_party boolean,
    is_frontline boolean,
    is_frontline_unreadable boolean, -- it is written, and nobody can be sure what it says
    age integer,                 -- full years on 31 December of the period
    gap_count integer,           -- required cells that are blank
    unreadable_count integer,    -- required cells that are written and not understood
    sheet varchar,
    post_cell varchar,
    frontline_cell varchar
);
create table remark (            -- grain: submission × row of one of its tables in which 备注 is filled in
    submission_id varchar,
    sheet varchar,
    row_number integer,
    cell varchar                 -- of 备注; what it says stays in the file
);
create table confirmation (      -- grain: submission × cell that shows a value of last year which it confirms; of a roster one
    submission_id varchar,
    table_name varchar,          -- form answers council supervisors
    sheet varchar,
    cell varchar,
    source_period integer,       -- the year whose value is shown
    source_sha256 varchar        -- of a roster: the file that it was taken from
);
create table main.finding (           -- grain: finding
    submission_id varchar,
    severity varchar,            -- fatal error warning
    kind varchar,
    sheet varchar,
    cell varchar,
    message varchar,
    remedy varchar,
    value varchar,               -- as written; never from a roster or a contact cell
    suggestion varchar
);
create table file_finding as     -- grain: finding that the file itself gives rise to, whatever else came in
from finding;
create table resolved_finding as -- grain: finding on a table in force that another table, sent alone, has set right
from finding;
create table review (            -- grain: review that stands; attached to the answer it judged
    society_id varchar,
    period integer,
    criterion_id varchar,
    submission_id varchar,       -- the submission whose answer was judged
    decision varchar,            -- approved rejected more_material
    opinion varchar,
    reviewer varchar,
    reviewed_at timestamp
);
create table clearance (         -- grain: check that the staff has cleared (核实无误), with what it judged
    society_id varchar,
    period integer,
    kind varchar,
    subject varchar,
    judged varchar,
    why varchar,
    author varchar,
    cleared_at timestamp
);
create table handling (          -- grain: file without a society or a year that the staff has marked as handled
    sha256 varchar,
    why varchar,
    author varchar,
    handled_at timestamp
);
create table note (              -- grain: note that stands
    note_id varchar,
    period integer,
    society_id varchar,
    task_id varchar,
    figure varchar,
    text varchar,
    author varchar,
    noted_at timestamp
);
create table rule_measure (      -- grain: rubric × criterion × measure its rule is about
    rubric integer,
    criterion_id varchar,
    position integer,
    measure varchar
);
create table ratio (             -- grain: rubric × criterion that is a fraction of two measures
    rubric integer,
    criterion_id varchar,
    part varchar,
    whole varchar,
    side varchar,                -- at_most at_least; null: shown, not judged
    limit_part integer,          -- the limit is limit_part / limit_whole
    limit_whole integer
);
create table table_kind (table_name varchar primary key, title varchar);
create table field_kind (field varchar primary key, label varchar, type varchar);
create table main.criterion_points (  -- grain: rubric × criterion with points; all points in hundredths
    rubric integer,
    criterion_id varchar,
    measure varchar,             -- null: by the answer
    each bigint,                 -- per unit of the measure, up to `cap`
    cap bigint,
    done bigint,
    partial bigint,
    not_done bigint,
    least bigint,
    most bigint,
    printed varchar              -- for people
);
create table point_band (        -- grain: rubric × criterion × step of its points, the best first
    rubric integer,
    criterion_id varchar,
    position integer,
    at_least bigint,
    at_most bigint,
    points bigint
);
create table main.grade (             -- grain: rubric × grade, the best first
    rubric integer,
    position integer,
    name varchar,
    at_least bigint              -- hundredths of a point; null: the rest
);
