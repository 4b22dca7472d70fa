create table backups (id text primary key, name text not null, made_at bigint not null, size bigint not null, sha256 text not null, entries bigint not null, checked_at bigint not null, problem text not null, gone_at bigint not null);
create index backups_by_age on backups (made_at);
create table restorations (id text primary key, backup text not null, made_at bigint not null, entries bigint not null, at bigint not null, by_name text not null);
