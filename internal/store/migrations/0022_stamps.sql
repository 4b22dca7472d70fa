create table stamps (size bigint primary key references ledger_checkpoints (size), token text not null, before_at bigint not null, by_name text not null, ends_at bigint not null, asked_at bigint not null);
create table stamp_tries (id bigint primary key, tried_at bigint not null, problem text not null);
