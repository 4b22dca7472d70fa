create table tasks (id text primary key, case_id text not null references cases (id), by_user text not null, to_role text not null, to_user text not null, question text not null, asked_at bigint not null, due_at bigint not null, answer text not null, who text not null, answered_at bigint not null, ended_at bigint not null);
create index tasks_by_case on tasks (case_id, asked_at);
create index tasks_by_user on tasks (to_user, answered_at);
create index tasks_by_role on tasks (to_role, answered_at);

create table outbox (id text primary key, kind text not null, to_user text not null, to_role text not null, case_id text not null, path text not null, unique_key text not null, at bigint not null, addressed bigint not null);
create unique index outbox_once on outbox (unique_key) where unique_key <> '';
create index outbox_fresh on outbox (addressed, at);
create table deliveries (id text primary key, kind text not null, path text not null, place text not null, at bigint not null, attempts bigint not null, next_at bigint not null, done_at bigint not null, state text not null);
create index deliveries_due on deliveries (done_at, next_at);
create table places_off (place text primary key, at bigint not null);

create table deadlines (id text primary key, case_id text not null references cases (id), kind text not null, words text not null, by_user text not null, set_at bigint not null, due_at bigint not null, done_at bigint not null);
create index deadlines_by_case on deadlines (case_id, due_at);

create table account_changes (id text primary key, person text not null, at bigint not null, doc text not null);
create index account_changes_by_day on account_changes (at);
create table account_moves (id text primary key, change_id text not null, act text not null, digest text not null, by_user text not null, at bigint not null, reason text not null, second text not null, decided_at bigint not null, agreed bigint not null);
create index account_moves_by_change on account_moves (change_id, at);
create unique index account_moves_open on account_moves (change_id) where decided_at = 0;

create table starts (person text primary key, manager text not null, ask bigint not null);
