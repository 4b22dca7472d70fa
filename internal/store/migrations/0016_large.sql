create table people_now (id text primary key, stage text not null, level text not null, level_rank bigint not null, score bigint not null, turn bigint not null, changed_at bigint not null, digest text not null, line text not null, name text not null, title text not null, why text not null, doc text not null);
insert into people_now (id, stage, level, level_rank, score, turn, changed_at, digest, line, name, title, why, doc) select id, stage, level, level_rank, score, turn, changed_at, digest, '', name, title, why, doc from people;
drop table people;
alter table people_now rename to people;
create index people_by_turn on people (turn, id, level_rank, stage, level, changed_at, digest);
create index superiors_by_superior on superiors (superior, person);
create index cases_open on cases (state, subject, owner, changed_at);
create index cases_by_owner on cases (owner, state, subject);
create index cases_by_change on cases (changed_at, id);
