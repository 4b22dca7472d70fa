create table holds (id text primary key, about text not null, kind text not null, by_user text not null, at bigint not null, reason text not null, ended_at bigint not null, ended_by text not null);
create index holds_by_about on holds (about, kind, ended_at);
create table retention_passes (id text primary key, at bigint not null, since bigint not null, ended_at bigint not null, cases bigint not null, applications bigint not null, details bigint not null, files bigint not null, erased text not null);
create index retention_passes_by_end on retention_passes (ended_at);
create table erased_files (blob text primary key, shelf text not null, at bigint not null);
create table feed_now (id bigint primary key, case_id text not null, kind text not null);
insert into feed_now (id, case_id, kind) select id, case_id, kind from feed;
drop table feed;
alter table feed_now rename to feed;
