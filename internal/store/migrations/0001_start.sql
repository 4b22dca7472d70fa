create table ledger_head (id bigint primary key, size bigint not null, last_at bigint not null);
insert into ledger_head (id, size, last_at) values (1, 0, 0);
create table ledger_leaves (seq bigint primary key, leaf text not null);
create table ledger_details (seq bigint primary key, salt text not null, body text not null);
create table ledger_nodes (idx bigint primary key, hash text not null);
create table ledger_checkpoints (size bigint primary key, note text not null);

create table health (id bigint primary key, at bigint not null);
insert into health (id, at) values (1, 0);

create table users (id text primary key, name text not null, person text not null);
create table user_roles (user_id text not null references users (id), role text not null, primary key (user_id, role));
create table links (hash text primary key, user_id text not null references users (id), ends bigint not null);
create table sessions (hash text primary key, user_id text not null references users (id), opened bigint not null, seen bigint not null);

create table company (id bigint primary key, name text not null, fictional bigint not null, read_at bigint not null);
create table people (id text primary key, name text not null, stage text not null, title text not null, level text not null, level_rank bigint not null, score bigint not null, doc text not null);
create index people_by_rank on people (level_rank, score, id);
create table superiors (person text not null, superior text not null, primary key (person, superior));
create table sources (kind text primary key, files bigint not null, records bigint not null, rejected bigint not null);

create table cases (id text primary key, subject text not null, state text not null, owner text not null, opened_by text not null, opened_at bigint not null, changed_at bigint not null, closing text not null);
create index cases_by_subject on cases (subject);
create table case_conflicts (case_id text not null references cases (id), user_id text not null, primary key (case_id, user_id));
create table case_events (id text primary key, case_id text not null references cases (id), n bigint not null, at bigint not null, by_user text not null, kind text not null, doc text not null, unique (case_id, n));
create table case_views (case_id text not null references cases (id), user_id text not null, primary key (case_id, user_id));
