create table tasks (id text primary key, case_id text not null references cases (id), by_user text not null, to_role text not null, to_user text not null, question text not null, asked_at bigint not null, due_at bigint not null, answer text not null, who text not null, answered_at bigint not null, ended_at bigint not null);
create index tasks_by_case on tasks (case_id, asked_at);
create index tasks_by_user on tasks (to_user, answered_at);
create index tasks_by_role on tasks (to_role, answered_at);

create table outbox (id text primary key, kind text not null, to_user text not null, to_role text not null, case_owner text not null, path text not null, unique_key text not null, at bigint not null);
create unique index outbox_once on outbox (unique_key) where unique_key <> '';
