create table source_seen (kind text primary key, first_seen bigint not null, newest bigint not null);
create table source_gaps (id text primary key, kind text not null, since bigint not null, noticed bigint not null, ended bigint not null);
create table source_problems (n bigint primary key, input text not null, line bigint not null, says text not null, person text not null);
create table settings (name text primary key, doc text not null);
